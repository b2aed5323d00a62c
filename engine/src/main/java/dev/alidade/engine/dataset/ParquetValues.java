package dev.alidade.engine.dataset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** What the value that a Parquet reader stands at means (parquet-format, LogicalTypes.md). */
final class ParquetValues {
  private static final long DAY_MILLIS = 86_400_000L;

  /** Julian day of 1970-01-01. */
  private static final int EPOCH_JULIAN_DAY = 2_440_588;

  private ParquetValues() {}

  /** Boolean, Long, Double, String, or an epoch millisecond as Long for timestamps. */
  static Object value(ColumnReader reader, ParquetColumn column) {
    return switch (column.stored()) {
      case BOOLEAN -> reader.getBoolean();
      case INT32 -> int32(reader.getInteger(), column);
      case INT64 -> int64(reader.getLong(), column);
      case FLOAT -> (double) reader.getFloat();
      case DOUBLE -> reader.getDouble();
      case INT96 -> int96(reader.getBinary());
      case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(reader.getBinary(), column);
    };
  }

  /** A value of a column of integers or timestamps. */
  static long whole(ColumnReader reader, ParquetColumn column) {
    return switch (column.stored()) {
      case INT64 ->
          column.annotation() instanceof TimestampLogicalTypeAnnotation time
              ? Math.floorDiv(reader.getLong(), inMillis(time.getUnit()))
              : reader.getLong();
      default -> (Long) value(reader, column);
    };
  }

  /** An element of a list; a timestamp as its text. */
  static Object element(ColumnReader reader, ParquetColumn column) {
    Object value = value(reader, column);
    boolean time =
        column.stored() == PrimitiveTypeName.INT96
            || column.annotation() instanceof TimestampLogicalTypeAnnotation
            || column.annotation() instanceof DateLogicalTypeAnnotation;
    return time ? Instant.ofEpochMilli((Long) value).toString() : value;
  }

  /** Whether the bytes of the values are text. */
  static boolean isText(ParquetColumn column) {
    return column.stored() == PrimitiveTypeName.BINARY
        && (column.annotation() instanceof StringLogicalTypeAnnotation
            || column.annotation() instanceof EnumLogicalTypeAnnotation
            || column.annotation() instanceof JsonLogicalTypeAnnotation);
  }

  private static Object int32(int value, ParquetColumn column) {
    return switch (column.annotation()) {
      case null -> (long) value;
      case DateLogicalTypeAnnotation date -> value * DAY_MILLIS;
      case TimeLogicalTypeAnnotation time -> LocalTime.ofNanoOfDay(value * 1_000_000L).toString();
      case DecimalLogicalTypeAnnotation decimal -> decimal(BigInteger.valueOf(value), decimal);
      case IntLogicalTypeAnnotation whole when !whole.isSigned() -> Integer.toUnsignedLong(value);
      default -> (long) value;
    };
  }

  private static Object int64(long value, ParquetColumn column) {
    return switch (column.annotation()) {
      case null -> value;
      case TimestampLogicalTypeAnnotation time -> Math.floorDiv(value, inMillis(time.getUnit()));
      case TimeLogicalTypeAnnotation time ->
          LocalTime.ofNanoOfDay(value * (1_000_000 / inMillis(time.getUnit()))).toString();
      case DecimalLogicalTypeAnnotation decimal -> decimal(BigInteger.valueOf(value), decimal);
      case IntLogicalTypeAnnotation whole when !whole.isSigned() && value < 0 ->
          Long.toUnsignedString(value);
      default -> value;
    };
  }

  private static long inMillis(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1;
      case MICROS -> 1_000;
      case NANOS -> 1_000_000;
    };
  }

  private static Object decimal(BigInteger unscaled, DecimalLogicalTypeAnnotation decimal) {
    BigDecimal value = new BigDecimal(unscaled, decimal.getScale());
    return ParquetColumn.isExact(decimal) ? (Object) value.doubleValue() : value.toPlainString();
  }

  private static Object int96(Binary binary) {
    ByteBuffer bytes = binary.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong(bytes.position());
    int day = bytes.getInt(bytes.position() + 8);
    return (day - EPOCH_JULIAN_DAY) * DAY_MILLIS + Math.floorDiv(nanos, 1_000_000L);
  }

  private static Object binary(Binary binary, ParquetColumn column) {
    return switch (column.annotation()) {
      case DecimalLogicalTypeAnnotation decimal ->
          decimal(new BigInteger(binary.getBytes()), decimal);
      case UUIDLogicalTypeAnnotation uuid -> {
        ByteBuffer bytes = ByteBuffer.wrap(binary.getBytes());
        yield new UUID(bytes.getLong(), bytes.getLong()).toString();
      }
      case Float16LogicalTypeAnnotation half -> {
        ByteBuffer bytes = ByteBuffer.wrap(binary.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
        yield (double) Float.float16ToFloat(bytes.getShort());
      }
      case IntervalLogicalTypeAnnotation interval -> interval(binary);
      case StringLogicalTypeAnnotation text -> utf8(binary);
      case EnumLogicalTypeAnnotation text -> utf8(binary);
      case JsonLogicalTypeAnnotation text -> utf8(binary);
      case null, default -> HexFormat.of().formatHex(binary.getBytes());
    };
  }

  private static String utf8(Binary binary) {
    return new String(binary.getBytesUnsafe(), StandardCharsets.UTF_8);
  }

  /** Unsigned months, days and milliseconds as an ISO 8601 duration, {@code P1M3DT0.5S}. */
  private static String interval(Binary binary) {
    ByteBuffer bytes = ByteBuffer.wrap(binary.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    long months = Integer.toUnsignedLong(bytes.getInt());
    long days = Integer.toUnsignedLong(bytes.getInt());
    BigDecimal seconds = BigDecimal.valueOf(Integer.toUnsignedLong(bytes.getInt()), 3);
    return "P%dM%dDT%sS".formatted(months, days, seconds.stripTrailingZeros().toPlainString());
  }
}
