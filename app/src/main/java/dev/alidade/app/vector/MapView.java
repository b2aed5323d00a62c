package dev.alidade.app.vector;

import dev.alidade.app.chart.Axis;
import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.app.chart.PlotView;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The collection as points: zoom by wheel and keys, drag to move or to draw a lasso. */
final class MapView extends StackPane {
  private static final double ZOOM_STEP = 1.25;
  private static final double KEY_STEP = 60;
  private static final double REACH = 6;
  private static final double GRID_STEP = 110;
  private static final double GREYED = 0.5;

  private final MapViewModel model;
  private final ObservableValue<Palette> palette;
  private final PlotView plot;
  private final MapMarks marks;
  private final HoverCard hover;
  private final StackPane canvas;
  private final Label note = Labels.of("", "al-mono", "al-small", "al-muted");
  private final BooleanProperty lassoing = new SimpleBooleanProperty();
  private final List<double[]> edge = new ArrayList<>();
  private MapWindow window = new MapWindow(0, 0, 1);
  private boolean fitted = true;
  private double dragX;
  private double dragY;
  private boolean dragged;
  private final FrameRate rate = new FrameRate(System::nanoTime);

  MapView(MapViewModel model, VectorViewModel search, ObservableValue<Palette> palette) {
    this.model = model;
    this.palette = palette;
    plot = new PlotView(palette).withRoom(0, 0);
    marks = new MapMarks(model, search);
    hover = new HoverCard(model);
    setId("map");
    canvas = new StackPane(plot, marks, note(), zoomBar(), legend(), hover);
    canvas.setFocusTraversable(true);
    canvas.setAccessibleText("Map of the collection");
    canvas.getStyleClass().add("al-map");
    listen();
    canvas.widthProperty().subscribe(this::resized);
    canvas.heightProperty().subscribe(this::resized);
    model.projection().addListener((observed, was, is) -> state());
    model.running().addListener((observed, was, is) -> state());
    model.failure().addListener((observed, was, is) -> state());
    model.colouring().addListener((observed, was, is) -> draw());
    model.lassoed().addListener((observed, was, is) -> lassoChanged(is));
    model.pointSize().addListener((observed, was, is) -> draw());
    model.links().addListener((observed, was, is) -> draw());
    model.showHits().addListener((observed, was, is) -> draw());
    search.answer().addListener((observed, was, is) -> draw());
    search.selectedHit().addListener((observed, was, is) -> draw());
    palette.addListener((observed, was, is) -> draw());
    lassoing.addListener((observed, was, is) -> marks.edge(List.of(), window));
    state();
  }

  /** Whether a drag draws a lasso instead of moving the map. */
  BooleanProperty lassoing() {
    return lassoing;
  }

  private void state() {
    Projection map = model.projection().get();
    BackgroundTask task = model.running().get();
    Throwable failure = model.failure().get();
    Node shown;
    if (task != null) {
      shown = new LoadingState(task);
    } else if (failure != null) {
      shown = new ErrorState("Can't draw the map", failure, "Try again", model::reload);
    } else if (map == null) {
      shown = new EmptyState("There is nothing to map: the collection is empty.");
    } else {
      shown = canvas;
      fit();
    }
    getChildren().setAll(shown);
  }

  private void resized() {
    if (fitted) {
      fit();
    } else {
      draw();
    }
  }

  private void fit() {
    Projection map = model.projection().get();
    if (map != null && canvas.getWidth() > 0 && canvas.getHeight() > 0) {
      fitted = true;
      window = MapWindow.around(map.x(), map.y(), canvas.getWidth(), canvas.getHeight());
      draw();
    }
  }

  private void move(MapWindow wanted) {
    fitted = false;
    window = wanted;
    draw();
    rate.drawn();
    tell();
  }

  /** What is drawn, as it looks now. */
  WritableImage picture() {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(palette.getValue().color("bg"));
    return canvas.snapshot(parameters, null);
  }

