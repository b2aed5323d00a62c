package dev.alidade.app.transform;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Debounce;
import dev.alidade.app.table.AggregationChoice;
import dev.alidade.app.table.ClosingTask;
import dev.alidade.app.table.Releasable;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final TransformViewModel model;
  private final Debounce debounce;
  private final AggregationChoice choice =
      new AggregationChoice(this::columns, List.of(AggregateFunction.values()));
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
    choice.optionsProperty().addListener((observed, was, is) -> ask());
  }

  /** Keys and measures. */
  AggregationChoice choice() {
    return choice;
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
  private List<Field> columns() {
    return model
        .previewProperty()
        .get()
        .map(Preview::endFields)
        .or(() -> model.sourceProperty().get().map(HeldDataset::fields))
        .orElse(List.of());
  }

  /** Adds the groups to the data sets; {@code then} takes the name they got. */
  void save(String name, Consumer<String> then) {
    result
        .get()
        .ifPresent(
            groups -> {
              Dataset named = groups.data().named(name);
              tasks
                  .task("Save " + name, progress -> engine.datasets().add(named, progress).name())
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
                  .onDone(rows -> then.accept("Wrote %,d rows to %s.".formatted(rows, file)))
                  .start();
            });
  }

  private void changedSteps(Draft was, Draft is) {
    if (!was.items().equals(is.items())) {
      ask();
    }
  }

  private void reset() {
    choice.clear();
    take(Optional.empty());
    problem.set(Optional.empty());
  }

  private void ask() {
    if (active.get()) {
      debounce.later(this::compute);
    }
  }

  private void compute() {
    AggregationOptions asked = choice.optionsProperty().get();
    if (!active.get() || model.sourceProperty().get().isEmpty()) {
      return;
    }
    if (choice.isEmpty()) {
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
    if (asked.equals(choice.optionsProperty().get())) {
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
