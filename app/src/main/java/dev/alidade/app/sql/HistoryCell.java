package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.Sparkline;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.HistoryEntry;
import java.time.Clock;
import java.time.Duration;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One query shape: its text, how often it ran, its times as figures and as a curve. */
final class HistoryCell extends ListCell<HistoryEntry> {
  private static final double FIGURE = 68;
  private static final double CURVE = 72;

  /** A query that takes longer makes a person wait. */
  private static final long SLOW_NANOS = 100_000_000;

  private final Clock clock;
  private final Label sql = Labels.of("", "al-mono", "al-small");
  private final Label about = Labels.small("");
  private final Badge slow = new Badge("slow", Badge.Kind.WARNING, Feather.CLOCK);
  private final Badge plans = Badge.neutral("");
  private final Badge failed = new Badge();
  private final Sparkline curve;
  private final Label median = figure("");
  private final Label p95 = figure("");
  private final Label steps = figure("");
  private final HBox row;

  HistoryCell(Clock clock, ObservableValue<Palette> palette) {
    this.clock = clock;
    curve = new Sparkline(palette);
    curve.setMinSize(CURVE, 20);
    curve.setPrefSize(CURVE, 20);
    curve.setMaxSize(CURVE, 20);
    sql.setMinWidth(0);
    about.setMinWidth(0);
    HBox marks = new HBox(4, about, slow, plans, failed);
    marks.setAlignment(Pos.CENTER_LEFT);
    VBox words = new VBox(2, sql, marks);
    words.setMinWidth(0);
    words.setPrefWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    row = new HBox(8, words, curve, median, p95, steps);
    row.setAlignment(Pos.CENTER_LEFT);
    setPrefWidth(0);
  }

  /** The names of the figures, above the list. */
  static HBox heads() {
    Label query = Labels.of("Query", "al-caption");
    HBox.setHgrow(query, Priority.ALWAYS);
    query.setMaxWidth(Double.MAX_VALUE);
    Label times = Labels.of("Last times", "al-caption");
    times.setMinWidth(CURVE);
    HBox heads = new HBox(8, query, times, head("p50"), head("p95"), head("VM steps"));
    heads.getStyleClass().add("al-history-heads");
    heads.setAlignment(Pos.CENTER_LEFT);
    return heads;
  }

  @Override
  protected void updateItem(@Nullable HistoryEntry entry, boolean empty) {
    super.updateItem(entry, empty);
    if (empty || entry == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    sql.setText(entry.lastSql().strip().replaceAll("\\s+", " "));
    about.setText(
        Figures.counted(entry.count(), "run")
            + " · "
            + Figures.counted(entry.lastRows(), "row")
            + " · "
            + Figures.ago(Duration.between(entry.lastAt(), clock.instant())));
    show(slow, entry.p95Nanos() >= SLOW_NANOS);
    show(plans, entry.plans() > 1);
    plans.setText(entry.plans() + " plans");
    show(failed, entry.errors() > 0);
    failed.show(Figures.counted(entry.errors(), "error"), Badge.Kind.ERROR, Feather.ALERT_TRIANGLE);
    curve.show(entry.recentNanos().stream().map(Long::doubleValue).toList());
    curve.inColour(entry.p95Nanos() >= SLOW_NANOS ? "warn-fill" : "bar");
    median.setText(Figures.nanos((double) entry.p50Nanos()));
    p95.setText(Figures.nanos((double) entry.p95Nanos()));
    steps.setText(Figures.compact(entry.lastVmSteps()));
    setTooltip(new Tooltip(entry.lastSql()));
    setGraphic(row);
  }

  private static void show(Badge badge, boolean shown) {
    badge.setVisible(shown);
    badge.setManaged(shown);
  }

  private static Label figure(String text) {
    Label label = Labels.of(text, "al-mono", "al-small");
    label.setMinWidth(FIGURE);
    label.setAlignment(Pos.CENTER_RIGHT);
    return label;
  }

  private static Label head(String name) {
    Label label = Labels.of(name, "al-caption");
    label.setMinWidth(FIGURE);
    label.setAlignment(Pos.CENTER_RIGHT);
    return label;
  }
}
