package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.u8;

import java.lang.foreign.MemorySegment;

/**
 * {@code YYYY-MM-DD}, or with {@code [T or space]hh:mm[:ss[.fraction of 1 to 9 digits]][Z or +hh:mm
 * or -hh:mm]}, to milliseconds since 1970. No zone means UTC.
 */
final class IsoTime {
  /** Returned for text that is not such a time; no time from year 0 to 9999 has this value. */
  static final long UNREADABLE = Long.MIN_VALUE;

  private static final byte[] LENGTHS = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private IsoTime() {}

  static long parse(MemorySegment m, long s, int n) {
    if (n < 10 || u8(m, s + 4) != '-' || u8(m, s + 7) != '-') {
      return UNREADABLE;
    }
    int century = two(m, s);
    int years = two(m, s + 2);
    int month = two(m, s + 5);
    int day = two(m, s + 8);
    if (century > 99 || years > 99 || month < 1 || month > 12) {
      return UNREADABLE;
    }
    int year = century * 100 + years;
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day < 1 || day > (month == 2 && leap ? 29 : LENGTHS[month])) {
      return UNREADABLE;
    }
    long t = daysOf(year, month, day) * 86_400_000L;
    if (n == 10) {
      return t;
    }
    int separator = n < 16 ? 0 : u8(m, s + 10);
    if ((separator != 'T' && separator != ' ') || u8(m, s + 13) != ':') {
      return UNREADABLE;
    }
    int hour = two(m, s + 11);
    int minute = two(m, s + 14);
    if (hour > 23 || minute > 59) {
      return UNREADABLE;
    }
    return seconds(m, s, n, t + (hour * 3600L + minute * 60L) * 1000);
  }

  private static long seconds(MemorySegment m, long s, int n, long minutes) {
    long t = minutes;
    int i = 16;
    if (i < n && u8(m, s + i) == ':') {
      int second = n < 19 ? 1000 : two(m, s + 17);
      if (second > 59) {
        return UNREADABLE;
      }
      t += second * 1000L;
      i = 19;
      if (i < n && u8(m, s + i) == '.') {
        int start = ++i;
        long scale = 100;
        while (i < n && u8(m, s + i) >= '0' && u8(m, s + i) <= '9') {
          t += (long) (u8(m, s + i) - '0') * scale;
          scale /= 10;
          i++;
        }
        if (i == start || i - start > 9) {
          return UNREADABLE;
        }
      }
    }
    return i == n ? t : zone(m, s, n, i, t);
  }

  private static long zone(MemorySegment m, long s, int n, int i, long t) {
    int sign = u8(m, s + i);
    if (sign == 'Z') {
      return i + 1 == n ? t : UNREADABLE;
    }
    if ((sign != '+' && sign != '-') || i + 6 != n || u8(m, s + i + 3) != ':') {
      return UNREADABLE;
    }
    int hours = two(m, s + i + 1);
    int minutes = two(m, s + i + 4);
    if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0)) {
      return UNREADABLE;
    }
    long shift = (hours * 60L + minutes) * 60_000;
    return sign == '+' ? t - shift : t + shift;
  }

  /** Two digits, or a number above 99. */
  private static int two(MemorySegment m, long s) {
    int a = u8(m, s) - '0';
    int b = u8(m, s + 1) - '0';
    return a < 0 || a > 9 || b < 0 || b > 9 ? 1000 : a * 10 + b;
  }

  /** Days since 1970-01-01 of the proleptic Gregorian calendar (Hinnant, days_from_civil). */
  private static int daysOf(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int ofEra = y - era * 400;
    int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
  }
}
