package dev.alidade.app.table;

import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Keys and measures that a user picks from columns. JavaFX thread. */
public final class AggregationChoice {
  /** Counts rows, whatever they hold. */
  public static final String ROWS = "*";

  private static final AggregationOptions NOTHING = new AggregationOptions(List.of(), List.of());

  private final Supplier<List<Field>> columns;
  private final List<AggregateFunction> functions;
  private final ReadOnlyObjectWrapper<AggregationOptions> options =
      new ReadOnlyObjectWrapper<>(NOTHING);

  /**
   * @param columns asked each time a menu opens
   * @param functions that are offered, in this order
   */
  public AggregationChoice(Supplier<List<Field>> columns, List<AggregateFunction> functions) {
    this.columns = columns;
    this.functions = List.copyOf(functions);
  }

  public ReadOnlyObjectProperty<AggregationOptions> optionsProperty() {
    return options.getReadOnlyProperty();
  }

  public List<Field> columns() {
    return columns.get();
  }

  public List<AggregateFunction> functions() {
    return functions;
  }

  public boolean isEmpty() {
    return options.get().groupBy().isEmpty() && options.get().operations().isEmpty();
  }

  /** Forgets every key and measure. */
  public void clear() {
    options.set(NOTHING);
  }

  public void addKey(String column) {
    List<String> keys = new ArrayList<>(options.get().groupBy());
    if (!keys.contains(column)) {
      keys.add(column);
      change(keys, options.get().operations());
    }
  }

  public void removeKey(String column) {
    List<String> keys = new ArrayList<>(options.get().groupBy());
    keys.remove(column);
    change(keys, options.get().operations());
  }

  /** Adds a measure; its column in the result is named after it. */
  public void addMeasure(AggregateFunction function, String column) {
    add(new Operation(column, function, alias(function, column, OptionalDouble.empty())));
  }

  /** Adds the value below which so many per cent of a column lie. */
  public void addPercentile(double percentile, String column) {
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

  public void removeMeasure(Operation measure) {
    List<Operation> measures = new ArrayList<>(options.get().operations());
    measures.remove(measure);
    change(options.get().groupBy(), measures);
  }

  /** A first aggregation that most data sets have: rows for each value of a text column. */
  public Optional<String> suggestion() {
    return columns().stream()
        .filter(field -> field.type() == ColumnType.STRING)
        .findFirst()
        .map(Field::name);
  }

  public void takeSuggestion() {
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
  public static String word(AggregateFunction function) {
    return function.name().toLowerCase(Locale.ROOT);
  }

  /** The name of a measure's column: {@code avg_price}, {@code p95_price}. */
  public static String alias(AggregateFunction function, String column, OptionalDouble percentile) {
    if (column.equals(ROWS)) {
      return "rows";
    }
    String what =
        percentile.isPresent() ? "p" + percentileWord(percentile.getAsDouble()) : word(function);
    return what + "_" + column;
  }

  /** {@code 99.9}, and {@code 95} without a point. */
  public static String percentileWord(double percentile) {
    return percentile == Math.rint(percentile)
        ? Long.toString((long) percentile)
        : Double.toString(percentile);
  }

  private void change(List<String> keys, List<Operation> measures) {
    options.set(new AggregationOptions(keys, measures));
  }
}
