package dev.alidade.app.transform;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Tips;
import dev.alidade.app.table.ColumnValues;
import dev.alidade.engine.dataset.ColumnType;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What the colours of a chart mean, and what it leaves out. JavaFX thread. */
final class ChartLegend extends HBox {
  /** The scale of a heatmap bends at five colours; between them it is straight. */
  private static final int STOPS = 9;

  ChartLegend() {
    super(12);
    getStyleClass().add("al-legend");
    setId("chart-legend");
    setMinWidth(0);
  }

  void show(ChartPlot chart, Palette palette) {
    getChildren().clear();
    if (chart.series().size() > 1) {
      for (int i = 0; i < chart.series().size(); i++) {
        getChildren().add(key(chart.series().get(i), palette.series(i)));
      }
    }
    chart.scale().ifPresent(scale -> getChildren().add(bar(scale, palette)));
    if (!chart.note().isEmpty()) {
      Label note = Labels.small(chart.note());
      note.setId("chart-note");
      Tips.on(note, chart.note());
      getChildren().add(note);
    }
  }

  /** The colours from the least value to the most, with both at their ends. */
  private static HBox bar(HeatScale scale, Palette palette) {
    Region colours = new Region();
    colours.getStyleClass().add("al-heat-scale");
    colours.setStyle(
        "-fx-background-color: linear-gradient(to right, %s);"
            .formatted(
                IntStream.range(0, STOPS)
                    .mapToObj(
                        i ->
                            css(HeatScale.at(i / (STOPS - 1.0), palette))
                                + String.format(Locale.ROOT, " %.1f%%", 100.0 * i / (STOPS - 1)))
                    .collect(Collectors.joining(", "))));
    HBox bar =
        new HBox(6, end(scale.least(), "heat-least"), colours, end(scale.most(), "heat-most"));
    bar.getStyleClass().add("al-legend");
    Tips.on(
        bar,
        scale.name()
            + " from "
            + ColumnValues.exact(ColumnType.FLOAT64, scale.least())
            + " to "
            + ColumnValues.exact(ColumnType.FLOAT64, scale.most())
            + "; a cell without a colour has no value");
    return bar;
  }

  private static Label end(double value, String id) {
    Label label = Labels.of(ColumnValues.figure(ColumnType.FLOAT64, value), "al-legend-value");
    label.setId(id);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }

  private static Label key(String name, int argb) {
    Region mark = new Region();
    mark.getStyleClass().addAll("al-dot", "square");
    mark.setStyle("-fx-background-color: " + css(argb) + ";");
    Label label = new Label(name);
    label.setGraphic(mark);
    Tips.on(label, name);
    return label;
  }

  private static String css(int argb) {
    return "#%06X".formatted(argb & 0xFFFFFF);
  }
}
