package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.FrameWork;
import dev.alidade.engine.sql.QueryAnalysis;
import dev.alidade.engine.sql.QueryPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The plan as a picture: cards, edges as wide as their rows are many, zoom, pan and a map. */
final class PlanView extends StackPane {
  private static final double MIN_ZOOM = 0.1;
  private static final double MAX_ZOOM = 2;

  /** From here on cards are nodes; below, where many are in view, they are painted. */
  private static final double NEAR_ZOOM = 0.5;

  /** Room below the bytecode for the choice between it and the tree. */
  private static final double FOOT_HEIGHT = 48;

  private static final double ZOOM_STEP = 1.2;
  private static final double MAP_MARGIN = 16;

  private final SqlViewModel model;
  private final SqlActions actions;
  private final ScrollPane scroll = new ScrollPane();
  private final Label zoomLabel = Labels.mono("100 %");
  private final PlanMap map;
  private final PlanFromAfar afar;
  private final HBox zoomBar;
  private final Segmented<String> kinds = new Segmented<>(List.of("Tree", "Bytecode"), k -> k);
  private final BytecodeView bytecode;
  private final HBox foot = new HBox(8);
  private double zoom = 1;
  private @Nullable PlanDrawing drawing;
  private @Nullable PlanLayout layout;

  PlanView(SqlViewModel model, SqlActions actions, ObservableValue<Palette> palette) {
    this.model = model;
    this.actions = actions;
    map = new PlanMap(palette, this::centre);
    afar = new PlanFromAfar(palette, node -> warningsOf(node).size());
    StackPane.setAlignment(afar, Pos.TOP_LEFT);
    bytecode = new BytecodeView(model);
    StackPane.setMargin(bytecode, new Insets(0, 0, FOOT_HEIGHT, 0));
    zoomBar = zoomBar();
    getStyleClass().add("al-plan");
    setId("plan");
    scroll.setPannable(true);
    scroll.addEventFilter(
        ScrollEvent.SCROLL,
        event -> {
          if (event.isShortcutDown()) {
            zoomBy(event.getDeltaY() > 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
            event.consume();
          }
        });
    InvalidationListener moved = changed -> look();
    scroll.hvalueProperty().addListener(moved);
    scroll.vvalueProperty().addListener(moved);
    // The window's size changes in the middle of a layout; cards made then would stay unstyled.
    scroll
        .viewportBoundsProperty()
        .addListener((observed, was, is) -> FrameWork.replaceLater(scroll, List.of(this::look)));
    kinds.getStyleClass().add("al-compact");
    kinds.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    StackPane.setAlignment(map, Pos.TOP_RIGHT);
    StackPane.setMargin(map, new Insets(MAP_MARGIN));
    // At the left: notices come at the right.
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    StackPane.setAlignment(foot, Pos.BOTTOM_LEFT);
    StackPane.setMargin(foot, new Insets(12));
    model.runs().outcome().addListener((observed, was, is) -> draw());
    model.runs().selectedNode().addListener((observed, was, is) -> mark(is));
    model.advice().analysis().addListener((observed, was, is) -> warn());
    kinds.valueProperty().addListener((observed, was, is) -> show());
    draw();
  }

  /** The drawing of the plan in view. */
  Optional<PlanLayout> layoutInView() {
    return Optional.ofNullable(layout);
  }

  /** All of the drawing as pixels. */
  Optional<PlanPicture> picture(Palette colours) {
    return layoutInView().map(of -> PlanPicture.of(of, colours, node -> warningsOf(node).size()));
  }

  private void draw() {
    Outcome outcome = model.runs().outcome().get();
    List<PlanTree> trees =
        outcome == null ? List.of() : outcome.plan().map(PlanTree::of).orElse(List.of());
    if (trees.isEmpty()) {
      drawing = null;
      layout = null;
    } else {
      PlanLayout made = new PlanLayout(trees.getFirst());
      layout = made;
      PlanDrawing cards = new PlanDrawing(trees.getFirst(), made, this::dress);
      cards.setOnMouseClicked(
          event -> {
            if (zoom < NEAR_ZOOM && event.isStillSincePress()) {
              choose(made, event.getX() - PlanDrawing.MARGIN, event.getY() - PlanDrawing.MARGIN);
            }
          });
      drawing = cards;
      scroll.setContent(new Group(cards));
      scroll.setHvalue(0);
      scroll.setVvalue(0);
      map.show(made);
      setZoom(zoom);
    }
    show();
  }

  private void show() {
    if (drawing == null) {
      getChildren()
          .setAll(
              new EmptyState(
                  model.runs().outcome().get() == null
                      ? "Run a query to see its plan."
                      : "SQLite has no plan for this statement."));
    } else if (kinds.valueProperty().get().equals("Tree")) {
      foot.getChildren().setAll(kinds, zoomBar);
      getChildren().setAll(scroll, afar, map, foot);
      look();
    } else {
      bytecode.read();
      foot.getChildren().setAll(kinds);
      getChildren().setAll(bytecode, foot);
    }
  }

  private void choose(PlanLayout of, double x, double y) {
    if (of.at(x, y).map(PlanTree::step).orElse(null) instanceof PlanTree.Step.Line line) {
      model.runs().selectedNode().set(line.node());
    }
  }

  private void dress(QueryPlan.Node node, PlanCard card) {
    card.setOnMouseClicked(event -> model.runs().selectedNode().set(node));
    card.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            model.runs().selectedNode().set(node);
            event.consume();
          }
        });
    warn(node, card);
  }

  private void warn() {
    PlanDrawing of = drawing;
    if (of != null) {
      of.cards().forEach(this::warn);
      afar.paint();
    }
  }

  private void warn(QueryPlan.Node node, PlanCard card) {
    card.warn(warningsOf(node));
  }

  private List<QueryAnalysis.Warning> warningsOf(QueryPlan.Node node) {
    return model.advice().analysis().get().map(QueryAnalysis::warnings).orElse(List.of()).stream()
        .filter(warning -> warning.nodeId() == node.id())
        .toList();
  }

  private HBox zoomBar() {
    HBox bar =
        new HBox(
            2,
            Buttons.icon(Feather.MINUS, "Zoom out", () -> zoomBy(1 / ZOOM_STEP)),
            zoomLabel,
            Buttons.icon(Feather.PLUS, "Zoom in", () -> zoomBy(ZOOM_STEP)),
            Buttons.icon(Feather.MAXIMIZE, "Fit", this::fit),
            Buttons.icon(Feather.DOWNLOAD, "Save as SVG or PNG", actions::savePlan));
    bar.getStyleClass().add("al-zoom-bar");
    bar.setAlignment(Pos.CENTER);
    bar.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    return bar;
  }

  private void zoomBy(double factor) {
    setZoom(zoom * factor);
  }

  private void setZoom(double wanted) {
    zoom = Math.clamp(wanted, MIN_ZOOM, MAX_ZOOM);
    Node of = drawing;
    if (of != null) {
      of.setScaleX(zoom);
      of.setScaleY(zoom);
    }
    zoomLabel.setText(Figures.wholePercent(zoom));
    look();
  }

  /** Writes the picture to a file: PNG by its ending, else SVG. */
  void save(Path file) {
    actions.savePlan(this, file);
  }

  void fit() {
    PlanDrawing of = drawing;
    if (of != null) {
      double widthShare = scroll.getViewportBounds().getWidth() / of.getPrefWidth();
      double heightShare = scroll.getViewportBounds().getHeight() / of.getPrefHeight();
      setZoom(Math.min(1, Math.min(widthShare, heightShare)));
    }
  }

  /** Makes what came into view, and moves the map's frame. */
  private void look() {
    PlanDrawing of = drawing;
    PlanLayout placed = layout;
    if (of == null || placed == null) {
      return;
    }
    Bounds seen = seen(of);
    boolean near = zoom >= NEAR_ZOOM;
    of.setDrawn(near);
    afar.setVisible(!near);
    if (near) {
      of.reveal(
          new BoundingBox(
              seen.getMinX() - PlanCard.WIDTH / 2,
              seen.getMinY() - PlanCard.HEIGHT,
              seen.getWidth() + PlanCard.WIDTH,
              seen.getHeight() + 2 * PlanCard.HEIGHT));
    } else {
      afar.show(placed, seen, zoom);
    }
    mark(model.runs().selectedNode().get());
    map.setVisible(
        seen.getWidth() < of.getPrefWidth() - PlanDrawing.MARGIN
            || seen.getHeight() < of.getPrefHeight() - PlanDrawing.MARGIN);
    map.see(seen);
  }

  /** What part of the drawing the window shows, in the drawing's own pixels. */
  private Bounds seen(PlanDrawing of) {
    Bounds window = scroll.getViewportBounds();
    // Before the first layout nobody knows: as much as a usual window shows.
    double width = window.getWidth() > 0 ? window.getWidth() : 1280;
    double height = window.getHeight() > 0 ? window.getHeight() : 800;
    double hiddenWidth = Math.max(0, of.getPrefWidth() * zoom - width);
    double hiddenHeight = Math.max(0, of.getPrefHeight() * zoom - height);
    return new BoundingBox(
        scroll.getHvalue() * hiddenWidth / zoom,
        scroll.getVvalue() * hiddenHeight / zoom,
        width / zoom,
        height / zoom);
  }

  private void centre(double x, double y) {
    PlanDrawing of = drawing;
    if (of == null) {
      return;
    }
    Bounds seen = seen(of);
    double hiddenWidth = of.getPrefWidth() - seen.getWidth();
    double hiddenHeight = of.getPrefHeight() - seen.getHeight();
    if (hiddenWidth > 0) {
      scroll.setHvalue(Math.clamp((x - seen.getWidth() / 2) / hiddenWidth, 0, 1));
    }
    if (hiddenHeight > 0) {
      scroll.setVvalue(Math.clamp((y - seen.getHeight() / 2) / hiddenHeight, 0, 1));
    }
  }

  private void mark(QueryPlan.@Nullable Node selected) {
    PlanDrawing of = drawing;
    if (of == null) {
      return;
    }
    of.cards().values().forEach(card -> card.getStyleClass().remove("al-selected"));
    PlanCard chosen = selected == null ? null : of.cards().get(selected);
    if (chosen != null) {
      chosen.getStyleClass().add("al-selected");
    }
    afar.mark(selected);
  }
}
