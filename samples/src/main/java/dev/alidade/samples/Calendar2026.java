package dev.alidade.samples;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Random;

/** Moments of the year 2026 as a growing business has them: few at night and at weekends. */
final class Calendar2026 {

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 365;
  private static final int[] HOUR_WEIGHTS = {
    3, 2, 2, 1, 2, 3, 6, 14, 30, 44, 50, 48, 36, 42, 50, 49, 44, 36, 26, 18, 13, 10, 7, 5
  };

  private final double[] dayEnds = new double[DAYS];
  private final double[] hourEnds = new double[HOUR_WEIGHTS.length];

  Calendar2026() {
    double sum = 0;
    for (int day = 0; day < DAYS; day++) {
      sum += (1 + 0.8 * day / DAYS) * weekdayWeight(FIRST.plusDays(day).getDayOfWeek());
      dayEnds[day] = sum;
    }
    sum = 0;
    for (int hour = 0; hour < HOUR_WEIGHTS.length; hour++) {
      sum += HOUR_WEIGHTS[hour];
      hourEnds[hour] = sum;
    }
  }

  /** As many moments as asked for, earliest first. */
  LocalDateTime[] moments(int count, Random random) {
    LocalDateTime[] moments = new LocalDateTime[count];
    for (int i = 0; i < count; i++) {
      int day = pick(dayEnds, random);
      int hour = pick(hourEnds, random);
      moments[i] = FIRST.plusDays(day).atTime(hour, random.nextInt(60), random.nextInt(60));
    }
    Arrays.sort(moments);
    return moments;
  }

  private static int pick(double[] ends, Random random) {
    double at = random.nextDouble() * ends[ends.length - 1];
    int found = Arrays.binarySearch(ends, at);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private static double weekdayWeight(DayOfWeek day) {
    return switch (day) {
      case SATURDAY -> 0.45;
      case SUNDAY -> 0.35;
      case MONDAY -> 1.15;
      case TUESDAY, WEDNESDAY, THURSDAY -> 1.0;
      case FRIDAY -> 0.9;
    };
  }
}
