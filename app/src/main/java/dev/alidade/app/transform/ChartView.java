package dev.alidade.app.transform;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.shell.Workbench;
import dev.alidade.app.transform.AggregateViewModel.Aggregated;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/**
 * The tab Chart: the groups of the aggregate as bars, lines, dots or cells. Draws only while it is
 * in view. JavaFX thread.
 */
final class ChartView extends BorderPane {
  private static final double NEAR = 24;
  private static final double LEAST_LEFT = 48;
  private static final double MOST_LEFT = 180;
  private static final double BELOW = 24;

  private final AggregateViewModel model;
  private final Workbench bench;
  private final ObservableValue<Palette> palette;
  private final PlotView plot;
  private final StackPane body = new StackPane();
  private final BorderPane drawn = new BorderPane();
  private final ChartChoices choices = new ChartChoices();
  private final Label title = Labels.of("", "al-strong");
  private final Label pointed = Labels.of("", "al-mono", "al-small");
  private final ChartLegend legend = new ChartLegend();
  private final HBox bar;
  private final Runnable openAggregate;
  private final ChartDrawing drawing;
  private Optional<ChartPlot> shown = Optional.empty();
  private boolean inView;
  private boolean stale = true;

  ChartView(AggregateViewModel model, Workbench bench, Runnable openAggregate) {
    this.model = model;
    this.bench = bench;
    this.palette = bench.theme().paletteProperty();
    this.openAggregate = openAggregate;
    drawing = new ChartDrawing(bench.tasks(), this::show, this::fail);
    plot = new PlotView(palette).withFittingRoom(LEAST_LEFT, MOST_LEFT, BELOW);
    plot.setId("chart-plot");
    title.setMinWidth(USE_PREF_SIZE);
    pointed.setId("chart-point");
    Button picture = Buttons.compact(Buttons.flat("Picture", Feather.IMAGE, this::exportPicture));
    picture.setId("export-picture");
    Button data =
        Buttons.compact(
            Buttons.flat(
                "Data",
                Feather.DOWNLOAD,
                () -> ExportGroups.ask(model, bench, getScene().getWindow())));
    data.setId("export-chart-data");
    picture.setMinWidth(USE_PREF_SIZE);
    data.setMinWidth(USE_PREF_SIZE);
    bar = new HBox(8, choices, Section.gap(), picture, data);
    bar.getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    HBox head = new HBox(12, title, pointed, Section.gap(), legend);
    head.setPadding(new Insets(12, 16, 8, 16));
    drawn.setTop(head);
    drawn.setCenter(plot);
    BorderPane.setMargin(plot, new Insets(0, 16, 12, 16));
    setTop(bar);
    setCenter(body);
    plot.addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
    plot.addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointed.setText(""));
    model
        .resultProperty()
        .subscribe(
            result -> {
              choices.offer(result);
              draw();
            });
    choices.onChange(this::draw);
    palette.addListener((observed, was, is) -> draw());
  }

  /** What is drawn; empty where nothing is. */
  Optional<ChartPlot> shown() {
    return shown;
  }

  /** Tells whether the tab is in view; out of view nothing is drawn. */
  void setInView(boolean is) {
    inView = is;
    if (!is) {
      drawing.cancel();
    } else if (stale) {
      draw();
    }
  }

  private void draw() {
    stale = true;
    if (!inView) {
      drawing.cancel();
      return;
    }
    Optional<Aggregated> result = model.resultProperty().get();
    Optional<ChartPlot.Choice> choice = result.flatMap(choices::of);
    if (choice.isEmpty()) {
      drawing.cancel();
      show(Optional.empty());
    } else {
      drawing.draw(result.get(), choice.get(), palette.getValue());
    }
  }

  private void fail(Throwable why) {
    stale = false;
    shown = Optional.empty();
    body.getChildren().setAll(new ErrorState("Can't draw the groups", why));
  }

  private void show(Optional<ChartPlot> chart) {
    stale = false;
    shown = chart;
    pointed.setText("");
    boolean any = model.resultProperty().get().isPresent();
    bar.setVisible(any);
    bar.setManaged(any);
    if (shown.isEmpty()) {
      body.getChildren()
          .setAll(
              any
                  ? new EmptyState("No group has a value to draw; choose another measure.")
                  : new EmptyState(
                      "A chart shows the groups of an aggregate.",
                      "Choose keys and measures",
                      openAggregate));
      return;
    }
    ChartPlot now = shown.get();
    plot.show(now.plot());
    title.setText(choices.title());
    legend.show(now, palette.getValue());
    body.getChildren().setAll(drawn);
    plot.setAccessibleText(title.getText() + " as " + choices.kind().word());
  }

  /** The value nearest to the pointer, in words. */
  private void point(MouseEvent event) {
    pointed.setText(
        shown
            .flatMap(
                chart ->
                    chart.points().stream()
                        .min(
                            Comparator.comparingDouble(
                                value -> distance(value, event.getX(), event.getY())))
                        .filter(value -> isOver(value, event.getX(), event.getY()))
                        .map(ChartPlot.Point::words))
            .orElse(""));
  }

  private boolean isOver(ChartPlot.Point value, double px, double py) {
    return switch (choices.kind()) {
      case BAR, LINE -> true;
      case SCATTER -> distance(value, px, py) < NEAR;
      case HEAT ->
          plot.valueAt(px, py)
              .filter(
                  at ->
                      Math.abs(at.getX() - value.x()) <= 0.5
                          && Math.abs(at.getY() - value.y()) <= 0.5)
              .isPresent();
    };
  }

  /** For bars and lines the nearest along x; for dots the nearest in both directions. */
  private double distance(ChartPlot.Point value, double px, double py) {
    return switch (choices.kind()) {
      case BAR, LINE -> {
        Point2D at = plot.pointOf(value.x(), value.y());
        yield Math.abs(at.getX() - px) + Math.abs(at.getY() - py) * 1e-3;
      }
      case SCATTER -> plot.pointOf(value.x(), value.y()).distance(px, py);
      case HEAT ->
          plot.valueAt(px, py)
              .map(at -> at.distance(value.x(), value.y()))
              .orElse(Double.MAX_VALUE);
    };
  }

  private void exportPicture() {
    ChartPicture.ask(getScene().getWindow(), title.getText()).ifPresent(this::writePicture);
  }

  /** Writes what is drawn, with its title and legend, as it looks now. */
  void writePicture(Path file) {
    ChartPicture.write(drawn, file, bench);
  }
}
