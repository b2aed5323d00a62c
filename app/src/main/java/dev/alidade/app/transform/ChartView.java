package dev.alidade.app.transform;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView;
import dev.alidade.app.chart.PngFile;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.shell.Workbench;
import dev.alidade.app.transform.AggregateViewModel.Aggregated;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The tab Chart: the groups of the aggregate as bars, lines, dots or cells. JavaFX thread. */
final class ChartView extends BorderPane {
  private static final double NEAR = 24;

  /** Drawn within a millisecond or two; more rows are drawn in the background. */
  private static final int ROWS_AT_ONCE = 2_000;

  private static final String NO_SERIES = "none";

  private final AggregateViewModel model;
  private final Workbench bench;
  private final ObservableValue<Palette> palette;
  private final PlotView plot;
  private final StackPane body = new StackPane();
  private final BorderPane drawn = new BorderPane();
  private final Segmented<ChartPlot.Kind> kind =
      new Segmented<>(List.of(ChartPlot.Kind.values()), ChartPlot.Kind::word);
  private final ComboBox<String> x = picker("chart-x", "Across");
  private final ComboBox<String> y = picker("chart-y", "Up");
  private final ComboBox<String> series = picker("chart-series", "Colour");
  private final Label yName = Labels.small("Up");
  private final Label seriesName = Labels.small("Colour");
  private final Label title = Labels.of("", "al-strong");
  private final Label pointed = Labels.of("", "al-mono", "al-small");
  private final HBox legend = new HBox(12);
  private final HBox bar;
  private final Runnable openAggregate;
  private Optional<ChartPlot> shown = Optional.empty();
  private boolean filling;

