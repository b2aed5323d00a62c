package dev.alidade.engine.dataset;

/** Reads ISO 8601 dates and date-times at fixed positions, without making objects. */
final class IsoTimestamp {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int MAX_YEAR_DIGITS = 6;

  private byte[] text = {};
  private int at;
  private int end;
  private long epochMillis;

  long epochMillis() {
    return epochMillis;
  }

  /** Whether the text is a timestamp; {@link #epochMillis} has it then. */
  boolean read(byte[] source, int from, int to) {
    text = source;
    at = from;
    end = to;
    if (to - from < 10) {
      return false;
    }
    // 20240229T123059Z; a bare 20240229 is a number.
    boolean basic = to - from >= 13 && (source[from + 8] | 0x20) == 't';
    int year = year(basic ? 4 : MAX_YEAR_DIGITS);
    if (year == Integer.MIN_VALUE) {
      return false;
    }
    char between = at < end && text[at] == '/' ? '/' : '-';
    if (!basic && !take(between)) {
      return false;
    }
    int month = twoDigits();
    if (!basic && !take(between)) {
      return false;
    }
    int day = twoDigits();
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
      return false;
    }
    epochMillis = epochDay(year, month, day) * DAY_MILLIS;
    boolean zoneNext = at < end && (text[at] == '+' || text[at] == '-' || text[at] == 'Z');
    return at == end || (zoneNext ? readZone() : readTime(basic));
  }

  /** Eight digits, {@code 20240229}, which only who asks for a time takes for one. */
  boolean readDigits(byte[] source, int from, int to) {
    text = source;
    at = from;
    end = to;
    int year = to - from == 8 ? twoDigits() * 100 + twoDigits() : -1;
    int month = year < 0 ? -1 : twoDigits();
    int day = month < 1 || month > 12 ? -1 : twoDigits();
    if (day < 1 || day > daysIn(year, month)) {
      return false;
    }
    epochMillis = epochDay(year, month, day) * DAY_MILLIS;
    return true;
  }

  private boolean readTime(boolean basic) {
    if (!take('T') && !take(' ') && !take('t')) {
      return false;
    }
    int hour = twoDigits();
    if (hour < 0 || hour > 23 || !basic && !take(':')) {
      return false;
    }
    int minute = twoDigits();
    if (minute < 0 || minute > 59) {
      return false;
    }
    int second = 0;
    int millis = 0;
    boolean digitNext = at < end && text[at] >= '0' && text[at] <= '9';
    if (basic ? digitNext : take(':')) {
      second = twoDigits();
      if (second < 0 || second > 59) {
        return false;
      }
      if (take('.') || take(',')) {
        millis = millis();
        if (millis < 0) {
          return false;
        }
      }
    }
    epochMillis += ((hour * 60L + minute) * 60 + second) * 1_000 + millis;
    return at == end || readZone();
  }

  private boolean readZone() {
    if (text[end - 1] == ']') {
      dropRegion();
    }
    take(' ');
    if (take('Z') || take('z')) {
      return at == end;
    }
    if (end - at == 3 && (isZone("utc") || isZone("gmt"))) {
      return true;
    }
    boolean west = take('-');
    if (!west && !take('+')) {
      return false;
    }
    int hours = twoDigits();
    int minutes = 0;
    if (at < end) {
      take(':');
      minutes = twoDigits();
    }
    boolean beyond = hours > 18 || hours == 18 && minutes > 0; // as ISO 8601 readers have it
    if (hours < 0 || minutes < 0 || minutes > 59 || beyond || at != end) {
      return false;
    }
    long offset = (hours * 60L + minutes) * 60_000;
    epochMillis += west ? offset : -offset;
    return true;
  }

  private boolean isZone(String name) {
    return (text[at] | 0x20) == name.charAt(0)
        && (text[at + 1] | 0x20) == name.charAt(1)
        && (text[at + 2] | 0x20) == name.charAt(2);
  }

  /** {@code [Europe/Berlin]} behind an offset says nothing more about the moment. */
  private void dropRegion() {
    int open = end - 1;
    while (open > at && text[open] != '[') {
      open--;
    }
    if (open > at) {
      end = open;
    }
  }

  /** Four digits, or a sign and four to six; MIN_VALUE where there is no year. */
  private int year(int mostDigits) {
    boolean negative = take('-');
    boolean signed = negative || take('+');
    int first = at;
    int year = 0;
    while (at < end && text[at] >= '0' && text[at] <= '9' && at - first < mostDigits) {
      year = year * 10 + (text[at++] - '0');
    }
    int digits = at - first;
    if (digits < 4 || digits > 4 && !signed) {
      return Integer.MIN_VALUE;
    }
    return negative ? -year : year;
  }

  /** The first three digits of a fraction of a second; −1 where there is none. */
  private int millis() {
    int first = at;
    int millis = 0;
    for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
      if (at - first < 3) {
        millis = millis * 10 + (text[at] - '0');
      }
    }
    int digits = at - first;
    return digits == 0 ? -1 : digits == 1 ? millis * 100 : digits == 2 ? millis * 10 : millis;
  }

  private int twoDigits() {
    if (at + 2 > end) {
      return -1;
    }
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    at += 2;
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private boolean take(char c) {
    if (at < end && text[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's algorithm). */
  static long epochDay(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
