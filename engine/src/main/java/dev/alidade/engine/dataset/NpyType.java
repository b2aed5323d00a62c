package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Type of a NumPy array's values, for example {@code <f4}.
 *
 * @param kind its letter: b, i, u, f, M, S or U
 * @param unit nanoseconds of a datetime64's unit; 0 for other kinds
 */
record NpyType(ByteOrder order, char kind, int bytes, long unit, ColumnType column) {
  private static final Pattern FORM = Pattern.compile("([<>=|])([biufMSU])(\\d+)(?:\\[(.*)])?");

  /** Digits of the largest unsigned 64-bit integer. */
  private static final int LONGEST_UNSIGNED = 20;

  private static final long MILLI = 1_000_000;

  /** What NumPy stores for a date that is missing. */
  private static final long NOT_A_TIME = Long.MIN_VALUE;

  static NpyType of(String description, Function<String, DatasetUnreadable> unsupported) {
    Matcher form = FORM.matcher(description);
    if (!form.matches()) {
      throw unsupported.apply("values of the type " + description);
    }
    char kind = form.group(2).charAt(0);
    int size = Integer.parseInt(form.group(3));
    long unit =
        switch (String.valueOf(form.group(4))) {
          case "D" -> 86_400_000 * MILLI;
          case "h" -> 3_600_000 * MILLI;
          case "m" -> 60_000 * MILLI;
          case "s" -> 1_000 * MILLI;
          case "ms" -> MILLI;
          case "us" -> 1_000;
          case "ns" -> 1;
          default -> 0;
        };
    boolean known =
        switch (kind) {
          case 'b' -> size == 1;
          case 'i', 'u' -> size == 1 || size == 2 || size == 4 || size == 8;
          case 'f' -> size == 2 || size == 4 || size == 8;
          case 'M' -> size == 8 && unit > 0;
          default -> size > 0 && size < 1 << 20;
        };
    if (!known) {
      throw unsupported.apply("values of the type " + description);
    }
    ColumnType column =
        switch (kind) {
          case 'b' -> ColumnType.BOOL;
          case 'i' -> ColumnType.INT64;
          // The largest of 64 bits have no place in an int64.
          case 'u' -> size == 8 ? ColumnType.STRING : ColumnType.INT64;
          case 'f' -> ColumnType.FLOAT64;
          case 'M' -> ColumnType.TIMESTAMP;
          default -> ColumnType.STRING;
        };
    return new NpyType(
        form.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        kind,
        kind == 'U' ? size * 4 : size,
        unit,
        column);
  }

  boolean isFloat32() {
    return kind == 'f' && bytes == 4;
  }

  float floatAt(ByteBuffer at) {
    return at.order(order).getFloat();
  }

  void append(ByteBuffer at, ColumnBuilder builder) {
    at.order(order);
    switch (builder) {
      case BoolColumnBuilder flags -> flags.append(at.get() != 0);
      case Int64ColumnBuilder numbers -> numbers.append(whole(at));
      case Float64ColumnBuilder numbers ->
          numbers.append(
              switch (bytes) {
                case 2 -> Float.float16ToFloat(at.getShort());
                case 4 -> at.getFloat();
                default -> at.getDouble();
              });
      case TimestampColumnBuilder times -> appendTime(at.getLong(), times);
      case StringColumnBuilder texts ->
          texts.append(kind == 'u' ? Long.toUnsignedString(at.getLong()) : text(at));
      case VectorColumnBuilder vectors -> throw new IllegalStateException("not a scalar column");
    }
  }

  private long whole(ByteBuffer at) {
    boolean signed = kind == 'i';
    return switch (bytes) {
      case 1 -> signed ? at.get() : at.get() & 0xFF;
      case 2 -> signed ? at.getShort() : at.getShort() & 0xFFFF;
      case 4 -> signed ? at.getInt() : Integer.toUnsignedLong(at.getInt());
      default -> at.getLong();
    };
  }

  private void appendTime(long value, TimestampColumnBuilder times) {
    if (value == NOT_A_TIME) {
      times.appendNull();
    } else {
      times.append(
          unit >= MILLI
              ? Math.multiplyExact(value, unit / MILLI)
              : Math.floorDiv(value, MILLI / unit));
    }
  }

  /** Without the zeros that fill it up. */
  private String text(ByteBuffer at) {
    byte[] raw = new byte[bytes];
    at.get(raw);
    Charset charset =
        kind == 'S'
            ? StandardCharsets.UTF_8
            : order == ByteOrder.BIG_ENDIAN ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_32LE;
    String text = new String(raw, charset);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Bytes that a value takes in a column; of text at most so many, and its offset. */
  long columnBytes() {
    return switch (column) {
      case BOOL -> 1;
      case INT64, FLOAT64, TIMESTAMP, VECTOR -> Long.BYTES;
      case STRING -> Integer.BYTES + (kind == 'u' ? LONGEST_UNSIGNED : bytes);
    };
  }
}