  ChartView(AggregateViewModel model, Workbench bench, Runnable openAggregate) {
    this.model = model;
    this.bench = bench;
    this.palette = bench.theme().paletteProperty();
    this.openAggregate = openAggregate;
    plot = new PlotView(palette).withRoom(64, 24);
    plot.setId("chart-plot");
    pointed.setId("chart-point");
    kind.setId("chart-kind");
    kind.getStyleClass().add("al-compact");
    Button picture = Buttons.compact(Buttons.flat("Picture", Feather.IMAGE, this::exportPicture));
    picture.setId("export-picture");
    Button data =
        Buttons.compact(
            Buttons.flat(
                "Data",
                Feather.DOWNLOAD,
                () -> ExportGroups.ask(model, bench, getScene().getWindow())));
    data.setId("export-chart-data");
    bar =
        new HBox(
            8,
            kind,
            Labels.small("Across"),
            x,
            yName,
            y,
            seriesName,
            series,
            Section.gap(),
            picture,
            data);
    bar.getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    legend.getStyleClass().add("al-legend");
    HBox head = new HBox(12, title, pointed, Section.gap(), legend);
    head.setPadding(new Insets(12, 16, 8, 16));
    drawn.setTop(head);
    drawn.setCenter(plot);
    BorderPane.setMargin(plot, new Insets(0, 16, 12, 8));
    setTop(bar);
    setCenter(body);
    plot.addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
    plot.addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointed.setText(""));
    model.resultProperty().subscribe(this::offer);
    kind.valueProperty().subscribe(is -> draw());
    List.of(x, y, series).forEach(box -> box.valueProperty().subscribe(is -> draw()));
    palette.addListener((observed, was, is) -> draw());
  }

  /** What is drawn; empty where nothing is. */
  Optional<ChartPlot> shown() {
    return shown;
  }

  /** Offers the columns of a new result; choices that still fit stay. */
  private void offer(Optional<Aggregated> result) {
    filling = true;
    List<Field> fields = result.map(made -> HeldDataset.fields(made.data())).orElse(List.of());
    List<String> keys = result.map(made -> made.options().groupBy()).orElse(List.of());
    List<String> numbers =
        fields.stream()
            .filter(field -> field.type().isNumeric())
            .map(Field::name)
            .sorted(Comparator.comparing(keys::contains))
            .toList();
    choose(x, fields.stream().map(Field::name).toList(), keys.isEmpty() ? null : keys.getFirst());
    choose(y, numbers, numbers.isEmpty() ? null : numbers.getFirst());
    List<String> colours = new ArrayList<>(List.of(NO_SERIES));
    fields.stream()
        .filter(
            of(ColumnType.STRING).or(of(ColumnType.BOOL)).or(field -> keys.contains(field.name())))
        .map(Field::name)
        .forEach(colours::add);
    choose(
        series,
        colours,
        keys.stream().skip(1).filter(colours::contains).findFirst().orElse(NO_SERIES));
    filling = false;
    draw();
  }

  private static Predicate<Field> of(ColumnType type) {
    return field -> field.type() == type;
  }

  private static void choose(
      ComboBox<String> box, List<String> offered, @Nullable String otherwise) {
    String before = box.getValue();
    if (!box.getItems().equals(offered)) {
      box.getItems().setAll(offered);
      box.setValue(offered.contains(before) && !NO_SERIES.equals(before) ? before : otherwise);
    }
    if (box.getValue() == null && otherwise != null) {
      box.setValue(otherwise);
    }
  }

  private void draw() {
    if (filling) {
      return;
    }
    Optional<Aggregated> result = model.resultProperty().get();
    boolean heat = kind.valueProperty().get() == ChartPlot.Kind.HEAT;
    yName.setText(heat ? "Value" : "Up");
    seriesName.setText(heat ? "Up" : "Colour");
    Supplier<Optional<ChartPlot>> made = result.map(this::plotOf).orElse(Optional::empty);
    if (result.isEmpty() || result.get().data().rowCount() <= ROWS_AT_ONCE) {
      show(made.get());
      return;
    }
    bench
        .tasks()
        .task("Draw the chart", progress -> made.get())
        .quietly()
        .replacing(this)
        .onDone(
            chart -> {
              if (isCurrent(result.get())) {
                show(chart);
              }
            })
        .onFailed(
            thrown -> {
              if (isCurrent(result.get())) { // else its rows were let go meanwhile
                bench.notices().error("Draw the chart", thrown);
              }
            })
        .start();
  }

  private boolean isCurrent(Aggregated result) {
    return model.resultProperty().get().filter(now -> now.equals(result)).isPresent();
  }

  private void show(Optional<ChartPlot> chart) {
    shown = chart;
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
    title.setText(y.getValue() + " by " + x.getValue());
    legend.getChildren().clear();
    if (now.series().size() > 1) {
      for (int i = 0; i < now.series().size(); i++) {
        legend.getChildren().add(key(now.series().get(i), palette.getValue().series(i)));
      }
    }
    if (!now.note().isEmpty()) {
      legend.getChildren().add(Labels.small(now.note()));
    }
    body.getChildren().setAll(drawn);
    plot.setAccessibleText(title.getText() + " as " + kind.valueProperty().get().word());
  }

  /** What draws a result as it is chosen now; for any thread. */
  private Supplier<Optional<ChartPlot>> plotOf(Aggregated made) {
    List<String> names = HeldDataset.names(made.data());
    String across = x.getValue();
    String up = y.getValue();
    if (across == null || up == null || !names.contains(across) || !names.contains(up)) {
      return Optional::empty;
    }
    ChartPlot.Choice choice =
        new ChartPlot.Choice(
            kind.valueProperty().get(),
            across,
            up,
            Optional.ofNullable(series.getValue())
                .filter(name -> names.contains(name) && !name.equals(across)));
    Palette colours = palette.getValue();
    return () -> ChartPlot.of(made.data(), choice, colours);
  }

  private static Label key(String name, int argb) {
    Region mark = new Region();
    mark.getStyleClass().addAll("al-dot", "square");
    mark.setStyle("-fx-background-color: #%06X;".formatted(argb & 0xFFFFFF));
    Label label = new Label(name);
    label.setGraphic(mark);
    return label;
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
                        .filter(
                            value ->
                                !isPlane() || distance(value, event.getX(), event.getY()) < NEAR)
                        .map(ChartPlot.Point::words))
            .orElse(""));
  }

  /** Whether both directions tell values apart. */
  private boolean isPlane() {
    ChartPlot.Kind shownKind = kind.valueProperty().get();
    return shownKind == ChartPlot.Kind.SCATTER || shownKind == ChartPlot.Kind.HEAT;
  }

  private void exportPicture() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Export the chart");
    chooser.getExtensionFilters().add(new ExtensionFilter("PNG", "*.png"));
    chooser.setInitialFileName(title.getText() + ".png");
    File chosen = chooser.showSaveDialog(getScene().getWindow());
    if (chosen != null) {
      writePicture(chosen.toPath());
    }
  }

  /** Writes what is drawn, with its title and legend, as it looks now. */
  void writePicture(Path file) {
    WritableImage image = drawn.snapshot(opaque(), null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    bench
        .tasks()
        .task(
            "Write " + file.getFileName(),
            progress -> {
              PngFile.write(file, width, height, pixels);
              return file;
            })
        .onDone(done -> bench.notices().info("Wrote the picture to " + done.getFileName() + "."))
        .start();
  }

  private SnapshotParameters opaque() {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(palette.getValue().color("bg"));
    return parameters;
  }

  /** For bars and lines the nearest along x; for dots the nearest in both directions. */
  private double distance(ChartPlot.Point value, double px, double py) {
    Point2D at = plot.pointOf(value.x(), value.y());
    return isPlane()
        ? at.distance(px, py)
        : Math.abs(at.getX() - px) + Math.abs(at.getY() - py) * 1e-3;
  }

  private static ComboBox<String> picker(String id, String name) {
    ComboBox<String> box = new ComboBox<>();
    box.setId(id);
    box.setAccessibleText(name);
    box.setPrefWidth(120);
    return box;
  }
}
