package dev.alidade.engine.telemetry.export;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Lines over time as SVG within an HTML page; colours are classes of {@link HtmlText}. */
final class SvgLines {
  private static final double WIDTH = 1050;
  private static final double HEIGHT = 190;
  private static final double LEFT = 76;
  private static final double BOTTOM = 22;
  private static final double TOP = 8;

  /** Horizontal lines, the axis included. */
  private static final int STEPS = 4;

  /** What a value without neighbours is drawn as. */
  private static final double DOT = 1.5;

  /** Intervals between two values that still belong together; more is a gap, of sleep perhaps. */
  private static final double LONGEST_STEP = 2.5;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String title;
  private final List<Instant> moments;
  private final DoubleFunction<String> words;
  private final List<Line> lines = new ArrayList<>();
  private boolean logarithmic;

  /**
   * @param styleClass its colour
   * @param values one for each moment; NaN is a gap
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, where it is made.
  record Line(String name, String styleClass, double[] values) {}

  SvgLines(String title, List<Instant> moments, DoubleFunction<String> words) {
    this.title = title;
    this.moments = moments;
    this.words = words;
  }

  SvgLines logarithmic() {
    logarithmic = true;
    return this;
  }

  SvgLines add(Line line) {
    lines.add(line);
    return this;
  }

  /** Adds nothing where there are no two values. */
  void render(StringBuilder out) {
    double[] all = lines.stream().flatMapToDouble(line -> Arrays.stream(line.values)).toArray();
    double most = Arrays.stream(all).filter(Double::isFinite).max().orElse(0);
    double least =
        logarithmic
            ? Arrays.stream(all).filter(value -> value > 0).min().orElse(1)
            : Math.min(0, most);
    if (moments.size() < 2 || most <= 0) {
      return;
    }
    out.append("<figure><figcaption>").append(HtmlText.escape(title));
    for (Line line : lines) {
      out.append(" <span class=\"key ").append(line.styleClass).append("\">");
      out.append(HtmlText.escape(line.name)).append("</span>");
    }
    out.append("</figcaption>");
    out.append("<svg role=\"img\" viewBox=\"0 0 ").append(px(WIDTH)).append(' ');
    out.append(px(HEIGHT)).append("\">");
    double top = most > least ? most : least * 2;
    for (int step = 0; step <= STEPS; step++) {
      double share = (double) step / STEPS;
      double y = y(share);
      out.append("<path class=\"grid\" d=\"M").append(px(LEFT)).append(' ').append(px(y));
      out.append('H').append(px(WIDTH)).append("\"/>");
      text(out, LEFT - 8, y + 4, "end", words.apply(value(share, least, top)));
    }
    text(out, LEFT, HEIGHT - 6, "start", TIME.format(moments.getFirst()));
    text(out, WIDTH, HEIGHT - 6, "end", TIME.format(moments.getLast()));
    for (Line line : lines) {
      out.append("<path class=\"line ").append(line.styleClass).append("\" d=\"");
      addPath(line.values, least, top, out);
      out.append("\"/>");
    }
    out.append("</svg></figure>");
  }

  private void addPath(double[] values, double least, double most, StringBuilder out) {
    long first = moments.getFirst().toEpochMilli();
    double span = Math.max(1, moments.getLast().toEpochMilli() - first);
    boolean drawing = false;
    double apart = LONGEST_STEP * interval();
    for (int i = 0; i < values.length; i++) {
      boolean there = Double.isFinite(values[i]) && (!logarithmic || values[i] > 0);
      drawing &=
          i > 0 && moments.get(i).toEpochMilli() - moments.get(i - 1).toEpochMilli() <= apart;
      if (there) {
        double x = LEFT + (moments.get(i).toEpochMilli() - first) / span * (WIDTH - LEFT);
        out.append(drawing ? 'L' : 'M').append(px(x)).append(' ');
        out.append(px(y(share(values[i], least, most))));
        // A line of its own, so that a value between gaps is seen.
        out.append(drawing ? "" : "h" + px(DOT));
      }
      drawing = there;
    }
  }

  /** The usual distance of neighbouring moments, in milliseconds. */
  private double interval() {
    long[] steps = new long[moments.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = moments.get(i + 1).toEpochMilli() - moments.get(i).toEpochMilli();
    }
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }

  private double share(double value, double least, double most) {
    return logarithmic
        ? Math.log(value / least) / Math.log(most / least)
        : (value - least) / (most - least);
  }

  private double value(double share, double least, double most) {
    return logarithmic ? least * Math.pow(most / least, share) : least + share * (most - least);
  }

  private static double y(double share) {
    return TOP + (1 - share) * (HEIGHT - BOTTOM - TOP);
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String words) {
    out.append("<text x=\"").append(px(x)).append("\" y=\"").append(px(y));
    out.append("\" text-anchor=\"").append(anchor).append("\">");
    out.append(HtmlText.escape(words)).append("</text>");
  }

  private static String px(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
