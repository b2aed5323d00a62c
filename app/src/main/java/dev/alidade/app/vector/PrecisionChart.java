package dev.alidade.app.vector;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.vector.MeasuredRecall;
import dev.alidade.engine.vector.PrecisionCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polyline;
import org.jspecify.annotations.Nullable;

/** Measured recall as a line over bars of scan times, a column for each setting. */
final class PrecisionChart extends VBox {
  private static final double HEIGHT = 128;
  private static final double LINE_HEIGHT = 44;
  private static final double LINE_TOP = 6;
  private static final double BARS_BOTTOM = 96;
  private static final double BARS_HEIGHT = 38;
  private static final double BAR_WIDTH = 20;
  private static final double DOT = 3;

  /** Recall at the bottom of the line, unless one is lower: the lowest setting is .90. */
  private static final double LOWEST_RECALL = 0.9;

  private final PrecisionModel model;
  private final Pane plot = new Pane();

  PrecisionChart(PrecisionModel model) {
    super(4);
    this.model = model;
    plot.setMinHeight(HEIGHT);
    plot.setPrefHeight(HEIGHT);
    plot.setId("precision-chart");
    Region dot = new Region();
    dot.getStyleClass().addAll("al-dot", "accent");
    Region square = new Region();
    square.getStyleClass().addAll("al-dot", "square");
    Label recall = Labels.small("");
    recall.textProperty().bind(model.curve().map(PrecisionChart::caption).orElse("recall"));
    HBox legend = new HBox(6, dot, recall, square, Labels.small("scan time"));
    legend.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(legend, plot);
    setAccessibleText("Measured recall and scan time of each precision");
    visibleProperty().bind(model.curve().isNotNull());
    managedProperty().bind(visibleProperty());
    plot.widthProperty().addListener((observed, was, is) -> draw());
    model.curve().addListener((observed, was, is) -> draw());
    model.choice().addListener((observed, was, is) -> draw());
  }

  /**
   * A setting as it is drawn.
   *
   * @param recall empty where everything is compared
   */
  private record Column(PrecisionChoice choice, double recall, double nanos, String words) {}

