package dev.alidade.engine.dataset;

/**
 * Reads date-times of RFC 5322 (mail) and RFC 9110 (HTTP): {@code Thu, 29 Feb 2024 12:30:59 GMT},
 * {@code 29 Feb 2024 12:30 -0500}. The day of the week is not checked. Zones are offsets and the
 * names of RFC 5322.
 */
final class RfcTimestamp {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String DAYS = "montuewedthufrisatsun";

  /** Shortest form: {@code 1 Feb 2024 12:30 Z}. */
  private static final int MIN_LENGTH = 18;

  private byte[] text = {};
  private int at;
  private int end;
  private long epochMillis;

  long epochMillis() {
    return epochMillis;
  }

  boolean read(byte[] source, int from, int to) {
    if (to - from < MIN_LENGTH) {
      return false;
    }
    text = source;
    at = from;
    end = to;
    if (letter(text[at]) && (word(DAYS) < 0 || !take(',') || !blanks())) {
      return false;
    }
    int day = number(1, 2);
    int month = blanks() ? word(MONTHS) + 1 : 0;
    int year = blanks() ? number(4, 4) : -1;
    if (month < 1 || year < 0 || day < 1 || day > IsoTimestamp.daysIn(year, month) || !blanks()) {
      return false;
    }
    int hour = number(2, 2);
    int minute = take(':') ? number(2, 2) : -1;
    int second = take(':') ? number(2, 2) : 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return false;
    }
    int offset = blanks() ? zoneMinutes() : Integer.MIN_VALUE;
    if (offset == Integer.MIN_VALUE) {
      return false;
    }
    epochMillis =
        ((IsoTimestamp.epochDay(year, month, day) * 24 + hour) * 60 + minute - offset) * 60_000L
            + second * 1_000L;
    return true;
  }

  private int zoneMinutes() {
    if (take('+') || take('-')) {
      int sign = text[at - 1] == '-' ? -1 : 1;
      int hours = number(2, 2);
      int minutes = number(2, 2);
      boolean beyond = hours > 18 || hours == 18 && minutes > 0;
      return hours < 0 || minutes < 0 || minutes > 59 || beyond || at != end
          ? Integer.MIN_VALUE
          : sign * (hours * 60 + minutes);
    }
    if (end - at > 3 || end == at) {
      return Integer.MIN_VALUE;
    }
    StringBuilder zone = new StringBuilder(3);
    while (at < end) {
      zone.append((char) text[at++]);
    }
    return switch (zone.toString()) {
      case "GMT", "UTC", "UT", "Z" -> 0;
      case "EDT" -> -4 * 60;
      case "EST", "CDT" -> -5 * 60;
      case "CST", "MDT" -> -6 * 60;
      case "MST", "PDT" -> -7 * 60;
      case "PST" -> -8 * 60;
      default -> Integer.MIN_VALUE;
    };
  }

  /** Position of the three letters among the words; −1 where they are none of them. */
  private int word(String words) {
    if (at + 3 > end) {
      return -1;
    }
    for (int i = 0; i < words.length(); i += 3) {
      if (lower(at) == words.charAt(i)
          && lower(at + 1) == words.charAt(i + 1)
          && lower(at + 2) == words.charAt(i + 2)) {
        at += 3;
        return i / 3;
      }
    }
    return -1;
  }

  private int lower(int position) {
    return text[position] | 0x20;
  }

  /** So many digits; −1 where there are fewer. */
  private int number(int fewest, int most) {
    int value = 0;
    int digits = 0;
    while (digits < most && at < end && text[at] >= '0' && text[at] <= '9') {
      value = value * 10 + (text[at++] - '0');
      digits++;
    }
    return digits < fewest ? -1 : value;
  }

  private boolean blanks() {
    int first = at;
    while (at < end && text[at] == ' ') {
      at++;
    }
    return at > first;
  }

  private boolean take(char c) {
    if (at < end && text[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean letter(byte c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }
}
