package dev.alidade.app.performance;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.benchmark.BenchmarkComparison.Delta;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The times of one row in two runs, one histogram over the other on a common axis. */
final class RunOverlay extends VBox {
  private static final int BINS = 48;

  /** A tail of a few slow samples would press the rest into one bar: the axis ends here. */
  private static final double SHOWN_SHARE = 0.95;

  private static final double ROOM_BELOW = 20;
  private static final double BEHIND = 0.55;

  private final ObservableValue<Palette> palette;
  private final PlotView plot;
  private final HBox head = new HBox(12);
  private Delta shown;

  RunOverlay(ObservableValue<Palette> palette, Delta first) {
    this.palette = palette;
    this.shown = first;
    plot = new PlotView(palette).withRoom(0, ROOM_BELOW);
    plot.setId("benchmark-overlay");
    plot.setMinHeight(120);
    VBox.setVgrow(plot, Priority.ALWAYS);
    head.setAlignment(Pos.CENTER_LEFT);
    setPadding(new Insets(8, 16, 8, 16));
    setSpacing(8);
    getChildren().setAll(head, plot);
    palette.addListener((observed, was, is) -> draw());
    show(first);
  }

  void show(Delta delta) {
    shown = delta;
    draw();
  }

  private void draw() {
    List<Double> before = shown.samplesBefore();
    List<Double> after = shown.samplesAfter();
    Node title =
        Labels.of(shown.name() + ", " + BenchmarkResults.word(shown.variant()), "al-strong");
    if (before.isEmpty() || after.isEmpty()) {
      head.getChildren()
          .setAll(title, Labels.muted("One of the runs kept no samples of this row."));
      plot.setVisible(false);
      return;
    }
    plot.setVisible(true);
    head.getChildren()
        .setAll(
            title,
            Section.gap(),
            key("before, median " + Figures.nanos(shown.beforeMillis() * 1e6), "other"),
            key("after, median " + Figures.nanos(shown.afterMillis() * 1e6), "accent"));
    double from = Math.min(before.getFirst(), after.getFirst());
    double to = Math.max(end(before), end(after));
    double margin = Math.max(1e-9, (to - from) * 0.02);
    Axis x =
        Axis.linear(
            Math.max(0, from - margin), to + margin, 6, millis -> Figures.nanos(millis * 1e6));
    double[] old = shares(before, x);
    double[] now = shares(after, x);
    double highest = 0;
    for (int i = 0; i < BINS; i++) {
      highest = Math.max(highest, Math.max(old[i], now[i]));
    }
    Palette colours = palette.getValue();
    double width = (x.to() - x.from()) / BINS;
    double[] starts = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      starts[i] = x.from() + i * width;
    }
    plot.show(
        new PlotView.Plot(
            x,
            Axis.bare(0, highest * 1.1),
            List.of(
                new Layer.Bars(starts, width, List.of(new Layer.Part(old, colours.argb("bar")))),
                new Layer.Bars(
                    starts,
                    width,
                    List.of(
                        new Layer.Part(
                            now, Palette.withOpacity(colours.argb("accent-fill"), BEHIND)))),
                new Layer.Moment(shown.beforeMillis(), "", colours.argb("fg-muted")),
                new Layer.Moment(shown.afterMillis(), "", colours.argb("accent"))),
            false));
  }

  private static double end(List<Double> samples) {
    return samples.get((int) Math.floor((samples.size() - 1) * SHOWN_SHARE));
  }

  /** Shares of the samples, so that runs of different lengths compare. */
  private static double[] shares(List<Double> samples, Axis x) {
    double[] shares = new double[BINS];
    double width = (x.to() - x.from()) / BINS;
    for (double sample : samples) {
      int bin = (int) Math.floor((sample - x.from()) / width);
      if (bin >= 0 && bin < BINS) {
        shares[bin] += 1.0 / samples.size();
      }
    }
    return shares;
  }

  private static Node key(String word, String style) {
    Region dot = new Region();
    dot.getStyleClass().addAll("al-dot", "square", style);
    HBox key = new HBox(4, dot, Labels.small(word));
    key.setAlignment(Pos.CENTER_LEFT);
    return key;
  }
}
