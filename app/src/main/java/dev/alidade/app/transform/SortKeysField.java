package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Segmented;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The columns that rows are ordered by, the most important first. */
final class SortKeysField extends VBox {
  private final List<Step.Sort.Key> keys;
  private final List<Field> columns;
  private final Consumer<List<Step.Sort.Key>> changed;

  SortKeysField(
      List<Step.Sort.Key> keys, List<Field> columns, Consumer<List<Step.Sort.Key>> changed) {
    super(8);
    this.keys = new ArrayList<>(keys);
    this.columns = columns;
    this.changed = changed;
    fill();
  }

  private void fill() {
    getChildren().clear();
    for (int i = 0; i < keys.size(); i++) {
      getChildren().add(line(i));
    }
    Button add = Buttons.compact(Buttons.flat("Add key", Feather.PLUS, this::add));
    add.setId("add-sort-key");
    add.setDisable(keys.size() >= columns.size());
    getChildren().add(add);
  }

  private Node line(int index) {
    Step.Sort.Key key = keys.get(index);
    ComboBox<String> column =
        EditorFields.column(
            "sort-column-" + (index + 1),
            "Column to sort by",
            key.column(),
            columns,
            field -> true,
            name -> set(index, new Step.Sort.Key(name, keys.get(index).descending())));
    HBox.setHgrow(column, Priority.ALWAYS);
    Segmented<Boolean> direction =
        new Segmented<>(List.of(false, true), descending -> descending ? "↓" : "↑");
    direction.setId("sort-direction-" + (index + 1));
    direction.setAccessibleText("Ascending or descending");
    direction.valueProperty().set(key.descending());
    direction
        .valueProperty()
        .addListener(
            (observed, was, is) -> set(index, new Step.Sort.Key(keys.get(index).column(), is)));
    Button remove = Buttons.icon(Feather.X, "Remove this key", () -> remove(index));
    remove.setDisable(keys.size() == 1);
    HBox line = new HBox(6, column, direction, remove);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private void set(int index, Step.Sort.Key key) {
    keys.set(index, key);
    changed.accept(List.copyOf(keys));
  }

  private void add() {
    List<String> taken = keys.stream().map(Step.Sort.Key::column).toList();
    columns.stream()
        .map(Field::name)
        .filter(name -> !taken.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              keys.add(new Step.Sort.Key(name, false));
              fill();
              changed.accept(List.copyOf(keys));
            });
  }

  private void remove(int index) {
    keys.remove(index);
    fill();
    changed.accept(List.copyOf(keys));
  }
}
