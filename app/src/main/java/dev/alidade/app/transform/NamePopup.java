package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/** Asks for a name right below the button that wants one. JavaFX thread. */
final class NamePopup {
  private NamePopup() {}

  /** Shows the field; Enter or the button takes the name, Esc closes it. */
  static void ask(
      Node owner, String caption, String proposed, String verb, Consumer<String> named) {
    PopOver popup = new PopOver();
    TextField field = new TextField(proposed);
    field.setId("name-field");
    field.setAccessibleText(caption);
    field.setPrefWidth(240);
    Runnable take =
        () -> {
          String name = field.getText().strip();
          if (!name.isEmpty()) {
            popup.hide();
            named.accept(name);
          }
        };
    Button button = Buttons.outlined(verb, take);
    button.setId("name-take");
    button.disableProperty().bind(field.textProperty().map(String::isBlank));
    field.setOnAction(event -> take.run());
    HBox line = new HBox(8, field, button);
    line.setAlignment(Pos.CENTER_LEFT);
    VBox box = new VBox(6, Labels.caption(caption), line);
    box.setPadding(new Insets(12));
    popup.setContentNode(box);
    popup.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
    popup.setDetachable(false);
    popup.setAnimated(false);
    popup.show(owner);
    field.requestFocus();
    field.selectAll();
  }
}