  private static List<Column> columns(PrecisionCurve curve) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(PrecisionChoice.ALL.getFirst(), 1, curve.exactNanos(), "f32, exact"));
    for (int i = 0; i < curve.settings().size(); i++) {
      PrecisionCurve.Setting setting = curve.settings().get(i);
      Optional<MeasuredRecall> recall = setting.recall();
      columns.add(
          new Column(
              PrecisionChoice.ALL.get(i + 1),
              recall.map(MeasuredRecall::recall).orElse(1.0),
              setting.nanos(),
              setting.plan() + (recall.isEmpty() ? ", exact" : "")));
    }
    return columns;
  }

  private static String caption(@Nullable PrecisionCurve curve) {
    return curve == null ? "recall" : "recall@" + curve.k();
  }

  private void draw() {
    plot.getChildren().clear();
    PrecisionCurve curve = model.curve().get();
    double width = plot.getWidth();
    if (curve == null || width <= 0) {
      return;
    }
    List<Column> columns = columns(curve);
    double step = width / columns.size();
    double slowest = columns.stream().mapToDouble(Column::nanos).max().orElse(1);
    double lowest =
        Math.min(LOWEST_RECALL, columns.stream().mapToDouble(Column::recall).min().orElse(1));
    Polyline line = new Polyline();
    line.getStyleClass().add("al-precision-line");
    List<Node> dots = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      boolean chosen = column.choice.equals(model.choice().get());
      double middle = (i + 0.5) * step;
      plot.getChildren().add(field(column, i * step, step, chosen));
      double height = Math.max(1, BARS_HEIGHT * column.nanos / slowest);
      Region bar = region(chosen ? "al-hit-mark" : "al-bar-soft");
      bar.setMouseTransparent(true);
      plot.getChildren()
          .add(placed(bar, middle - BAR_WIDTH / 2, BARS_BOTTOM - height, BAR_WIDTH, height));
      double y = LINE_TOP + LINE_HEIGHT * (1 - column.recall) / (1 - lowest);
      line.getPoints().addAll(middle, y);
      Circle dot = new Circle(middle, y, DOT);
      dot.getStyleClass().add(chosen ? "al-precision-dot-chosen" : "al-precision-dot");
      dots.add(dot);
      plot.getChildren().add(text(millis(column.nanos), i * step, BARS_BOTTOM, step, chosen));
      plot.getChildren().add(text(column.choice.label(), i * step, BARS_BOTTOM + 15, step, chosen));
    }
    line.setMouseTransparent(true);
    dots.forEach(dot -> dot.setMouseTransparent(true));
    plot.getChildren().add(line);
    plot.getChildren().addAll(dots);
  }

  /** The background of a setting, which chooses it. */
  private Region field(Column column, double x, double width, boolean chosen) {
    Region field = region("al-precision-field");
    if (chosen) {
      field.getStyleClass().add("chosen");
    }
    field.setOnMouseClicked(event -> model.choice().set(column.choice));
    Tips.on(
        field,
        "%s: recall %s in %s"
            .formatted(column.words, recall(column.recall), Figures.nanos(column.nanos)));
    return placed(field, x, 0, width, HEIGHT);
  }

  private static Region region(String styleClass) {
    Region region = new Region();
    region.getStyleClass().add(styleClass);
    return region;
  }

  private static <N extends Node> N placed(
      N node, double x, double y, double width, double height) {
    node.setManaged(false);
    node.resizeRelocate(x, y, width, height);
    return node;
  }

  private static Label text(String words, double x, double y, double width, boolean chosen) {
    Label label = Labels.of(words, "al-mono", "al-precision-text");
    if (chosen) {
      label.getStyleClass().add("al-strong");
    }
    label.setAlignment(Pos.CENTER);
    label.setMouseTransparent(true);
    return placed(label, x, y, width, 15);
  }

  /** Milliseconds without a unit, as short as a column is narrow. */
  private static String millis(double nanos) {
    double millis = nanos / 1e6;
    String text =
        String.format(Locale.ROOT, millis >= 10 ? "%.1f" : millis >= 1 ? "%.2f" : "%.3f", millis);
    return text.startsWith("0") ? text.substring(1) : text;
  }

  /** Three decimals, as recall is written. */
  static String recall(double recall) {
    String text = String.format(Locale.ROOT, "%.3f", recall);
    return text.startsWith("0") ? text.substring(1) : text;
  }

  /** What is known of the chosen setting, with the link that measures again. */
  static Node facts(PrecisionModel model) {
    VBox box = new VBox(4);
    box.getStyleClass().add("al-code-block");
    box.setId("precision-facts");
    Runnable show = () -> box.getChildren().setAll(lines(model));
    model.curve().addListener((observed, was, is) -> show.run());
    model.choice().addListener((observed, was, is) -> show.run());
    model.measuring().addListener((observed, was, is) -> show.run());
    show.run();
    return box;
  }

  private static List<Node> lines(PrecisionModel model) {
    PrecisionCurve curve = model.curve().get();
    if (curve == null) {
      return List.of(
          Labels.small(model.measuring().get() ? "Measuring recall here …" : "Not measured yet."));
    }
    PrecisionCurve.@Nullable Setting setting =
        model.chosenSetting().isEmpty()
            ? null
            : curve.settings().get(model.chosenSetting().getAsInt());
    List<Node> lines = new ArrayList<>();
    Optional<MeasuredRecall> recall = setting == null ? Optional.empty() : setting.recall();
    lines.add(
        Section.row(
            "Measured recall@" + curve.k(), recall.map(r -> recall(r.recall())).orElse("exact")));
    recall.ifPresent(r -> lines.add(Section.row("At least, by 95 %", recall(r.low()))));
    lines.add(
        Section.row(
            "Scan time", Figures.nanos(setting == null ? curve.exactNanos() : setting.nanos())));
    lines.add(Section.row("Way", setting == null ? "f32" : setting.plan()));
    lines.add(again(model, recall));
    return lines;
  }

  private static Node again(PrecisionModel model, Optional<MeasuredRecall> recall) {
    Hyperlink again = new Hyperlink("Measure again");
    again.getStyleClass().add("al-small");
    again.setId("measure-again");
    again.setMinWidth(USE_PREF_SIZE);
    again.setDisable(model.measuring().get());
    again.setOnAction(event -> model.measureAgain());
    Label queries =
        Labels.small(
            recall
                .map(
                    r ->
                        r.changesSince() > 0
                            ? "%d queries, %,d changes since"
                                .formatted(r.queries(), r.changesSince())
                            : "%d sampled queries".formatted(r.queries()))
                .orElse("No faster way is known to reach it"));
    if (model.chosenSetting().isEmpty()) {
      queries.setText("Nothing is missed");
    }
    queries.setMinWidth(0);
    HBox row = new HBox(8, queries, Section.gap(), again);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }
}
