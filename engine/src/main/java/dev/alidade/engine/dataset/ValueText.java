package dev.alidade.engine.dataset;

import java.time.Instant;
import java.util.StringJoiner;

/** Values as text that the readers read back as the same values. */
final class ValueText {
  private ValueText() {}

  /** A value of the column that is not null. */
  static String of(Column column, long row) {
    return switch (column) {
      case BoolColumn flags -> Boolean.toString(flags.get(row));
      case Int64Column numbers -> Long.toString(numbers.get(row));
      case Float64Column numbers -> Double.toString(numbers.get(row));
      case TimestampColumn times -> Instant.ofEpochMilli(times.epochMillis(row)).toString();
      case StringColumn texts -> texts.text(row);
      case VectorColumn vectors -> of(vectors.get(row));
    };
  }

  static String of(float[] vector) {
    StringJoiner joined = new StringJoiner(",", "[", "]");
    for (float value : vector) {
      joined.add(Float.toString(value));
    }
    return joined.toString();
  }
}
