package dev.alidade.app.transform;

import dev.alidade.app.control.Segmented;
import dev.alidade.app.table.AggregationChoice;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Lines of keys and measures. */
final class KeyFields {
  private static final double FUNCTION_WIDTH = 120;
  private static final double PERCENTILE_WIDTH = 56;

  private KeyFields() {}

  /** The columns that rows are ordered by, the most important first. */
  static Node sortKeys(
      List<Step.Sort.Key> keys,
      List<Field> columns,
      int least,
      Consumer<List<Step.Sort.Key>> changed) {
    List<Step.Sort.Key> now = new ArrayList<>(keys);
    return new LinesField<>(
        new LinesField.Form<>(
            "sort key",
            least,
            (number, key, put) -> sortKey(columns, number, key, put),
            () ->
                columns.stream()
                    .map(Field::name)
                    .filter(name -> now.stream().noneMatch(key -> key.column().equals(name)))
                    .findFirst()
                    .map(name -> new Step.Sort.Key(name, false))),
        keys,
        is -> {
          now.clear();
          now.addAll(is);
          changed.accept(is);
        });
  }

  private static List<Node> sortKey(
      List<Field> columns, int number, Supplier<Step.Sort.Key> now, Consumer<Step.Sort.Key> put) {
    ComboBox<String> column =
        EditorFields.column(
            "sort-column-" + number,
            "Column to sort by",
            now.get().column(),
            columns,
            field -> true,
            name -> put.accept(new Step.Sort.Key(name, now.get().descending())));
    HBox.setHgrow(column, Priority.ALWAYS);
    Segmented<Boolean> direction =
        new Segmented<>(List.of(false, true), descending -> descending ? "↓" : "↑");
    direction.setId("sort-direction-" + number);
    direction.setAccessibleText("Ascending or descending");
    direction.valueProperty().set(now.get().descending());
    direction
        .valueProperty()
        .addListener((observed, was, is) -> put.accept(new Step.Sort.Key(now.get().column(), is)));
    return List.of(column, direction);
  }

  /** Pairs of columns that must be equal. */
  static Node joinKeys(
      List<Step.Join.Key> keys,
      List<Field> columns,
      Supplier<List<Field>> others,
      Consumer<List<Step.Join.Key>> changed) {
    return new LinesField<>(
        new LinesField.Form<>(
            "pair of columns",
            1,
            (number, key, put) -> joinKey(columns, others, number, key, put),
            () -> columns.stream().findFirst().map(f -> new Step.Join.Key(f.name(), f.name()))),
        keys,
        changed);
  }

  private static List<Node> joinKey(
      List<Field> columns,
      Supplier<List<Field>> others,
      int number,
      Supplier<Step.Join.Key> now,
      Consumer<Step.Join.Key> put) {
    ComboBox<String> column =
        EditorFields.column(
            "join-column-" + number,
            "Column of this data set",
            now.get().column(),
            columns,
            field -> true,
            name -> put.accept(new Step.Join.Key(name, now.get().otherColumn())));
    ComboBox<String> other =
        EditorFields.column(
            "join-other-" + number,
            "Column of the other data set",
            now.get().otherColumn(),
            others.get(),
            field -> true,
            name -> put.accept(new Step.Join.Key(now.get().column(), name)));
    // Which columns there are depends on the data set that is chosen at the time.
    other.setOnShowing(
        event -> {
          List<String> names = others.get().stream().map(Field::name).toList();
          if (!other.getItems().equals(names)) {
            String before = other.getValue();
            other.getItems().setAll(names);
            other.setValue(before);
          }
        });
    HBox.setHgrow(column, Priority.ALWAYS);
    HBox.setHgrow(other, Priority.ALWAYS);
    column.setMinWidth(0);
    other.setMinWidth(0);
    return List.of(column, other);
  }

  /** What is computed of each group, and under which name. */
  static Node measures(
      List<Operation> measures, List<Field> columns, Consumer<List<Operation>> changed) {
    return new LinesField<>(
        new LinesField.Form<>(
            "measure",
            0,
            (number, measure, put) -> measure(columns, number, measure, put),
            () ->
                columns.stream()
                    .filter(field -> field.type().isNumeric())
                    .findFirst()
                    .map(
                        field ->
                            new Operation(
                                field.name(),
                                AggregateFunction.AVG,
                                AggregationChoice.alias(
                                    AggregateFunction.AVG, field.name(), OptionalDouble.empty())))),
        measures,
        changed);
  }

  private static List<Node> measure(
      List<Field> columns, int number, Supplier<Operation> now, Consumer<Operation> put) {
    TextField percentile =
        EditorFields.real(
            "measure-percentile-" + number,
            "Percentile",
            now.get().percentile().orElse(95),
            is -> put.accept(changed(now.get(), now.get().operation(), OptionalDouble.of(is))));
    percentile.setPrefWidth(PERCENTILE_WIDTH);
    percentile.setMinWidth(PERCENTILE_WIDTH);
    percentile.managedProperty().bind(percentile.visibleProperty());
    percentile.setVisible(now.get().operation() == AggregateFunction.PERCENTILE);
    ComboBox<AggregateFunction> function =
        EditorFields.choice(
            "measure-function-" + number,
            "Measure",
            now.get().operation(),
            Arrays.asList(AggregateFunction.values()),
            AggregationChoice::word,
            is -> {
              boolean wanted = is == AggregateFunction.PERCENTILE;
              percentile.setVisible(wanted);
              put.accept(
                  changed(now.get(), is, wanted ? OptionalDouble.of(95) : OptionalDouble.empty()));
            });
    function.setPrefWidth(FUNCTION_WIDTH);
    List<Field> fields = new ArrayList<>(columns);
    ComboBox<String> column =
        EditorFields.column(
            "measure-column-" + number,
            "Column",
            now.get().field(),
            fields,
            field -> true,
            name ->
                put.accept(
                    new Operation(
                        name, now.get().operation(), now.get().alias(), now.get().percentile())));
    column.getItems().addFirst(AggregationChoice.ROWS);
    TextField alias =
        EditorFields.text(
            "measure-name-" + number,
            "Name",
            now.get().alias(),
            is ->
                put.accept(
                    new Operation(
                        now.get().field(), now.get().operation(), is, now.get().percentile())));
    HBox first = new HBox(6, function, percentile, column);
    HBox.setHgrow(column, Priority.ALWAYS);
    column.setMinWidth(0);
    VBox both = new VBox(4, first, alias);
    HBox.setHgrow(both, Priority.ALWAYS);
    return List.of(both);
  }

  /** Another function; a name that was made of the old one is made anew. */
  private static Operation changed(
      Operation was, AggregateFunction function, OptionalDouble percentile) {
    Optional<String> made =
        Optional.of(AggregationChoice.alias(was.operation(), was.field(), was.percentile()))
            .filter(was.alias()::equals)
            .map(old -> AggregationChoice.alias(function, was.field(), percentile));
    return new Operation(was.field(), function, made.orElse(was.alias()), percentile);
  }
}
