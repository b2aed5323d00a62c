package dev.alidade.app.sql;

import dev.alidade.app.control.Labels;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** A field for each parameter of the statement at the caret of the editor in front. */
final class ParameterBar extends HBox {
  private static final double FIELD_WIDTH = 96;

  ParameterBar(ScriptsViewModel scripts) {
    super(8);
    setAlignment(Pos.CENTER_RIGHT);
    scripts
        .current()
        .flatMap(Script::parameters)
        .subscribe(names -> show(scripts.current().get(), names));
  }

  private void show(Script script, List<String> names) {
    getChildren().clear();
    for (String name : names) {
      TextField field = new TextField(script.typedValues().getOrDefault(name, ""));
      field.setPrefWidth(FIELD_WIDTH);
      field.getStyleClass().addAll("al-mono", "al-compact");
      field.setPromptText("null");
      field.setAccessibleText("Value of " + name);
      field.textProperty().addListener((observed, was, is) -> script.typedValues().put(name, is));
      boolean positional = Character.isDigit(name.charAt(0));
      getChildren()
          .addAll(Labels.of((positional ? "?" : ":") + name, "al-mono", "al-syn-label"), field);
    }
  }
}
