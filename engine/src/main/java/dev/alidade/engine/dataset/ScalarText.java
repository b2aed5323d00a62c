package dev.alidade.engine.dataset;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from text, as every reader of files does. A value counts as a number only where
 * nothing is lost by it: {@code 007} and {@code +49123} stay text, and so does an integer that
 * neither a 64-bit integer nor a 64-bit float can hold. Blanks around a value that is not text are
 * skipped. One thread uses an instance; each {@code read} method says whether the text is such a
 * value and leaves it in the field of that name.
 */
public final class ScalarText {
  /** Powers of ten that a 64-bit float holds exactly. */
  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int LONG_DIGITS = 18;
  private static final int MAX_VECTOR_LENGTH = 1 << 16;

  /** Longer than any form that is read, zone and blanks included. */
  private static final int MAX_TIMESTAMP = 64;

  private final IsoTimestamp iso = new IsoTimestamp();
  private final RfcTimestamp rfc = new RfcTimestamp();
  private final boolean decimalComma;
  private final DecimalComma commas = new DecimalComma();
  private final byte[] copy = new byte[MAX_TIMESTAMP];
  private long longValue;
  private double doubleValue;
  private boolean boolValue;
  private long epochMillis;

  /**
   * @param decimalComma whether numbers are written {@code 1.234,5}
   */
  public ScalarText(boolean decimalComma) {
    this.decimalComma = decimalComma;
  }

  public long longValue() {
    return longValue;
  }

  public double doubleValue() {
    return doubleValue;
  }

  public boolean boolValue() {
    return boolValue;
  }

  /** Milliseconds since 1970-01-01T00:00Z. */
  public long epochMillis() {
    return epochMillis;
  }

  /** {@code true} or {@code false} in any case. */
  public boolean readBool(byte[] text, int from, int to) {
    int start = skipBlanks(text, from, to);
    int end = dropBlanks(text, start, to);
    boolValue = end - start == 4;
    return is(text, start, end, "true") || is(text, start, end, "false");
  }

  /** An integer in its one usual form, within 64 bits. */
  public boolean readLong(byte[] text, int from, int to) {
    int start = skipBlanks(text, from, to);
    int end = dropBlanks(text, start, to);
    if (decimalComma) {
      return commas.rewrite(text, start, end) && readPlainLong(commas.plain(), 0, commas.length());
    }
    return readPlainLong(text, start, end);
  }

  private boolean readPlainLong(byte[] text, int start, int end) {
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

  /**
   * A decimal number with or without exponent, NaN or an infinity. An integer is read too, unless
   * it would lose digits. A number beyond the range of a 64-bit float, as 1e400, is none.
   */
  public boolean readDouble(byte[] text, int from, int to) {
    int start = skipBlanks(text, from, to);
    int end = dropBlanks(text, start, to);
    if (decimalComma) {
      return commas.rewrite(text, start, end)
          && readPlainDouble(commas.plain(), 0, commas.length());
    }
    return readPlainDouble(text, start, end);
  }

  private boolean readPlainDouble(byte[] text, int start, int end) {
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
    if (Double.isInfinite(value)
        || new BigDecimal(Double.toString(value)).compareTo(new BigDecimal(whole)) != 0) {
      return false;
    }
    doubleValue = value;
    return true;
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

  /**
   * An ISO 8601 date ({@code 2024-02-29}, also with slashes) or date-time ({@code
   * 2024-02-29T12:30:59.123+02:00}, with a blank instead of T, in basic form {@code
   * 20240229T123059Z}, with a region in brackets behind the offset), as RFC 3339 has them too, or a
   * date-time of RFC 5322 ({@code Thu, 29 Feb 2024 12:30:59 GMT}, whose weekday is not checked).
   * UTC where no zone is given; offsets go to ±18:00. Digits below the millisecond are cut; the
   * hour 24 and the second 60 are refused. Years of four digits, or of up to six with a sign.
   */
  public boolean readTimestamp(byte[] text, int from, int to) {
    int start = skipBlanks(text, from, to);
    int end = dropBlanks(text, start, to);
    if (iso.read(text, start, end)) {
      epochMillis = iso.epochMillis();
      return true;
    }
    if (rfc.read(text, start, end)) {
      epochMillis = rfc.epochMillis();
      return true;
    }
    return false;
  }

  /**
   * Like {@link #readTimestamp(byte[], int, int)}, where a time is asked for: {@code 20240229}, in
   * files a number, is a date as well.
   */
  public boolean readAskedTimestamp(String text) {
    if (text.length() != 8 || !copied(text)) {
      return readTimestamp(text);
    }
    if (!iso.readDigits(copy, 0, 8)) {
      return false;
    }
    epochMillis = iso.epochMillis();
    return true;
  }

  /** Like {@link #readTimestamp(byte[], int, int)}. */
  public boolean readTimestamp(String text) {
    return text.length() >= 10 && copied(text) && readTimestamp(copy, 0, text.length());
  }

  /** Copies the text; false where it is too long or not ASCII. */
  private boolean copied(String text) {
    int length = text.length();
    if (length > MAX_TIMESTAMP) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      copy[i] = (byte) c;
    }
    return true;
  }

  /**
   * A vector as a JSON array of numbers; null when the text is none, or {@link Float32Rule} keeps
   * it as text.
   */
  float @Nullable [] vector(byte[] text, int from, int to) {
    int start = skipBlanks(text, from, to);
    int end = dropBlanks(text, start, to);
    if (end - start < 3 || text[start] != '[' || text[end - 1] != ']') {
      return null;
    }
    int length = 1;
    for (int i = start; i < end; i++) {
      length += text[i] == ',' ? 1 : 0;
    }
    if (length > MAX_VECTOR_LENGTH) {
      return null;
    }
    double[] numbers = new double[length];
    int at = start + 1;
    for (int n = 0; n < length; n++) {
      int next = at;
      while (next < end - 1 && text[next] != ',') {
        next++;
      }
      int first = skipBlanks(text, at, next);
      if (!readPlainDouble(text, first, dropBlanks(text, first, next))) {
        return null;
      }
      numbers[n] = doubleValue;
      at = next + 1;
    }
    return Float32Rule.takes(numbers, length) ? ValueCells.floats(numbers) : null;
  }

  private static boolean digit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static int skipBlanks(byte[] text, int from, int to) {
    int i = from;
    while (i < to && (text[i] == ' ' || text[i] == '\t')) {
      i++;
    }
    return i;
  }

  private static int dropBlanks(byte[] text, int from, int to) {
    int i = to;
    while (i > from && (text[i - 1] == ' ' || text[i - 1] == '\t')) {
      i--;
    }
    return i;
  }

  /** Whether the text is this lower-case word, in any case. */
  private static boolean is(byte[] text, int from, int to, String word) {
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
