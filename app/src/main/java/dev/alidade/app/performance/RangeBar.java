package dev.alidade.app.performance;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.ZoneId;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** Buttons for how far back, the exact stretch, and whether it follows the present. */
final class RangeBar extends HBox {
  private final PerformanceContext context;
  private final ZoneId zone;
  private final TextField exact = new TextField();

  RangeBar(PerformanceContext context, ZoneId zone) {
    this.context = context;
    this.zone = zone;
    getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    getChildren().addAll(reaches(), exact, Section.gap(), pause(), live());
    exact.setId("exact-range");
    exact.setPrefWidth(184);
    exact.setMinWidth(184);
    exact.getStyleClass().add("al-mono");
    Buttons.compact(exact);
    exact.setAccessibleText("Exact range, for example 14:02:10 – 14:07:10");
    exact.setTooltip(new Tooltip("Exact range: write two times and press Enter"));
    exact.setOnAction(event -> take());
    exact
        .textProperty()
        .addListener((observed, was, is) -> exact.getStyleClass().remove("al-invalid"));
    exact.focusedProperty().subscribe(focused -> write());
    context.spanProperty().subscribe(span -> write());
  }

  private Region reaches() {
    Segmented<Reach> reaches = new Segmented<>(List.of(Reach.values()), Reach::word);
    reaches.setId("reach");
    reaches.valueProperty().bindBidirectional(context.reachProperty());
    // The button that is on already leads back from a brushed stretch.
    reaches.addEventHandler(ActionEvent.ACTION, event -> context.goLive());
    return reaches;
  }

  private Button pause() {
    Button pause = Buttons.plain("Pause", Feather.PAUSE, () -> context.liveProperty().set(false));
    pause.setId("pause");
    pause.disableProperty().bind(context.liveProperty().not());
    return Buttons.compact(pause);
  }

  private ToggleButton live() {
    Region dot = new Region();
    dot.getStyleClass().add("al-dot");
    ToggleButton live = new ToggleButton("Live", dot);
    live.setId("live");
    live.getStyleClass().add("al-live");
    live.setTooltip(
        new Tooltip("Follow the present; pauses when you brush, zoom or click a chart"));
    live.setOnAction(event -> context.goLive());
    context
        .liveProperty()
        .subscribe(
            on -> {
              live.setSelected(on);
              dot.getStyleClass().remove("ok");
              if (on) {
                dot.getStyleClass().add("ok");
              }
            });
    live.selectedProperty().subscribe(on -> keepTrue(live));
    return live;
  }

  /** The toggle shows what is so; pressing it while it is live changes nothing. */
  private void keepTrue(ToggleButton live) {
    if (live.isSelected() != context.liveProperty().get()) {
      live.setSelected(context.liveProperty().get());
    }
  }

  private void write() {
    if (!exact.isFocused()) {
      exact.setText(RangeText.of(context.spanProperty().get(), zone));
    }
  }

  private void take() {
    var asked = RangeText.parse(exact.getText(), context.present(), zone);
    if (asked.isEmpty()) {
      exact.getStyleClass().add("al-invalid");
      return;
    }
    TimeSpan span = asked.get();
    context.brush(span.from(), span.to());
    getParent().requestFocus();
  }
}
