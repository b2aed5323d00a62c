package dev.alidade.app.sql;

import dev.alidade.app.format.Figures;
import java.util.Optional;

/**
 * The way of rows from a card up to its parent, as a curve.
 *
 * @param rows the planner's estimate; empty where there is none
 */
record PlanEdge(double fromX, double fromY, double toX, double toY, Optional<Long> rows) {
  private static final double UNKNOWN_WIDTH = 1.5;

  static PlanEdge of(PlanLayout.Place parent, PlanLayout.Place child, PlanTree.Step step) {
    return new PlanEdge(
        parent.x() + PlanCard.WIDTH / 2,
        parent.y() + PlanCard.HEIGHT,
        child.x() + PlanCard.WIDTH / 2,
        child.y(),
        step instanceof PlanTree.Step.Line line ? PlanWords.rows(line.node()) : Optional.empty());
  }

  double middleY() {
    return (fromY + toY) / 2;
  }

  /** Half a pixel for each doubling: 1 row is thin, a million rows are 10 px. */
  double width() {
    return rows.map(n -> 1 + 0.45 * (Math.log((double) Math.max(1, n)) / Math.log(2)))
        .orElse(UNKNOWN_WIDTH);
  }

  Optional<String> label() {
    return rows.map(n -> Figures.counted(n, "row"));
  }

  /** Whether the label stands at the left, away from the parent. */
  boolean labelLeft() {
    return toX < fromX;
  }
}
