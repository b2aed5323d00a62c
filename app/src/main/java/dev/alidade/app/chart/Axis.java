package dev.alidade.app.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * The range of one direction of a plot, with its labelled ticks.
 *
 * @param from value at the start, for a logarithmic axis above zero
 * @param to value at the end, above {@code from}
 * @param named whether the ticks are names, one for each whole number: they may be cut, figures may
 *     not
 */
public record Axis(double from, double to, boolean logarithmic, List<Tick> ticks, boolean named) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final double TWO_DAYS = 2 * 86_400_000.0;

  public Axis {
    ticks = List.copyOf(ticks);
    if (!(to > from)) {
      throw new IllegalArgumentException("an axis needs from < to, not " + from + " to " + to);
    }
    if (logarithmic && from <= 0) {
      throw new IllegalArgumentException("a logarithmic axis starts above zero, not at " + from);
    }
  }

  /** An axis of figures. */
  public Axis(double from, double to, boolean logarithmic, List<Tick> ticks) {
    this(from, to, logarithmic, ticks, false);
  }

  /** A place on an axis and its words. */
  public record Tick(double value, String label) {}

  /** Round values, written by a formatter. */
  public static Axis linear(double from, double to, int count, DoubleFunction<String> label) {
    return of(from, widened(from, to), false, Ticks.linear(from, widened(from, to), count), label);
  }

  /**
   * Round values from a tick below the lowest value to a tick above the highest; an end that is
   * zero stays there.
   *
   * @param label makes the words, from the distance of two ticks
   */
  public static Axis around(
      double least, double most, int count, DoubleFunction<DoubleFunction<String>> label) {
    double top = widened(least, most);
    double step = Ticks.niceStep((top - least) / Math.max(1, count));
    double slack = 1e-9;
    double from = least == 0 ? 0 : (Math.ceil(least / step - slack) - 1) * step;
    double to = top == 0 ? 0 : (Math.floor(top / step + slack) + 1) * step;
    return of(from, to, false, Ticks.multiples(from, to, step), label.apply(step));
  }

  /** Round sizes in bytes. */
  public static Axis bytes(double from, double to, int count, DoubleFunction<String> label) {
    return of(from, widened(from, to), false, Ticks.bytes(from, widened(from, to), count), label);
  }

  /** Round values on a logarithmic axis. */
  public static Axis log(double from, double to, DoubleFunction<String> label) {
    double start = from > 0 ? from : 1;
    double end = to > start ? to : start * 10;
    return of(start, end, true, Ticks.log(start, end), label);
  }

  /** Moments in epoch milliseconds, written in a zone: the clock, or dates for longer ranges. */
  public static Axis time(double from, double to, int count, ZoneId zone) {
    double end = widened(from, to);
    long offset =
        1000L * zone.getRules().getOffset(Instant.ofEpochMilli((long) from)).getTotalSeconds();
    DateTimeFormatter format = (end - from > TWO_DAYS ? DATE : CLOCK).withZone(zone);
    return of(
        from,
        end,
        false,
        Ticks.time(from, end, count, offset),
        millis -> format.format(Instant.ofEpochMilli((long) millis)));
  }

  /** Names at 0, 1, 2 … */
  public static Axis categories(List<String> names) {
    return new Axis(
        -0.5,
        Math.max(0.5, names.size() - 0.5),
        false,
        IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList(),
        true);
  }

  /** A range without ticks. */
  public static Axis bare(double from, double to) {
    return new Axis(from, widened(from, to), false, List.of());
  }

  /** The scale of this axis over pixels. */
  public Scale scale(double start, double end) {
    return logarithmic ? new LogScale(from, to, start, end) : new LinearScale(from, to, start, end);
  }

  private static Axis of(
      double from, double to, boolean log, List<Double> at, DoubleFunction<String> label) {
    return new Axis(
        from, to, log, at.stream().map(value -> new Tick(value, label.apply(value))).toList());
  }

  private static double widened(double from, double to) {
    return to > from ? to : from + Math.max(1, Math.abs(from) * 0.1);
  }
}
