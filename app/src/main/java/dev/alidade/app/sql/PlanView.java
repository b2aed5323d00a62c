package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryPlan;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.CubicCurve;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The plan as a picture: cards, edges as wide as their rows are many, zoom and pan. */
final class PlanView extends StackPane {
  private static final double MARGIN = 16;
  private static final double MIN_ZOOM = 0.25;
  private static final double MAX_ZOOM = 2;
  private static final double ZOOM_STEP = 1.2;
  private static final double LABEL_WIDTH = 96;

  private final SqlViewModel model;
  private final Pane canvas = new Pane();
  private final ScrollPane scroll = new ScrollPane(new Group(canvas));
  private final Label zoomLabel = Labels.mono("100 %");
  private final IdentityHashMap<QueryPlan.Node, PlanCard> cards = new IdentityHashMap<>();

  PlanView(SqlViewModel model) {
    this.model = model;
    getStyleClass().add("al-plan");
    setId("plan");
    scroll.setPannable(true);
    scroll.setFitToWidth(false);
    scroll.addEventFilter(
        javafx.scene.input.ScrollEvent.SCROLL,
        event -> {
          if (event.isShortcutDown()) {
            zoom(event.getDeltaY() > 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
            event.consume();
          }
        });
    model.outcome().addListener((observed, was, is) -> show());
    model.selectedNode().addListener((observed, was, is) -> mark(is));
    show();
  }

  private void show() {
    Outcome outcome = model.outcome().get();
    Optional<QueryPlan> plan = outcome == null ? Optional.empty() : outcome.plan();
    List<PlanTree> trees = plan.map(PlanTree::of).orElse(List.of());
    cards.clear();
    canvas.getChildren().clear();
    if (trees.isEmpty()) {
      getChildren()
          .setAll(
              new EmptyState(
                  outcome == null
                      ? "Run a query to see its plan."
                      : "SQLite has no plan for this statement."));
      return;
    }
    draw(trees.getFirst());
    getChildren().setAll(scroll, zoomBar());
    StackPane.setAlignment(getChildren().getLast(), Pos.BOTTOM_LEFT);
    StackPane.setMargin(getChildren().getLast(), new Insets(12));
  }

  private void draw(PlanTree root) {
    PlanLayout layout = new PlanLayout(root);
    canvas.setPrefSize(layout.width() + 2 * MARGIN, layout.height() + 2 * MARGIN);
    for (PlanTree tree : layout.cards()) {
      for (PlanTree child : tree.children()) {
        edge(layout.place(tree), layout.place(child), child.step());
      }
    }
    for (PlanTree tree : layout.cards()) {
      PlanCard card = new PlanCard(tree.step());
      PlanLayout.Place place = layout.place(tree);
      card.relocate(place.x() + MARGIN, place.y() + MARGIN);
      if (tree.step() instanceof PlanTree.Step.Line line) {
        cards.put(line.node(), card);
        card.setOnMouseClicked(event -> model.selectedNode().set(line.node()));
        card.setOnKeyPressed(
            event -> {
              if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                model.selectedNode().set(line.node());
                event.consume();
              }
            });
      }
      canvas.getChildren().add(card);
    }
  }

  private void edge(PlanLayout.Place parent, PlanLayout.Place child, PlanTree.Step step) {
    double fromX = parent.x() + MARGIN + PlanCard.WIDTH / 2;
    double fromY = parent.y() + MARGIN + PlanCard.HEIGHT;
    double toX = child.x() + MARGIN + PlanCard.WIDTH / 2;
    double toY = child.y() + MARGIN;
    double middle = (fromY + toY) / 2;
    CubicCurve curve = new CubicCurve(fromX, fromY, fromX, middle, toX, middle, toX, toY);
    curve.getStyleClass().add("al-plan-edge");
    Optional<Long> rows =
        step instanceof PlanTree.Step.Line line
            ? line.node().estimatedRows().or(line.node()::tableRows)
            : Optional.empty();
    curve.setStrokeWidth(rows.map(PlanView::width).orElse(1.5));
    canvas.getChildren().add(curve);
    rows.ifPresent(
        count -> {
          Label label = Labels.of(Figures.counted(count, "row"), "al-mono", "al-small", "al-muted");
          // Beside the edge's lower end, on the side away from its parent.
          if (toX < fromX) {
            label.setMinWidth(LABEL_WIDTH);
            label.setAlignment(Pos.CENTER_RIGHT);
            label.relocate(toX - 12 - LABEL_WIDTH, toY - 22);
          } else {
            label.relocate(toX + 12, toY - 22);
          }
          canvas.getChildren().add(label);
        });
  }

  /** Half a pixel for each doubling: 1 row is thin, a million rows are 10 px. */
  private static double width(long rows) {
    return 1 + 0.45 * (Math.log((double) Math.max(1, rows)) / Math.log(2));
  }

  private HBox zoomBar() {
    HBox bar =
        new HBox(
            2,
            Buttons.icon(Feather.MINUS, "Zoom out", () -> zoom(1 / ZOOM_STEP)),
            zoomLabel,
            Buttons.icon(Feather.PLUS, "Zoom in", () -> zoom(ZOOM_STEP)),
            Buttons.icon(Feather.MAXIMIZE, "Fit", this::fit));
    bar.getStyleClass().add("al-zoom-bar");
    bar.setAlignment(Pos.CENTER);
    bar.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    return bar;
  }

  private void zoom(double factor) {
    setZoom(canvas.getScaleX() * factor);
  }

  private void setZoom(double wanted) {
    double zoom = Math.clamp(wanted, MIN_ZOOM, MAX_ZOOM);
    canvas.setScaleX(zoom);
    canvas.setScaleY(zoom);
    zoomLabel.setText(Figures.wholePercent(zoom));
  }

  private void fit() {
    double widthShare = scroll.getViewportBounds().getWidth() / canvas.getPrefWidth();
    double heightShare = scroll.getViewportBounds().getHeight() / canvas.getPrefHeight();
    setZoom(Math.min(1, Math.min(widthShare, heightShare)));
  }

  private void mark(QueryPlan.@Nullable Node selected) {
    cards.values().forEach(card -> card.getStyleClass().remove("al-selected"));
    PlanCard chosen = selected == null ? null : cards.get(selected);
    if (chosen != null) {
      chosen.getStyleClass().add("al-selected");
    }
  }
}
