package dev.alidade.app.shell;

import dev.alidade.app.chart.Sparkline;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.OperationSample;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** One line about the last operation: name, time, path and why, rows. */
final class PerformanceStrip extends HBox {
  /** Two points make a line, three a trend. */
  private static final int FEWEST_FOR_TREND = 3;

  private final Label none =
      Labels.small("No operation yet. The last one you run shows its time, path and rows here.");
  private final Label operation = Labels.of("", "al-mono", "al-strong");
  private final Label time = Labels.mono("");
  private final Tooltip exactTime = new Tooltip();
  private final Badge path = new Badge();
  private final Label reason = Labels.small("");
  private final Label rows = Labels.of("", "al-mono", "al-muted");
  private final Sparkline trend;
  private final Hyperlink open = new Hyperlink("Open in Performance");
  private Optional<OperationSample> shown = Optional.empty();

  PerformanceStrip(ShellViewModel model, Theme theme, Navigation navigation) {
    getStyleClass().add("al-strip");
    trend = new Sparkline(theme.paletteProperty());
    trend.setMinWidth(64);
    trend.setPrefWidth(64);
    trend.setMaxHeight(12);
    time.setTooltip(exactTime);
    open.setOnAction(
        event ->
            shown.ifPresent(sample -> navigation.go(new Intent.ShowOperation(sample.operation()))));
    getChildren().add(none);
    model.snapshotProperty().subscribe(taken -> taken.ifPresent(this::show));
  }

  private void show(ShellSnapshot snapshot) {
    List<Double> ran = snapshot.lastTrend().stream().filter(Double::isFinite).toList();
    trend.setVisible(ran.size() >= FEWEST_FOR_TREND);
    trend.show(ran);
    if (snapshot.last().equals(shown)) {
      return;
    }
    shown = snapshot.last();
    if (shown.isEmpty()) {
      getChildren().setAll(none);
      return;
    }
    OperationSample sample = shown.get();
    operation.setText(sample.operation());
    time.setText(Figures.nanos((double) sample.nanos()));
    exactTime.setText(Figures.count(sample.nanos()) + " ns");
    path.show(sample.path().used());
    reason.setText(sample.path().reason());
    rows.setText(rowsOf(sample));
    HBox last = new HBox(6, Labels.small("Last:"), operation);
    HBox why = new HBox(6, path, reason);
    last.setAlignment(Pos.CENTER_LEFT);
    why.setAlignment(Pos.CENTER_LEFT);
    getChildren().setAll(last, time, why, rows, Section.gap(), trend, open);
  }

  static String rowsOf(OperationSample sample) {
    if (sample.rowsIn() <= 0 && sample.rowsOut() <= 0) {
      return "";
    }
    if (sample.rowsIn() <= 0) {
      return Figures.counted(sample.rowsOut(), "row");
    }
    return sample.rowsIn() == sample.rowsOut() || sample.rowsOut() <= 0
        ? Figures.counted(sample.rowsIn(), "row")
        : Figures.compact(sample.rowsIn()) + " → " + Figures.counted(sample.rowsOut(), "row");
  }
}
