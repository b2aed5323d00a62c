package dev.alidade.app.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the words of an axis stand, so that none covers another. Names that do not fit beside each
 * other are cut, and where even cut ones do not, every second, third … is written. Pure functions.
 */
final class AxisLabels {
  static final double HEIGHT = 14;

  /** Between two labels, and between a label and the plot. */
  static final double ROOM = 6;

  /** Ten letters, which a date has: what is cut shorter says little. */
  private static final double SHORTEST = 66;

  private static final String CUT = "…";

  private AxisLabels() {}

  /** Words at their upper left corner. */
  record Label(String text, double x, double y) {}

  /**
   * Labels below a plot.
   *
   * @param scale of the axis, from the left edge of the plot
   * @param left of the plot
   * @param width to its right edge, the room at the left included
   */
  static List<Label> below(Axis axis, Scale scale, double left, double width, double y) {
    double room = width - left;
    int each = 1;
    if (axis.named() && axis.ticks().size() > 1) {
      double slot = Math.max(1, Math.abs(scale.at(1) - scale.at(0)));
      double widest =
          axis.ticks().stream().mapToDouble(t -> PlotWords.widthOf(t.label())).max().orElse(0);
      each = (int) Math.max(1, Math.ceil((Math.min(widest, SHORTEST) + ROOM) / slot));
      room = each * slot - ROOM;
    }
    List<Label> labels = new ArrayList<>();
    double free = 0;
    for (int i = 0; i < axis.ticks().size(); i += each) {
      Axis.Tick tick = axis.ticks().get(i);
      String text = axis.named() ? cut(tick.label(), room) : tick.label();
      double wide = PlotWords.widthOf(text);
      double at = left + scale.at(tick.value()) - wide / 2;
      double start = Math.clamp(at, 0, Math.max(0, width - wide));
      if (start >= free) {
        labels.add(new Label(text, start, y));
        free = start + wide + ROOM;
      }
    }
    return labels;
  }

  /**
   * Labels at the left of a plot, from the lowest.
   *
   * @param scale of the axis, from the top of the plot
   * @param left the room they have
   */
  static List<Label> beside(Axis axis, Scale scale, double left, double height) {
    List<Label> labels = new ArrayList<>();
    double above = Double.POSITIVE_INFINITY;
    for (Axis.Tick tick : axis.ticks()) {
      double middle = scale.at(tick.value());
      double top = Math.clamp(middle - HEIGHT / 2, 0, Math.max(0, height - HEIGHT));
      if (above - top >= HEIGHT) {
        String text = axis.named() ? cut(tick.label(), left - ROOM) : tick.label();
        labels.add(new Label(text, Math.max(0, left - ROOM - PlotWords.widthOf(text)), top));
        above = top;
      }
    }
    return labels;
  }

  /** The room at the left of a plot that an axis needs for its words. */
  static double widthOf(Axis axis) {
    return ROOM
        + axis.ticks().stream().mapToDouble(t -> PlotWords.widthOf(t.label())).max().orElse(0);
  }

  /** The words, or as much of them as there is room for. */
  static String cut(String text, double room) {
    if (PlotWords.widthOf(text) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 0 && PlotWords.widthOf(text.substring(0, end) + CUT) > room) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).stripTrailing() + CUT;
  }
}
