package dev.alidade.engine.dataset;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers with a decimal point from bytes without blanks around them, and only where nothing
 * is lost by it. One thread uses an instance; each {@code read} method says whether the text is
 * such a number and leaves it in the field of that name.
 */
final class NumberText {
  /** Powers of ten that a 64-bit float holds exactly. */
  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int LONG_DIGITS = 18;

  private long longValue;
  private double doubleValue;

  long longValue() {
    return longValue;
  }

  double doubleValue() {
    return doubleValue;
  }

  /** An integer in its one usual form, within 64 bits. */
  boolean readLong(byte[] text, int start, int end) {
    if (start == end) {
      return false;
    }
    boolean negative = text[start] == '-';
    int first = negative ? start + 1 : start;
    int digits = end - first;
    if (digits < 1 || digits > LONG_DIGITS + 1 || text[first] == '0' && (digits > 1 || negative)) {
      return false;
    }
    // Negative, because Long.MIN_VALUE has no positive counterpart.
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      if (digits > LONG_DIGITS
          && (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit)) {
        return false;
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      return false;
    }
    longValue = negative ? value : -value;
    return true;
  }

  /** A decimal number, NaN or an infinity, within 64-bit floats; integers that lose no digit. */
  boolean readDouble(byte[] text, int start, int end) {
    if (start == end) {
      return false;
    }
    int i = start;
    boolean negative = text[i] == '-';
    if (negative || text[i] == '+') {
      i++;
    }
    int first = i;
    long mantissa = 0;
    int digits = 0;
    for (; i < end && digit(text[i]); i++, digits++) {
      mantissa = digits < LONG_DIGITS ? mantissa * 10 + (text[i] - '0') : mantissa;
    }
    if (digits == 0 && i < end && text[i] != '.') {
      return readWord(text, first, end, negative, start == first);
    }
    if (digits > 1 && text[first] == '0') {
      return false;
    }
    int integerDigits = digits;
    int scale = 0;
    boolean integer = i == end;
    if (!integer && text[i] == '.') {
      for (i++; i < end && digit(text[i]); i++, digits++, scale++) {
        mantissa = digits < LONG_DIGITS ? mantissa * 10 + (text[i] - '0') : mantissa;
      }
    }
    if (digits == 0 || integer && text[start] == '+') {
      return false;
    }
    int exponent = 0;
    if (i < end && (text[i] == 'e' || text[i] == 'E')) {
      i++;
      boolean below = i < end && text[i] == '-';
      if (i < end && (text[i] == '-' || text[i] == '+')) {
        i++;
      }
      int exponentFirst = i;
      for (; i < end && digit(text[i]); i++) {
        exponent = Math.min(100_000, exponent * 10 + (text[i] - '0'));
      }
      if (i == exponentFirst) {
        return false;
      }
      exponent = below ? -exponent : exponent;
    }
    if (i != end) {
      return false;
    }
    if (integer) {
      return readWholeDouble(text, start, end, integerDigits, mantissa, negative);
    }
    int power = exponent - scale;
    if (digits <= LONG_DIGITS && mantissa <= 1L << 53 && power >= -22 && power <= 22) {
      // Both factors are exact, so one rounding gives the nearest float (Clinger's fast path).
      double value = power < 0 ? mantissa / EXACT_POWERS[-power] : mantissa * EXACT_POWERS[power];
      doubleValue = negative ? -value : value;
      return true;
    }
    String written = new String(text, start, end - start, StandardCharsets.US_ASCII);
    doubleValue = Double.parseDouble(written);
    return !Double.isInfinite(doubleValue) && (doubleValue != 0 || !isNotZero(written));
  }

  /** Whether a number has a digit other than 0 before its exponent. */
  static boolean isNotZero(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == 'e' || c == 'E') {
        return false;
      }
      if (c >= '1' && c <= '9') {
        return true;
      }
    }
    return false;
  }

  private boolean readWholeDouble(
      byte[] text, int start, int end, int digits, long mantissa, boolean negative) {
    if (digits <= LONG_DIGITS) {
      if (Numbers64.losesDigitsAsFloat64(mantissa)) {
        return false;
      }
      doubleValue = negative ? -(double) mantissa : mantissa;
      return true;
    }
    String whole = new String(text, start, end - start, StandardCharsets.US_ASCII);
    double value = Double.parseDouble(whole);
    if (Double.isInfinite(value) || !isWhole(value, new BigDecimal(whole))) {
      return false;
    }
    doubleValue = value;
    return true;
  }

  /** Whether a float is the number itself, or is written with the same digits. */
  private static boolean isWhole(double value, BigDecimal written) {
    return new BigDecimal(value).compareTo(written) == 0
        || new BigDecimal(Double.toString(value)).compareTo(written) == 0;
  }

  private boolean readWord(byte[] text, int first, int end, boolean negative, boolean unsigned) {
    if (is(text, first, end, "nan") && unsigned) {
      doubleValue = Double.NaN;
      return true;
    }
    if (is(text, first, end, "infinity") || is(text, first, end, "inf")) {
      doubleValue = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return true;
    }
    return false;
  }

  private static boolean digit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Whether the text is this lower-case word, in any case. */
  static boolean is(byte[] text, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