  private void draw() {
    Projection map = model.projection().get();
    double width = canvas.getWidth();
    double height = canvas.getHeight();
    if (map == null || width < 1 || height < 1) {
      return;
    }
    List<Layer> layers = new ArrayList<>();
    int grid = palette.getValue().argb("grid");
    double step = GRID_STEP * window.unit();
    double left = window.x(0, width);
    double right = window.x(width, width);
    for (double x = Math.ceil(left / step) * step; x < right; x += step) {
      layers.add(new Layer.Moment(x, "", grid));
    }
    double low = window.y(height, height);
    double high = window.y(0, height);
    List<Axis.Tick> rows = new ArrayList<>();
    for (double y = Math.ceil(low / step) * step; y < high; y += step) {
      rows.add(new Axis.Tick(y, ""));
    }
    layers.addAll(clouds(map));
    plot.show(
        new PlotView.Plot(
            new Axis(left, right, false, List.of()),
            new Axis(low, high, false, rows),
            layers,
            true));
    marks.draw(map, window, width, height);
    hover.place(map, window, width, height);
  }

  private List<Layer> clouds(Projection map) {
    Colouring colouring = model.colouring().get();
    if (colouring.groupOf().length != map.size()) {
      return List.of();
    }
    double size = model.pointSize().get();
    int[] colours = new MapColours(palette.getValue()).of(colouring);
    int[] inside = model.lassoed().get();
    if (inside.length == 0) {
      return List.of(new Layer.Cloud(map.x(), map.y(), colouring.groupOf(), colours, size));
    }
    int grey = Palette.withOpacity(palette.getValue().argb("bar"), GREYED);
    float[] x = new float[inside.length];
    float[] y = new float[inside.length];
    byte[] groups = new byte[inside.length];
    for (int i = 0; i < inside.length; i++) {
      x[i] = map.x()[inside[i]];
      y[i] = map.y()[inside[i]];
      groups[i] = colouring.groupOf()[inside[i]];
    }
    return List.of(
        new Layer.Cloud(map.x(), map.y(), new byte[map.size()], new int[] {grey}, size),
        new Layer.Cloud(x, y, groups, colours, size));
  }

  private void lassoChanged(int[] inside) {
    if (inside.length == 0) {
      edge.clear();
      marks.edge(edge, window);
    }
    draw();
    tell();
  }

  private void tell() {
    Projection map = model.projection().get();
    if (map != null) {
      String points = Figures.counted(map.size(), "point");
      note.setText(
          (map.total() > map.size() ? points + " of " + Figures.compact(map.total()) : points)
              + rate.perSecond().stream()
                  .mapToObj(frames -> " · %.0f fps".formatted(frames))
                  .findFirst()
                  .orElse("")
              + (model.lassoed().get().length > 0
                  ? " · Esc clears the lasso"
                  : " · wheel zooms, drag " + (lassoing.get() ? "draws a lasso" : "moves")));
    }
  }

  private void listen() {
    canvas.setOnScroll(
        event -> {
          if (event.getDeltaY() != 0) {
            double factor = event.getDeltaY() > 0 ? ZOOM_STEP : 1 / ZOOM_STEP;
            zoom(factor, event.getX(), event.getY());
            event.consume();
          }
        });
    canvas.setOnMousePressed(this::pressed);
    canvas.setOnMouseDragged(this::dragged);
    canvas.setOnMouseReleased(this::released);
    canvas.setOnMouseMoved(event -> point(event.getX(), event.getY()));
    canvas.setOnMouseExited(event -> model.point(-1));
    canvas.setOnKeyPressed(this::key);
    model.projection().addListener((observed, was, is) -> tell());
    lassoing.addListener((observed, was, is) -> tell());
  }

  private void pressed(MouseEvent event) {
    canvas.requestFocus();
    dragX = event.getX();
    dragY = event.getY();
    dragged = false;
    if (event.getButton() == MouseButton.PRIMARY && drawsLasso(event)) {
      edge.clear();
    }
  }

  private boolean drawsLasso(MouseEvent event) {
    return lassoing.get() || event.isShiftDown();
  }

