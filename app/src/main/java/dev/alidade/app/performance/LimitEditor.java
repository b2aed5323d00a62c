package dev.alidade.app.performance;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** The latency that the operation looked at should not exceed, drawn as a line. */
final class LimitEditor extends HBox {
  private final LiveViewModel model;
  private final TextField millis = new TextField();

  LimitEditor(LiveViewModel model, PerformanceContext context) {
    this.model = model;
    millis.setId("latency-limit");
    millis.setPromptText("none");
    millis.setPrefColumnCount(6);
    millis.getStyleClass().add("al-mono");
    millis.setAlignment(Pos.CENTER_RIGHT);
    millis.setAccessibleText("Latency limit in milliseconds");
    Buttons.compact(millis);
    getChildren().addAll(Labels.of("Latency limit"), Section.gap(), millis, Labels.small("ms"));
    setAlignment(Pos.CENTER_LEFT);
    setSpacing(8);
    getStyleClass().add("al-section");
    millis.setOnAction(event -> take());
    context.operationProperty().subscribe(operation -> write());
  }

  private void write() {
    millis.getStyleClass().remove("al-invalid");
    millis.setText(
        model
            .limit()
            .map(limit -> String.format(Locale.ROOT, "%s", limit.toNanos() / 1e6))
            .orElse(""));
  }

  private void take() {
    millis.getStyleClass().remove("al-invalid");
    String text = millis.getText().strip().replace(',', '.');
    if (text.isEmpty()) {
      model.limit(Optional.empty());
      return;
    }
    try {
      double value = Double.parseDouble(text);
      if (value > 0 && value < 1e9) {
        model.limit(Optional.of(Duration.ofNanos(Math.round(value * 1e6))));
      } else {
        millis.getStyleClass().add("al-invalid");
      }
    } catch (NumberFormatException notANumber) {
      millis.getStyleClass().add("al-invalid");
    }
  }
}
