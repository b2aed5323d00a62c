package dev.alidade.engine.dataset;

import java.util.StringJoiner;

/**
 * Cells of text files. An empty cell is a missing value, whatever the type; an empty cell in quotes
 * is an empty text in a text column and a missing value in any other.
 */
final class TextCells implements Cells<TextRow> {
  private static final int TEXT_LIMIT = 1_000;
  private final ScalarText scalars = new ScalarText();
  private final char delimiter;

  TextCells(char delimiter) {
    this.delimiter = delimiter;
  }

  @Override
  public int width(TextRow row) {
    return row.fields();
  }

  @Override
  public void observe(TextRow row, int column, TypeWitness witness) {
    if (row.empty(column)) {
      return;
    }
    char[] chars = row.chars();
    int from = row.from(column);
    int to = row.to(column);
    if (scalars.readLong(chars, from, to)) {
      witness.sawInteger(scalars.longValue());
    } else if (scalars.readDouble(chars, from, to)) {
      witness.sawFloat();
    } else if (scalars.readBool(chars, from, to)) {
      witness.sawBool();
    } else if (scalars.readTimestamp(chars, from, to)) {
      witness.sawTimestamp();
    } else {
      float[] vector = chars[from] == '[' ? scalars.vector(chars, from, to) : null;
      if (vector == null) {
        witness.sawText();
      } else {
        witness.sawVector(vector.length);
      }
    }
  }

  @Override
  public boolean fits(TextRow row, int column, ColumnBuilder builder) {
    if (row.empty(column)) {
      return true;
    }
    char[] chars = row.chars();
    int from = row.from(column);
    int to = row.to(column);
    return switch (builder) {
      case BoolColumnBuilder b -> scalars.readBool(chars, from, to);
      case Int64ColumnBuilder b -> scalars.readLong(chars, from, to);
      case Float64ColumnBuilder b -> scalars.readDouble(chars, from, to);
      case TimestampColumnBuilder b -> scalars.readTimestamp(chars, from, to);
      case StringColumnBuilder b -> true;
      case VectorColumnBuilder vectors -> {
        float[] vector = scalars.vector(chars, from, to);
        yield vector != null && vector.length == vectors.dimensions();
      }
    };
  }

  @Override
  public boolean append(TextRow row, int column, ColumnBuilder builder) {
    if (row.empty(column)) {
      if (row.quoted(column) && builder instanceof StringColumnBuilder text) {
        text.append("");
      } else {
        builder.appendNull();
      }
      return true;
    }
    char[] chars = row.chars();
    int from = row.from(column);
    int to = row.to(column);
    switch (builder) {
      case StringColumnBuilder text -> text.append(chars, from, to - from);
      case Int64ColumnBuilder numbers -> {
        if (!scalars.readLong(chars, from, to)) {
          return false;
        }
        numbers.append(scalars.longValue());
      }
      case Float64ColumnBuilder numbers -> {
        if (!scalars.readDouble(chars, from, to)) {
          return false;
        }
        numbers.append(scalars.doubleValue());
      }
      case BoolColumnBuilder flags -> {
        if (!scalars.readBool(chars, from, to)) {
          return false;
        }
        flags.append(scalars.boolValue());
      }
      case TimestampColumnBuilder times -> {
        if (!scalars.readTimestamp(chars, from, to)) {
          return false;
        }
        times.append(scalars.epochMillis());
      }
      case VectorColumnBuilder vectors -> {
        float[] vector = scalars.vector(chars, from, to);
        if (vector == null || vector.length != vectors.dimensions()) {
          return false;
        }
        vectors.append(vector);
      }
    }
    return true;
  }

  @Override
  public String text(TextRow row) {
    StringJoiner joined = new StringJoiner(String.valueOf(delimiter));
    for (int i = 0; i < row.fields(); i++) {
      joined.add(row.text(i));
    }
    return cut(joined.toString());
  }

  @Override
  public String text(TextRow row, int column) {
    return row.text(column);
  }

  /** At most so many characters as a reject keeps. */
  static String cut(String text) {
    return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT);
  }
}
