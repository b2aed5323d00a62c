package dev.alidade.engine.dataset;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cells that have types of their own: Boolean, Long, Double, String, Instant, double[] (a vector)
 * or null.
 */
final class ValueCells implements Cells<@Nullable Object[]> {
  private final ScalarText scalars = new ScalarText(false);
  private final boolean timestampsInText;

  /**
   * @param timestampsInText whether a text column whose every value is an ISO timestamp becomes one
   */
  ValueCells(boolean timestampsInText) {
    this.timestampsInText = timestampsInText;
  }

  @Override
  public int width(@Nullable Object[] row) {
    return row.length;
  }

  @Override
  public void observe(@Nullable Object[] row, int column, TypeWitness witness) {
    switch (row[column]) {
      case null -> {}
      case Boolean flag -> witness.sawBool();
      case Long number -> witness.sawInteger(number);
      case Double number -> witness.sawFloat();
      case Instant time -> witness.sawTimestamp();
      case double[] vector -> {
        if (Float32Rule.takes(vector, vector.length)) {
          witness.sawVector(vector.length);
        } else {
          witness.sawText();
        }
      }
      case Object text -> {
        if (timestampsInText && scalars.readTimestamp(text.toString())) {
          witness.sawTimestamp();
        } else {
          witness.sawText();
        }
      }
    }
  }

  @Override
  public boolean fits(@Nullable Object[] row, int column, ColumnBuilder builder) {
    Object value = row[column];
    if (value == null) {
      return true;
    }
    return switch (builder) {
      case BoolColumnBuilder b -> value instanceof Boolean;
      case Int64ColumnBuilder b -> value instanceof Long;
      case Float64ColumnBuilder b ->
          value instanceof Double
              || value instanceof Long number && !Numbers64.losesDigitsAsFloat64(number);
      case TimestampColumnBuilder b ->
          value instanceof Instant
              || timestampsInText && value instanceof String text && scalars.readTimestamp(text);
      case StringColumnBuilder b -> true;
      case VectorColumnBuilder vectors ->
          value instanceof double[] vector
              && vector.length == vectors.dimensions()
              && Float32Rule.takes(vector, vector.length);
    };
  }

  @Override
  public boolean append(@Nullable Object[] row, int column, ColumnBuilder builder) {
    Object value = row[column];
    if (value == null) {
      builder.appendNull();
      return true;
    }
    if (!fits(row, column, builder)) {
      return false;
    }
    switch (builder) {
      case StringColumnBuilder texts -> texts.append(textOf(value));
      case VectorColumnBuilder vectors -> vectors.append(floats((double[]) value));
      case TimestampColumnBuilder times ->
          times.append(value instanceof Instant time ? time.toEpochMilli() : scalars.epochMillis());
      case BoolColumnBuilder b -> b.appendValue(value);
      case Int64ColumnBuilder b -> b.appendValue(value);
      case Float64ColumnBuilder b -> b.appendValue(value);
    }
    return true;
  }

  @Override
  public String text(@Nullable Object[] row) {
    return Reject.cut(
        Arrays.stream(row)
            .map(value -> value == null ? "" : textOf(value))
            .collect(Collectors.joining(", ")));
  }

  @Override
  public String text(@Nullable Object[] row, int column) {
    Object value = row[column];
    return value == null ? "" : textOf(value);
  }

  static String textOf(Object value) {
    return value instanceof double[] vector
        ? Arrays.stream(vector)
            .mapToObj(ValueCells::number)
            .collect(Collectors.joining(",", "[", "]"))
        : value.toString();
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole && Double.doubleToRawLongBits(value) != Long.MIN_VALUE // −0.0 keeps its sign
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
