package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Several values of one kind, a line of controls for each; lines can be added and removed. */
final class LinesField<T> extends VBox {
  private final Form<T> form;
  private final List<T> values;
  private final Consumer<List<T>> changed;

  /**
   * What the lines are made of.
   *
   * @param what one of them is called, for example {@code sort key}
   * @param least how many must stay
   * @param line the controls of a line
   * @param fresh a new value; empty where there is nothing left to add
   */
  record Form<T>(String what, int least, Line<T> line, Supplier<Optional<T>> fresh) {}

  /** Makes the controls of one line. */
  @FunctionalInterface
  interface Line<T> {
    /**
     * @param number of the line, from 1
     * @param now the value as it is
     * @param put takes a changed one
     */
    List<Node> controls(int number, Supplier<T> now, Consumer<T> put);
  }

  LinesField(Form<T> form, List<T> values, Consumer<List<T>> changed) {
    super(8);
    this.form = form;
    this.values = new ArrayList<>(values);
    this.changed = changed;
    fill();
  }

  private void fill() {
    getChildren().clear();
    for (int i = 0; i < values.size(); i++) {
      getChildren().add(line(i));
    }
    Button add = Buttons.compact(Buttons.flat("Add " + form.what(), Feather.PLUS, this::add));
    add.setId("add-" + form.what().replace(' ', '-'));
    add.setDisable(form.fresh().get().isEmpty());
    getChildren().add(add);
  }

  private Node line(int index) {
    HBox line = new HBox(6);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getChildren()
        .setAll(form.line().controls(index + 1, () -> values.get(index), is -> set(index, is)));
    Button remove = Buttons.icon(Feather.X, "Remove this " + form.what(), () -> remove(index));
    remove.setDisable(values.size() <= form.least());
    line.getChildren().add(remove);
    return line;
  }

  private void set(int index, T value) {
    values.set(index, value);
    changed.accept(List.copyOf(values));
  }

  private void add() {
    form.fresh()
        .get()
        .ifPresent(
            value -> {
              values.add(value);
              fill();
              changed.accept(List.copyOf(values));
            });
  }

  private void remove(int index) {
    values.remove(index);
    fill();
    changed.accept(List.copyOf(values));
  }
}
