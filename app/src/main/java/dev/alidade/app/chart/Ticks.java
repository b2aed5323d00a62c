package dev.alidade.app.chart;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Round values for axes. Pure functions. */
public final class Ticks {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final List<Long> TIME_STEPS =
      List.of(
          SECOND,
          2 * SECOND,
          5 * SECOND,
          10 * SECOND,
          15 * SECOND,
          30 * SECOND,
          MINUTE,
          2 * MINUTE,
          5 * MINUTE,
          10 * MINUTE,
          15 * MINUTE,
          30 * MINUTE,
          HOUR,
          2 * HOUR,
          3 * HOUR,
          6 * HOUR,
          12 * HOUR,
          DAY,
          2 * DAY,
          7 * DAY);

  /** Steps of the calendar, in months: their lengths differ. */
  private static final List<Integer> MONTH_STEPS =
      List.of(1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000);

  private static final double MONTH = 30.44 * DAY;

  private Ticks() {}

  /** Multiples of 1, 2 or 5 times a power of ten within a range, at most {@code count} or so. */
  public static List<Double> linear(double from, double to, int count) {
    return multiples(from, to, niceStep((to - from) / Math.max(1, count)));
  }

  /** The same for bytes: steps that are round in units of 1024. */
  public static List<Double> bytes(double from, double to, int count) {
    double rough = (to - from) / Math.max(1, count);
    double unit = 1;
    while (rough >= unit * 1024) {
      unit *= 1024;
    }
    return multiples(from, to, Math.max(1, niceStep(rough / unit)) * unit);
  }

  /** 1, 2 and 5 of each decade within a range above zero; only decades where it spans many. */
  public static List<Double> log(double from, double to) {
    List<Double> ticks = new ArrayList<>();
    boolean decadesOnly = Math.log10(to / from) > 3;
    double[] steps = decadesOnly ? new double[] {1} : new double[] {1, 2, 5};
    for (int power = (int) Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
      for (double step : steps) {
        double tick = step * Math.pow(10, power);
        if (tick >= from * 0.999 && tick <= to * 1.001) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** Round moments within a range of epoch milliseconds; {@code offset} is the zone's. */
  public static List<Double> time(double from, double to, int count, long offset) {
    double rough = (to - from) / Math.max(1, count);
    Optional<Long> step = TIME_STEPS.stream().filter(known -> known >= rough).findFirst();
    List<Double> local =
        step.isPresent()
            ? multiples(from + offset, to + offset, (double) step.get())
            : months(from + offset, to + offset, rough / MONTH);
    return local.stream().map(tick -> tick - offset).toList();
  }

  /** First days of months, every second, third … from January of the year 0. */
  private static List<Double> months(double from, double to, double roughMonths) {
    int step =
        MONTH_STEPS.stream()
            .filter(known -> known >= roughMonths * 0.99)
            .findFirst()
            .orElse(MONTH_STEPS.getLast());
    LocalDate first = LocalDate.ofEpochDay((long) Math.floor(from / DAY)).withDayOfMonth(1);
    first = first.minusMonths(Math.floorMod(first.getLong(ChronoField.PROLEPTIC_MONTH), step));
    List<Double> ticks = new ArrayList<>();
    for (LocalDate day = first; day.toEpochDay() * (double) DAY <= to; day = day.plusMonths(step)) {
      double at = day.toEpochDay() * (double) DAY;
      if (at >= from) {
        ticks.add(at);
      }
    }
    return ticks;
  }

  /** The smallest of 1, 2, 5 or 10 times a power of ten that is not below a rough step. */
  public static double niceStep(double rough) {
    if (!(rough > 0) || Double.isInfinite(rough)) {
      return 1;
    }
    double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / magnitude;
    double slack = 1e-9;
    double nice = digit <= 1 + slack ? 1 : digit <= 2 + slack ? 2 : digit <= 5 + slack ? 5 : 10;
    return nice * magnitude;
  }

  /** The multiples of a step within a range; both ends count. */
  static List<Double> multiples(double from, double to, double step) {
    List<Double> ticks = new ArrayList<>();
    double slack = step * 1e-6;
    for (double index = Math.ceil((from - slack) / step); index * step <= to + slack; index++) {
      ticks.add(index * step + 0.0);
    }
    return ticks;
  }
}