  private void dragged(MouseEvent event) {
    dragged = true;
    if (drawsLasso(event)) {
      edge.add(
          new double[] {
            window.x(event.getX(), canvas.getWidth()), window.y(event.getY(), canvas.getHeight())
          });
      marks.edge(edge, window);
      marks.drawEdge(canvas.getWidth(), canvas.getHeight());
    } else {
      move(window.dragged(event.getX() - dragX, event.getY() - dragY));
      dragX = event.getX();
      dragY = event.getY();
    }
  }

  private void released(MouseEvent event) {
    if (dragged && !edge.isEmpty() && drawsLasso(event)) {
      model.lasso(
          edge.stream().mapToDouble(corner -> corner[0]).toArray(),
          edge.stream().mapToDouble(corner -> corner[1]).toArray());
    } else if (!dragged && event.getClickCount() == 2) {
      fit();
    } else if (!dragged) {
      model.selectPointed();
    }
  }

  private void point(double x, double y) {
    model.point(
        model.nearest(
            window.x(x, canvas.getWidth()),
            window.y(y, canvas.getHeight()),
            REACH * window.unit()));
  }

  private void key(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code == KeyCode.PLUS || code == KeyCode.ADD || code == KeyCode.EQUALS) {
      zoomMiddle(ZOOM_STEP);
    } else if (code == KeyCode.MINUS || code == KeyCode.SUBTRACT) {
      zoomMiddle(1 / ZOOM_STEP);
    } else if (code == KeyCode.DIGIT0 || code == KeyCode.HOME) {
      fit();
    } else if (code.isArrowKey()) {
      move(
          window.dragged(
              code == KeyCode.LEFT ? KEY_STEP : code == KeyCode.RIGHT ? -KEY_STEP : 0,
              code == KeyCode.UP ? KEY_STEP : code == KeyCode.DOWN ? -KEY_STEP : 0));
    } else {
      return;
    }
    event.consume();
  }

  private void zoomMiddle(double factor) {
    zoom(factor, canvas.getWidth() / 2, canvas.getHeight() / 2);
  }

  private void zoom(double factor, double x, double y) {
    move(window.zoomed(factor, x, y, canvas.getWidth(), canvas.getHeight()));
  }

  private Node note() {
    note.getStyleClass().add("al-map-note");
    note.setId("map-note");
    StackPane.setAlignment(note, Pos.BOTTOM_LEFT);
    StackPane.setMargin(note, new Insets(12));
    return note;
  }

  private Node zoomBar() {
    VBox bar =
        new VBox(
            Buttons.icon(Feather.PLUS, "Zoom in", () -> zoomMiddle(ZOOM_STEP)),
            Buttons.icon(Feather.MINUS, "Zoom out", () -> zoomMiddle(1 / ZOOM_STEP)),
            Buttons.icon(Feather.MAXIMIZE, "Fit", this::fit));
    bar.getStyleClass().add("al-zoom-bar");
    bar.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    StackPane.setAlignment(bar, Pos.BOTTOM_RIGHT);
    StackPane.setMargin(bar, new Insets(12));
    return bar;
  }

  private Node legend() {
    HBox legend =
        new HBox(
            6,
            mark("al-map-hit"),
            Labels.small("hit"),
            mark("al-map-neighbour"),
            Labels.small("neighbour"));
    Region outside = mark("al-map-outside");
    Label word = Labels.small("outside the lasso");
    for (Node node : List.of(outside, word)) {
      node.visibleProperty().bind(model.lassoed().map(inside -> inside.length > 0));
      node.managedProperty().bind(node.visibleProperty());
    }
    legend.getChildren().addAll(outside, word);
    legend.setAlignment(Pos.CENTER_LEFT);
    legend.getStyleClass().add("al-map-note");
    legend.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    StackPane.setAlignment(legend, Pos.TOP_LEFT);
    StackPane.setMargin(legend, new Insets(12));
    return legend;
  }

  private static Region mark(String styleClass) {
    Region mark = new Region();
    mark.getStyleClass().add(styleClass);
    return mark;
  }
}
