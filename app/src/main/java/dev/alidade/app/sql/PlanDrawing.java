package dev.alidade.app.sql;

import dev.alidade.app.control.Labels;
import dev.alidade.engine.sql.QueryPlan;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.CubicCurve;

/**
 * The cards and edges of one plan. Only those in view are made, since styling a card costs far more
 * than placing it. JavaFX thread.
 */
final class PlanDrawing extends Pane {
  static final double MARGIN = 16;

  private static final double LABEL_WIDTH = 96;
  private static final double LABEL_HEIGHT = 22;

  private final Pane pieces = new Pane();
  private final List<Piece> waiting = new ArrayList<>();
  private final IdentityHashMap<QueryPlan.Node, PlanCard> cards = new IdentityHashMap<>();
  private final BiConsumer<QueryPlan.Node, PlanCard> onCard;

  /** Something to draw, and where. */
  private record Piece(Bounds bounds, Runnable make) {}

  /**
   * @param onCard told of each card when it is made
   */
  PlanDrawing(PlanTree root, PlanLayout layout, BiConsumer<QueryPlan.Node, PlanCard> onCard) {
    this.onCard = onCard;
    getChildren().add(pieces);
    setPrefSize(layout.width() + 2 * MARGIN, layout.height() + 2 * MARGIN);
    for (PlanTree tree : layout.cards()) {
      for (PlanTree child : tree.children()) {
        add(PlanEdge.of(layout.place(tree), layout.place(child), child.step()));
      }
    }
    for (PlanTree tree : layout.cards()) {
      PlanLayout.Place place = layout.place(tree);
      double x = place.x() + MARGIN;
      double y = place.y() + MARGIN;
      waiting.add(
          new Piece(
              new BoundingBox(x, y, PlanCard.WIDTH, PlanCard.HEIGHT),
              () -> card(tree.step(), x, y)));
    }
  }

  /** Cards that are made, by what they stand for. */
  IdentityHashMap<QueryPlan.Node, PlanCard> cards() {
    return cards;
  }

  /** Makes what lies in a part of the drawing and is not there yet. */
  void reveal(Bounds part) {
    List<Piece> due = waiting.stream().filter(piece -> piece.bounds().intersects(part)).toList();
    waiting.removeAll(due);
    due.forEach(piece -> piece.make().run());
  }

  /** Shows cards and edges, or only the room for them. */
  void setDrawn(boolean drawn) {
    pieces.setVisible(drawn);
  }

  private void card(PlanTree.Step step, double x, double y) {
    PlanCard card = new PlanCard(step);
    card.relocate(x, y);
    pieces.getChildren().add(card);
    if (step instanceof PlanTree.Step.Line line) {
      cards.put(line.node(), card);
      onCard.accept(line.node(), card);
    }
  }

  private void add(PlanEdge edge) {
    double left = Math.min(edge.fromX(), edge.toX()) + MARGIN - LABEL_WIDTH;
    double right = Math.max(edge.fromX(), edge.toX()) + MARGIN + LABEL_WIDTH;
    waiting.add(
        new Piece(
            new BoundingBox(left, edge.fromY() + MARGIN, right - left, edge.toY() - edge.fromY()),
            () -> draw(edge)));
  }

  private void draw(PlanEdge edge) {
    CubicCurve curve =
        new CubicCurve(
            edge.fromX() + MARGIN,
            edge.fromY() + MARGIN,
            edge.fromX() + MARGIN,
            edge.middleY() + MARGIN,
            edge.toX() + MARGIN,
            edge.middleY() + MARGIN,
            edge.toX() + MARGIN,
            edge.toY() + MARGIN);
    curve.getStyleClass().add("al-plan-edge");
    curve.setStrokeWidth(edge.width());
    // Behind the cards, whenever it is made.
    pieces.getChildren().addFirst(curve);
    edge.label().ifPresent(words -> pieces.getChildren().add(label(edge, words)));
  }

  /** Beside the edge's lower end, on the side away from its parent. */
  private static Node label(PlanEdge edge, String words) {
    Label label = Labels.of(words, "al-mono", "al-small", "al-muted");
    double x = edge.toX() + MARGIN;
    double y = edge.toY() + MARGIN - LABEL_HEIGHT;
    if (edge.labelLeft()) {
      label.setMinWidth(LABEL_WIDTH);
      label.setAlignment(Pos.CENTER_RIGHT);
      label.relocate(x - 12 - LABEL_WIDTH, y);
    } else {
      label.relocate(x + 12, y);
    }
    return label;
  }
}
