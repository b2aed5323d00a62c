package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryPlan;
import java.util.function.ToIntFunction;
import javafx.geometry.Bounds;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * Paints cards and edges of a plan as {@link PlanDrawing} shows them, without a node for each: for
 * a plan seen from afar and for pictures. JavaFX thread.
 */
final class PlanPainter {
  private static final double MARGIN = PlanDrawing.MARGIN;
  private static final double PAD = 12;
  private static final double RADIUS = 12;
  private static final double STRIPE = 5;
  private static final double BADGE_HEIGHT = 18;
  private static final double ICON = 12;

  /** Icons are drawn on a grid of so many pixels, as Feather's are. */
  private static final double ICON_GRID = 24;

  /** Texts that would be lower than so many pixels are left out: nobody could read them. */
  private static final double LEAST_TEXT = 2.5;

  private static final Font STRONG = Font.font("Inter Semi Bold", 13);
  private static final Font SMALL = Font.font("Inter", 11);
  private static final Font SMALL_STRONG = Font.font("Inter Semi Bold", 11);
  private static final Font MONO = Font.font("JetBrains Mono", 12);
  private static final Font SMALL_MONO = Font.font("JetBrains Mono", 11);

  private final GraphicsContext g;
  private final Palette palette;
  private final ToIntFunction<QueryPlan.Node> warnings;
  private final Text measured = new Text();
  private boolean texts;

  /**
   * @param warnings how many there are about a node
   */
  PlanPainter(GraphicsContext g, Palette palette, ToIntFunction<QueryPlan.Node> warnings) {
    this.g = g;
    this.palette = palette;
    this.warnings = warnings;
  }

  /**
   * Paints what lies in a part of the drawing; the part's left upper corner comes to that of the
   * canvas.
   */
  void paint(PlanLayout layout, Bounds part, double scale, QueryPlan.@Nullable Node selected) {
    texts = scale * SMALL.getSize() >= LEAST_TEXT;
    g.save();
    g.scale(scale, scale);
    g.translate(MARGIN - part.getMinX(), MARGIN - part.getMinY());
    double left = part.getMinX() - MARGIN;
    double top = part.getMinY() - MARGIN;
    for (PlanTree tree : layout.cards()) {
      for (PlanTree child : tree.children()) {
        PlanEdge edge = PlanEdge.of(layout.place(tree), layout.place(child), child.step());
        if (Math.min(edge.fromX(), edge.toX()) < left + part.getWidth()
            && Math.max(edge.fromX(), edge.toX()) > left) {
          edge(edge);
        }
      }
    }
    for (PlanTree tree : layout.cards()) {
      PlanLayout.Place place = layout.place(tree);
      if (place.x() < left + part.getWidth()
          && place.x() + PlanCard.WIDTH > left
          && place.y() < top + part.getHeight()
          && place.y() + PlanCard.HEIGHT > top) {
        card(tree.step(), place, selected);
      }
    }
    g.restore();
  }

  private void edge(PlanEdge edge) {
    g.setStroke(palette.color("bar-soft"));
    g.setLineWidth(edge.width());
    g.beginPath();
    g.moveTo(edge.fromX(), edge.fromY());
    g.bezierCurveTo(
        edge.fromX(), edge.middleY(), edge.toX(), edge.middleY(), edge.toX(), edge.toY());
    g.stroke();
    edge.label()
        .ifPresent(
            words -> {
              g.setTextAlign(edge.labelLeft() ? TextAlignment.RIGHT : TextAlignment.LEFT);
              text(
                  words,
                  edge.toX() + (edge.labelLeft() ? -PAD : PAD),
                  edge.toY() - 10,
                  SMALL_MONO,
                  "fg-muted");
              g.setTextAlign(TextAlignment.LEFT);
            });
  }

  private void card(PlanTree.Step step, PlanLayout.Place place, QueryPlan.@Nullable Node selected) {
    double x = place.x();
    double y = place.y();
    QueryPlan.@Nullable Node node = step instanceof PlanTree.Step.Line line ? line.node() : null;
    boolean chosen = node != null && node.equals(selected);
    g.setFill(palette.color(chosen ? "accent-tint" : "bg"));
    g.fillRoundRect(x, y, PlanCard.WIDTH, PlanCard.HEIGHT, RADIUS, RADIUS);
    if (node != null && !chosen) {
      stripe(node, x, y);
    }
    g.setStroke(palette.color(chosen ? "accent-fill" : "border"));
    g.setLineWidth(chosen ? 2 : 1);
    g.strokeRoundRect(x + 0.5, y + 0.5, PlanCard.WIDTH - 1, PlanCard.HEIGHT - 1, RADIUS, RADIUS);
    switch (step) {
      case PlanTree.Step.Line line -> node(line.node(), x, y);
      case PlanTree.Step.NestedLoops loops -> {
        words(x, y, "Join", loops.loops() + " tables", "nested loops, the first one outside", 0);
        noCost(x, y);
      }
      case PlanTree.Step.Result result -> {
        words(x, y, "Result", "", "its parts stand below", 0);
        noCost(x, y);
      }
    }
  }

  /** The card's left edge in the colour of its cost. */
  private void stripe(QueryPlan.Node node, double x, double y) {
    PlanWords.Cost cost = PlanWords.cost(node);
    if (cost == PlanWords.Cost.NONE) {
      return;
    }
    g.setFill(palette.color(cost == PlanWords.Cost.HIGH ? "warn-fill" : "bar"));
    g.fillRoundRect(x, y, RADIUS, PlanCard.HEIGHT, RADIUS, RADIUS);
    g.setFill(palette.color("bg"));
    g.fillRect(x + STRIPE, y, RADIUS - STRIPE, PlanCard.HEIGHT);
  }

