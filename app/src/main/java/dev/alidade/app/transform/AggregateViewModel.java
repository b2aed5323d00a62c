package dev.alidade.app.transform;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Debounce;
import dev.alidade.app.table.ClosingTask;
import dev.alidade.app.table.Releasable;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * Keys and measures over all rows after the steps, and what they give. Works only while its views
 * show. JavaFX thread.
 */
final class AggregateViewModel {
  /** Counts rows, whatever they hold. */
  static final String ROWS = "*";

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final TransformViewModel model;
  private final Debounce debounce;
  private final ReadOnlyObjectWrapper<AggregationOptions> options =
      new ReadOnlyObjectWrapper<>(new AggregationOptions(List.of(), List.of()));
  private final ReadOnlyObjectWrapper<Optional<Aggregated>> result =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Throwable>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanProperty active = new SimpleBooleanProperty();

  /** Groups and how they were made; held by this view model. */
  record Aggregated(AggregationOptions options, ProcessingResult made) implements Releasable {
    Dataset data() {
      return made.data();
    }

    @Override
    public void close() {
      made.data().close();
    }
  }

  AggregateViewModel(
      WasmServices engine, BackgroundTasks tasks, TransformViewModel model, Debounce debounce) {
    this.engine = engine;
    this.tasks = tasks;
    this.model = model;
    this.debounce = debounce;
    model.sourceProperty().addListener((observed, was, is) -> reset());
    model.draftProperty().addListener((observed, was, is) -> changedSteps(was, is));
    active.addListener((observed, was, is) -> ask());
  }

  ReadOnlyObjectProperty<AggregationOptions> optionsProperty() {
    return options.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Aggregated>> resultProperty() {
    return result.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Throwable>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether a view of the result shows. */
  BooleanProperty activeProperty() {
    return active;
  }

  /** Columns after the steps. */
  List<Field> columns() {
    return model
        .previewProperty()
        .get()
        .map(Preview::endFields)
        .or(() -> model.sourceProperty().get().map(HeldDataset::fields))
        .orElse(List.of());
  }

  boolean isEmpty() {
    return options.get().groupBy().isEmpty() && options.get().operations().isEmpty();
  }

  void addKey(String column) {
    List<String> keys = new ArrayList<>(options.get().groupBy());
    if (!keys.contains(column)) {
      keys.add(column);
      change(keys, options.get().operations());
    }
  }

  void removeKey(String column) {
    List<String> keys = new ArrayList<>(options.get().groupBy());
    keys.remove(column);
    change(keys, options.get().operations());
  }

  /** Adds a measure; its column in the result is named after it. */
  void addMeasure(AggregateFunction function, String column) {
    add(new Operation(column, function, alias(function, column, OptionalDouble.empty())));
  }

  /** Adds the value below which so many per cent of a column lie. */
  void addPercentile(double percentile, String column) {
    add(
        Operation.percentile(
            column,
            percentile,
            alias(AggregateFunction.PERCENTILE, column, OptionalDouble.of(percentile))));
  }

  private void add(Operation added) {
    List<Operation> measures = new ArrayList<>(options.get().operations());
    if (!measures.contains(added)) {
      measures.add(added);
      change(options.get().groupBy(), measures);
    }
  }

  void removeMeasure(Operation measure) {
    List<Operation> measures = new ArrayList<>(options.get().operations());
    measures.remove(measure);
    change(options.get().groupBy(), measures);
  }

  /** A first aggregation that most data sets have: rows for each value of a text column. */
  Optional<String> suggestion() {
    return columns().stream()
        .filter(field -> field.type() == ColumnType.STRING)
        .findFirst()
        .map(Field::name);
  }

  void takeSuggestion() {
    suggestion()
        .ifPresent(
            column ->
                change(
                    List.of(column),
                    List.of(
                        new Operation(
                            ROWS,
                            AggregateFunction.COUNT,
                            alias(AggregateFunction.COUNT, ROWS, OptionalDouble.empty())))));
  }

  /** A function as it is written in a name: {@code avg}. */
  static String word(AggregateFunction function) {
    return function.name().toLowerCase(Locale.ROOT);
  }

  /** The name of a measure's column: {@code avg_price}, {@code p95_price}. */
  static String alias(AggregateFunction function, String column, OptionalDouble percentile) {
    if (column.equals(ROWS)) {
      return "rows";
    }
    String what =
        percentile.isPresent() ? "p" + percentileWord(percentile.getAsDouble()) : word(function);
    return what + "_" + column;
  }

  /** {@code 99.9}, and {@code 95} without a point. */
  static String percentileWord(double percentile) {
    return percentile == Math.rint(percentile)
        ? Long.toString((long) percentile)
        : Double.toString(percentile);
  }

  /** Adds the groups to the data sets; {@code then} takes the name they got. */
  void save(String name, Consumer<String> then) {
    result
        .get()
        .ifPresent(
            groups -> {
              Dataset named = groups.data().named(name);
              tasks
                  .task("Save " + name, progress -> engine.datasets().add(named).name())
                  .onDone(then)
                  .start();
            });
  }

  /** Writes the groups to a file. */
  void export(Path file, ExportOptions how, Consumer<String> then) {
    result
        .get()
        .ifPresent(
            groups -> {
              Dataset own = groups.data().named(groups.data().name());
              tasks
                  .task(
                      "Export " + own.name(),
                      progress -> {
                        try (own) {
                          engine.datasets().export(own, file, how, progress);
                          return own.rowCount();
                        }
                      })
                  .onDone(
                      rows ->
                          then.accept("Wrote %,d rows to %s.".formatted(rows, file.getFileName())))
                  .start();
            });
  }

  private void change(List<String> keys, List<Operation> measures) {
    options.set(new AggregationOptions(keys, measures));
    ask();
  }

  private void changedSteps(Draft was, Draft is) {
    if (!was.items().equals(is.items())) {
      ask();
    }
  }

  private void reset() {
    options.set(new AggregationOptions(List.of(), List.of()));
    take(Optional.empty());
    problem.set(Optional.empty());
  }

  private void ask() {
    if (active.get()) {
      debounce.later(this::compute);
    }
  }

  private void compute() {
    AggregationOptions asked = options.get();
    if (!active.get() || model.sourceProperty().get().isEmpty()) {
      return;
    }
    if (isEmpty()) {
      take(Optional.empty());
      problem.set(Optional.empty());
      return;
    }
    model.withAllRows(data -> aggregate(data, asked), this::fail);
  }

  private void aggregate(Dataset data, AggregationOptions asked) {
    ClosingTask.<Aggregated>of(
            tasks,
            "Aggregate " + data.name(),
            progress -> {
              try (HeldDataset own = HeldDataset.of(data)) {
                return new Aggregated(
                    asked, engine.dataProcessor().aggregate(own.data(), asked, progress));
              }
            },
            made -> aggregated(asked, made),
            () -> {})
        .replacing(result)
        .onFailed(this::fail)
        .start();
  }

  private void aggregated(AggregationOptions asked, Aggregated made) {
    if (asked.equals(options.get())) {
      problem.set(Optional.empty());
      take(Optional.of(made));
    } else {
      made.close();
    }
  }

  private void fail(Throwable why) {
    take(Optional.empty());
    problem.set(Optional.of(why));
  }

  private void take(Optional<Aggregated> next) {
    Optional<Aggregated> before = result.get();
    result.set(next);
    before.ifPresent(Aggregated::close);
  }
}
