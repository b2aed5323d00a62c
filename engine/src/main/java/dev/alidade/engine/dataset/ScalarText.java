package dev.alidade.engine.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Reads values from text, as every reader of files does. A value counts as a number only where
 * nothing is lost by it: {@code 007} and {@code +49123} stay text, and so does an integer that
 * neither a 64-bit integer nor a 64-bit float can hold. Blanks around a value that is not text are
 * skipped. One thread uses an instance; each {@code read} method says whether the text is such a
 * value and leaves it in the field of that name.
 */
public final class ScalarText {
  private static final int MAX_VECTOR_LENGTH = 1 << 16;

  /** Longer than any form that is read, zone and blanks included. */
  private static final int MAX_TIMESTAMP = 64;

  private final IsoTimestamp iso = new IsoTimestamp();
  private final RfcTimestamp rfc = new RfcTimestamp();
  private final boolean decimalComma;
  private final DecimalComma commas = new DecimalComma();
  private final byte[] copy = new byte[MAX_TIMESTAMP];
  private final NumberText numbers = new NumberText();
  private boolean boolValue;
  private long epochMillis;

  /**
   * @param decimalComma whether numbers are written {@code 1.234,5}
   */
  public ScalarText(boolean decimalComma) {
    this.decimalComma = decimalComma;
  }

  public long longValue() {
    return numbers.longValue();
  }

  public double doubleValue() {
    return numbers.doubleValue();
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
    return NumberText.is(text, start, end, "true") || NumberText.is(text, start, end, "false");
  }

  /** An integer in its one usual form, within 64 bits. */
  public boolean readLong(byte[] text, int from, int to) {
    int start = skipBlanks(text, from, to);
    int end = dropBlanks(text, start, to);
    if (decimalComma) {
      return commas.rewrite(text, start, end)
          && numbers.readLong(commas.plain(), 0, commas.length());
    }
    return numbers.readLong(text, start, end);
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
          && numbers.readDouble(commas.plain(), 0, commas.length());
    }
    return numbers.readDouble(text, start, end);
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
    double[] elements = new double[length];
    int at = start + 1;
    for (int n = 0; n < length; n++) {
      int next = at;
      while (next < end - 1 && text[next] != ',') {
        next++;
      }
      int first = skipBlanks(text, at, next);
      if (!numbers.readDouble(text, first, dropBlanks(text, first, next))) {
        return null;
      }
      elements[n] = numbers.doubleValue();
      at = next + 1;
    }
    return Float32Rule.takes(elements, length) ? ValueCells.floats(elements) : null;
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
}