  private void node(QueryPlan.Node node, double x, double y) {
    double right = x + PlanCard.WIDTH - PAD;
    int count = texts ? warnings.applyAsInt(node) : 0;
    if (count > 0) {
      String words = String.valueOf(count);
      right -= width(words, SMALL);
      text(words, right, y + 23, SMALL, "warn");
      right -= ICON + 4;
      icon(right, y + 13, "warn", ZAP);
      right -= 6;
    }
    if (texts && PlanWords.mark(node).isPresent()) {
      right = badge(PlanWords.mark(node).get(), right, y + 10) - 6;
    }
    words(
        x,
        y,
        PlanWords.operation(node),
        PlanWords.object(node),
        PlanWords.description(node),
        x + PlanCard.WIDTH - PAD - right);
    if (node.costShare().isPresent()) {
      cost(node, node.costShare().getAsDouble(), x, y);
    } else {
      noCost(x, y);
    }
  }

  private void words(
      double x, double y, String operation, String object, String description, double taken) {
    if (!texts) {
      return;
    }
    text(operation, x + PAD, y + 23, STRONG, "fg");
    double after = width(operation, STRONG) + 6;
    text(
        fitted(object, MONO, PlanCard.WIDTH - 2 * PAD - after - taken),
        x + PAD + after,
        y + 23,
        MONO,
        "fg");
    text(fitted(description, SMALL, PlanCard.WIDTH - 2 * PAD), x + PAD, y + 44, SMALL, "fg-muted");
  }

  private void cost(QueryPlan.Node node, double share, double x, double y) {
    double from = x + 92;
    double width = PlanCard.WIDTH - 150;
    g.setFill(palette.color("bg-inset"));
    g.fillRoundRect(from, y + 56, width, 6, 6, 6);
    g.setFill(palette.color(PlanWords.cost(node) == PlanWords.Cost.HIGH ? "warn-fill" : "bar"));
    g.fillRoundRect(from, y + 56, Math.max(2, width * share), 6, 6, 6);
    text("planner cost", x + PAD, y + 63, SMALL, "fg-muted");
    g.setTextAlign(TextAlignment.RIGHT);
    text(Figures.wholePercent(share), x + PlanCard.WIDTH - PAD, y + 63, SMALL_MONO, "fg");
    g.setTextAlign(TextAlignment.LEFT);
  }

  private void noCost(double x, double y) {
    text("SQLite gives no cost here", x + PAD, y + 63, SMALL, "fg-muted");
  }

  /** Returns its left edge. */
  private double badge(PlanWords.Mark mark, double right, double y) {
    double[][] icon =
        mark.kind() == Badge.Kind.WARNING
            ? ALERT
            : mark.kind() == Badge.Kind.OK ? CHECK : new double[0][];
    double before = icon.length > 0 ? ICON + 4 : 0;
    double left = right - width(mark.word(), SMALL_STRONG) - before - 12;
    String token = mark.kind() == Badge.Kind.NEUTRAL ? "fg-muted" : mark.kind().styleClass();
    g.setFill(
        palette.color(
            mark.kind() == Badge.Kind.NEUTRAL ? "bg-inset" : mark.kind().styleClass() + "-tint"));
    g.fillRoundRect(left, y, right - left, BADGE_HEIGHT, 8, 8);
    icon(left + 6, y + 3, token, icon);
    text(mark.word(), left + 6 + before, y + 13, SMALL_STRONG, token);
    return left;
  }

  // Feather's icons as lines: x and y in turn.
  private static final double[][] CHECK = {{20, 6, 9, 17, 4, 12}};
  private static final double[][] ALERT = {
    {12, 3, 22.5, 21, 1.5, 21, 12, 3}, {12, 9, 12, 13}, {12, 17, 12, 17.5}
  };
  private static final double[][] ZAP = {{13, 2, 3, 14, 12, 14, 11, 22, 21, 10, 12, 10, 13, 2}};

  private void icon(double x, double y, String token, double[][] lines) {
    g.setStroke(palette.color(token));
    double scale = ICON / ICON_GRID;
    g.setLineWidth(2 * scale);
    for (double[] line : lines) {
      g.beginPath();
      g.moveTo(x + line[0] * scale, y + line[1] * scale);
      for (int i = 2; i < line.length; i += 2) {
        g.lineTo(x + line[i] * scale, y + line[i + 1] * scale);
      }
      g.stroke();
    }
  }

  private void text(String words, double x, double y, Font font, String token) {
    if (texts && !words.isEmpty()) {
      g.setFont(font);
      g.setFill(palette.color(token));
      g.fillText(words, x, y);
    }
  }

  private double width(String words, Font font) {
    measured.setFont(font);
    measured.setText(words);
    return measured.getLayoutBounds().getWidth();
  }

  /** The text itself, or as much of it as has room. */
  private String fitted(String words, Font font, double room) {
    double width = width(words, font);
    if (width <= room) {
      return words;
    }
    int kept = (int) (words.length() * Math.max(0, room) / width);
    while (kept > 0 && width(words.substring(0, kept) + "…", font) > room) {
      kept--;
    }
    return kept == 0 ? "" : words.substring(0, kept) + "…";
  }
}
