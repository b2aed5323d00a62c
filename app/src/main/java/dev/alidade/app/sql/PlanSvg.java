package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryPlan;
import java.util.Locale;

/** A plan as an SVG picture, in the colours of a theme. */
final class PlanSvg {
  private static final double MARGIN = PlanDrawing.MARGIN;
  private static final int LONGEST_TEXT = 44;
  private static final int LONGEST_OBJECT = 20;
  private static final String SANS = "Inter, 'Segoe UI', Helvetica, Arial, sans-serif";
  private static final String MONO = "'JetBrains Mono', Consolas, monospace";

  private final Palette palette;
  private final StringBuilder svg = new StringBuilder();

  private PlanSvg(Palette palette) {
    this.palette = palette;
  }

  static String of(PlanLayout layout, Palette palette) {
    return new PlanSvg(palette).draw(layout);
  }

  private String draw(PlanLayout layout) {
    double width = layout.width() + 2 * MARGIN;
    double height = layout.height() + 2 * MARGIN;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
            + " viewBox=\"0 0 %.0f %.0f\">",
        width, height, width, height);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>", colour("bg-subtle"));
    for (PlanTree tree : layout.cards()) {
      for (PlanTree child : tree.children()) {
        edge(PlanEdge.of(layout.place(tree), layout.place(child), child.step()));
      }
    }
    for (PlanTree tree : layout.cards()) {
      card(tree.step(), layout.place(tree));
    }
    return svg.append("</svg>\n").toString();
  }

  private void edge(PlanEdge edge) {
    add(
        "<path d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"%s\""
            + " stroke-width=\"%.2f\"/>",
        edge.fromX() + MARGIN,
        edge.fromY() + MARGIN,
        edge.fromX() + MARGIN,
        edge.middleY() + MARGIN,
        edge.toX() + MARGIN,
        edge.middleY() + MARGIN,
        edge.toX() + MARGIN,
        edge.toY() + MARGIN,
        colour("bar-soft"),
        edge.width());
    edge.label()
        .ifPresent(
            words ->
                text(
                    edge.toX() + MARGIN + (edge.labelLeft() ? -12 : 12),
                    edge.toY() + MARGIN - 10,
                    words,
                    "font-size=\"11\" font-family=\""
                        + MONO
                        + "\""
                        + (edge.labelLeft() ? " text-anchor=\"end\"" : ""),
                    "fg-muted"));
  }

  private void card(PlanTree.Step step, PlanLayout.Place place) {
    double x = place.x() + MARGIN;
    double y = place.y() + MARGIN;
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.0f\" height=\"%.0f\" rx=\"6\" fill=\"%s\""
            + " stroke=\"%s\"/>",
        x, y, PlanCard.WIDTH, PlanCard.HEIGHT, colour("bg"), colour("border"));
    switch (step) {
      case PlanTree.Step.Line line -> node(line.node(), x, y);
      case PlanTree.Step.NestedLoops loops ->
          words(x, y, "Join", loops.loops() + " tables", "nested loops, the first one outside");
      case PlanTree.Step.Result result -> words(x, y, "Result", "", "its parts stand below");
    }
  }

  private void node(QueryPlan.Node node, double x, double y) {
    words(x, y, PlanWords.operation(node), PlanWords.object(node), PlanWords.description(node));
    PlanWords.mark(node)
        .ifPresent(
            mark ->
                text(
                    x + PlanCard.WIDTH - 12,
                    y + 22,
                    mark.word(),
                    "font-size=\"11\" font-weight=\"600\" text-anchor=\"end\"",
                    token(mark.kind())));
    if (node.costShare().isEmpty()) {
      return;
    }
    double share = node.costShare().getAsDouble();
    double width = PlanCard.WIDTH - 150;
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.0f\" height=\"6\" rx=\"3\" fill=\"%s\"/>",
        x + 92, y + 56, width, colour("bg-inset"));
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"6\" rx=\"3\" fill=\"%s\"/>",
        x + 92,
        y + 56,
        Math.max(2, width * share),
        colour(PlanWords.cost(node) == PlanWords.Cost.HIGH ? "warn-fill" : "bar"));
    text(x + 12, y + 63, "planner cost", "font-size=\"11\"", "fg-muted");
    text(
        x + PlanCard.WIDTH - 12,
        y + 63,
        Figures.wholePercent(share),
        "font-size=\"11\" text-anchor=\"end\" font-family=\"" + MONO + "\"",
        "fg");
  }

  private void words(double x, double y, String operation, String object, String description) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"13\" font-family=\"%s\" fill=\"%s\">"
            + "<tspan font-weight=\"600\">%s</tspan>"
            + "<tspan dx=\"6\" font-size=\"12\" font-family=\"%s\">%s</tspan></text>",
        x + 12,
        y + 23,
        SANS,
        colour("fg"),
        escaped(operation, LONGEST_OBJECT),
        MONO,
        escaped(object, LONGEST_OBJECT));
    text(x + 12, y + 43, description, "font-size=\"11\"", "fg-muted");
  }

  private void text(double x, double y, String words, String attributes, String token) {
    String family = attributes.contains("font-family") ? "" : " font-family=\"" + SANS + "\"";
    add(
        "<text x=\"%.1f\" y=\"%.1f\" %s%s fill=\"%s\">%s</text>",
        x, y, attributes, family, colour(token), escaped(words, LONGEST_TEXT));
  }

  private static String token(Badge.Kind kind) {
    return switch (kind) {
      case WARNING -> "warn";
      case OK -> "ok";
      case WASM, JAVA, ERROR, ACCENT, NEUTRAL -> "fg-muted";
    };
  }

  private String colour(String token) {
    return "#%06X".formatted(palette.argb(token) & 0xFFFFFF);
  }

  private static String escaped(String text, int longest) {
    String shown = text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
    return shown
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("\\p{Cntrl}", " ");
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
