package dev.alidade.app.control;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.Ikon;

/**
 * A few choices side by side of which one is on. The arrow keys move between them. JavaFX thread.
 *
 * @param <T> type of the choices
 */
public final class Segmented<T> extends HBox {
  private final ObjectProperty<T> value;
  private final ToggleGroup group = new ToggleGroup();
  private final List<T> choices;

  /** Shows the choices; the first is on. */
  public Segmented(List<T> choices, Function<? super T, String> label) {
    this.choices = List.copyOf(choices);
    this.value = new SimpleObjectProperty<>(this.choices.getFirst());
    getStyleClass().add("al-segmented");
    for (int i = 0; i < choices.size(); i++) {
      ToggleButton button = button(choices.get(i), label.apply(choices.get(i)));
      if (choices.size() == 1) {
        button.getStyleClass().add("only");
      } else if (i == 0) {
        button.getStyleClass().add("first");
      } else if (i == choices.size() - 1) {
        button.getStyleClass().add("last");
      }
      getChildren().add(button);
    }
    value.addListener((observed, was, is) -> select(is));
    select(value.get());
  }

  /** The choice that is on; may be set. */
  public ObjectProperty<T> valueProperty() {
    return value;
  }

  /** Puts an icon before a choice's word. */
  public Segmented<T> withIcon(T choice, Ikon icon) {
    button(choice).setGraphic(Icons.of(icon));
    return this;
  }

  /** Spreads the choices over the whole width. */
  public Segmented<T> filling() {
    for (var child : getChildren()) {
      HBox.setHgrow(child, Priority.ALWAYS);
      ((ToggleButton) child).setMaxWidth(Double.MAX_VALUE);
    }
    return this;
  }

  private ToggleButton button(T choice, String text) {
    ToggleButton button = new ToggleButton(text);
    button.setToggleGroup(group);
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(
        event -> {
          value.set(choice);
          button.setSelected(true);
        });
    button.setOnKeyPressed(
        event -> {
          int step =
              event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
          if (step != 0) {
            T next = choices.get(Math.floorMod(choices.indexOf(choice) + step, choices.size()));
            value.set(next);
            button(next).requestFocus();
            event.consume();
          }
        });
    return button;
  }

  private ToggleButton button(T choice) {
    return (ToggleButton) getChildren().get(choices.indexOf(choice));
  }

  private void select(T choice) {
    if (choices.contains(choice)) {
      button(choice).setSelected(true);
    }
  }
}
