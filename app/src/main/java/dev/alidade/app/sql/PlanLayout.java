package dev.alidade.app.sql;

import java.awt.geom.Rectangle2D;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.abego.treelayout.NodeExtentProvider;
import org.abego.treelayout.TreeLayout;
import org.abego.treelayout.util.DefaultConfiguration;
import org.abego.treelayout.util.DefaultTreeForTreeLayout;

/** Where each card of a plan stands: a tidy tree, parents above their children. */
final class PlanLayout {
  private static final double GAP_BETWEEN_LEVELS = 36;
  private static final double GAP_BETWEEN_CARDS = 24;

  private final IdentityHashMap<PlanTree, Place> places = new IdentityHashMap<>();
  private double width;
  private double height;

  /** The left upper corner of a card. */
  record Place(double x, double y) {}

  PlanLayout(PlanTree root) {
    // The library looks nodes up by equality, and two cards may say the same: each gets its box.
    Box top = new Box(root);
    DefaultTreeForTreeLayout<Box> tree = new DefaultTreeForTreeLayout<>(top);
    addChildren(tree, top);
    TreeLayout<Box> layout =
        new TreeLayout<>(
            tree,
            new NodeExtentProvider<>() {
              @Override
              public double getWidth(Box box) {
                return PlanCard.WIDTH;
              }

              @Override
              public double getHeight(Box box) {
                return PlanCard.HEIGHT;
              }
            },
            new DefaultConfiguration<>(GAP_BETWEEN_LEVELS, GAP_BETWEEN_CARDS));
    for (Map.Entry<Box, Rectangle2D.Double> entry : layout.getNodeBounds().entrySet()) {
      Rectangle2D.Double bounds = entry.getValue();
      places.put(entry.getKey().tree, new Place(bounds.x, bounds.y));
      width = Math.max(width, bounds.getMaxX());
      height = Math.max(height, bounds.getMaxY());
    }
  }

  Place place(PlanTree tree) {
    Place place = places.get(tree);
    if (place == null) {
      throw new IllegalArgumentException("not a card of this plan");
    }
    return place;
  }

  /** The card at a point. */
  Optional<PlanTree> at(double x, double y) {
    return places.entrySet().stream()
        .filter(
            card ->
                x >= card.getValue().x()
                    && x < card.getValue().x() + PlanCard.WIDTH
                    && y >= card.getValue().y()
                    && y < card.getValue().y() + PlanCard.HEIGHT)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  List<PlanTree> cards() {
    return List.copyOf(places.keySet());
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  private static void addChildren(DefaultTreeForTreeLayout<Box> tree, Box parent) {
    for (PlanTree child : parent.tree.children()) {
      Box box = new Box(child);
      tree.addChild(parent, box);
      addChildren(tree, box);
    }
  }

  /** Equal only to itself. */
  private static final class Box {
    private final PlanTree tree;

    Box(PlanTree tree) {
      this.tree = tree;
    }
  }
}
