package dev.alidade.engine.dataset;

import java.util.BitSet;

/**
 * Cells of one column of a delimited file. An empty cell is a missing value, whatever the type; an
 * empty cell in quotes is an empty text in a text column and a missing value in any other. Used by
 * one thread at a time.
 */
final class CsvCells {
  private final int column;
  private final ScalarText scalars;

  // The cell at hand.
  private byte[] bytes = {};
  private int from;
  private int to;
  private byte[] unescaped = new byte[256];

  CsvCells(int column, boolean decimalComma) {
    this.column = column;
    this.scalars = new ScalarText(decimalComma);
  }

  /** Goes to the cell of this row; false where it is empty. */
  private boolean at(CsvChunk chunk, int row) {
    bytes = chunk.bytes;
    from = chunk.from(row, column);
    to = chunk.to(row, column);
    if (from == to) {
      return false;
    }
    if (chunk.escaped(row, column)) {
      unescape();
    }
    return true;
  }

  private void unescape() {
    if (to - from > unescaped.length) {
      unescaped = new byte[ColumnBuilder.grown(unescaped.length, to - from)];
    }
    int length = 0;
    for (int i = from; i < to; i++) {
      unescaped[length++] = bytes[i];
      i += bytes[i] == '"' ? 1 : 0;
    }
    bytes = unescaped;
    from = 0;
    to = length;
  }

  /** Tells the witness what kinds of values the rows hold. */
  void observe(CsvChunk chunk, int firstRow, int lastRow, TypeWitness witness) {
    for (int row = firstRow; row < lastRow; row++) {
      if (!at(chunk, row)) {
        continue;
      }
      if (scalars.readLong(bytes, from, to)) {
        witness.sawInteger(scalars.longValue());
      } else if (scalars.readDouble(bytes, from, to)) {
        witness.sawFloat();
      } else if (scalars.readBool(bytes, from, to)) {
        witness.sawBool();
      } else if (scalars.readTimestamp(bytes, from, to)) {
        witness.sawTimestamp();
      } else {
        float[] vector = bytes[from] == '[' ? scalars.vector(bytes, from, to) : null;
        if (vector == null) {
          witness.sawText();
        } else {
          witness.sawVector(vector.length);
        }
      }
    }
  }

  /** Marks the rows whose value is not of the builder's type. */
  void markUnfit(CsvChunk chunk, ColumnBuilder builder, BitSet unfit) {
    if (builder instanceof StringColumnBuilder) {
      return;
    }
    for (int row = 0; row < chunk.rows; row++) {
      if (at(chunk, row) && !fits(builder)) {
        unfit.set(row);
      }
    }
  }

  private boolean fits(ColumnBuilder builder) {
    return switch (builder) {
      case BoolColumnBuilder b -> scalars.readBool(bytes, from, to);
      case Int64ColumnBuilder b -> scalars.readLong(bytes, from, to);
      case Float64ColumnBuilder b -> scalars.readDouble(bytes, from, to);
      case TimestampColumnBuilder b -> scalars.readTimestamp(bytes, from, to);
      case StringColumnBuilder b -> true;
      case VectorColumnBuilder vectors -> {
        float[] vector = scalars.vector(bytes, from, to);
        yield vector != null && vector.length == vectors.dimensions();
      }
    };
  }

  /**
   * Appends the rows that are not left out, up to the first that does not fit.
   *
   * @return that row, or the number of rows
   */
  int append(CsvChunk chunk, ColumnBuilder builder, BitSet leftOut) {
    boolean all = leftOut.isEmpty();
    for (int row = 0; row < chunk.rows; row++) {
      if (!all && leftOut.get(row)) {
        continue;
      }
      if (!at(chunk, row)) {
        if (builder instanceof StringColumnBuilder text && chunk.quoted(row, column)) {
          text.append("");
        } else {
          builder.appendNull();
        }
      } else if (!append(builder)) {
        return row;
      }
    }
    return chunk.rows;
  }

  private boolean append(ColumnBuilder builder) {
    switch (builder) {
      case StringColumnBuilder text -> text.appendUtf8(bytes, from, to - from);
      case Int64ColumnBuilder numbers -> {
        if (!scalars.readLong(bytes, from, to)) {
          return false;
        }
        numbers.append(scalars.longValue());
      }
      case Float64ColumnBuilder numbers -> {
        if (!scalars.readDouble(bytes, from, to)) {
          return false;
        }
        numbers.append(scalars.doubleValue());
      }
      case BoolColumnBuilder flags -> {
        if (!scalars.readBool(bytes, from, to)) {
          return false;
        }
        flags.append(scalars.boolValue());
      }
      case TimestampColumnBuilder times -> {
        if (!scalars.readTimestamp(bytes, from, to)) {
          return false;
        }
        times.append(scalars.epochMillis());
      }
      case VectorColumnBuilder vectors -> {
        float[] vector = scalars.vector(bytes, from, to);
        if (vector == null || vector.length != vectors.dimensions()) {
          return false;
        }
        vectors.append(vector);
      }
    }
    return true;
  }
}
