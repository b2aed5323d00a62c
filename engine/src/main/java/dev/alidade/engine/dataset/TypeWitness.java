package dev.alidade.engine.dataset;

/** Counts the kinds of values that were seen in a column, and says which type holds them all. */
final class TypeWitness {
  private long bools;
  private long integers;
  private long floats;
  private long timestamps;
  private long vectors;
  private long texts;
  private boolean losesDigits;
  private int dimensions;
  private boolean mixedDimensions;

  void sawBool() {
    bools++;
  }

  void sawInteger(long value) {
    integers++;
    losesDigits |= Numbers64.losesDigitsAsFloat64(value);
  }

  void sawFloat() {
    floats++;
  }

  void sawTimestamp() {
    timestamps++;
  }

  void sawVector(int length) {
    if (length == 0) {
      texts++;
      return;
    }
    mixedDimensions |= vectors > 0 && length != dimensions;
    dimensions = length;
    vectors++;
  }

  void sawText() {
    texts++;
  }

  /** Counts what a builder already holds, one value of each kind that matters. */
  void sawAll(ColumnBuilder builder) {
    if (builder.rowCount() == builder.nullCount()) {
      return;
    }
    switch (builder) {
      case BoolColumnBuilder b -> bools++;
      case Int64ColumnBuilder numbers -> {
        integers++;
        losesDigits |= numbers.losesDigitsAsFloat64();
      }
      case Float64ColumnBuilder b -> floats++;
      case TimestampColumnBuilder b -> timestamps++;
      case VectorColumnBuilder vector -> sawVector(vector.dimensions());
      case StringColumnBuilder b -> texts++;
    }
  }

  /** Floats in each row, for a vector column. */
  int dimensions() {
    return dimensions;
  }

  /** The narrowest type that holds every value without losing anything. */
  ColumnType type() {
    long all = all();
    if (texts > 0 || all == 0) {
      return ColumnType.STRING;
    }
    if (bools == all) {
      return ColumnType.BOOL;
    }
    if (integers == all) {
      return ColumnType.INT64;
    }
    if (integers + floats == all) {
      return losesDigits ? ColumnType.STRING : ColumnType.FLOAT64;
    }
    if (timestamps == all) {
      return ColumnType.TIMESTAMP;
    }
    return vectors == all && !mixedDimensions ? ColumnType.VECTOR : ColumnType.STRING;
  }

  /** The type of nearly all values, where the others are to be rejected. */
  ColumnType typeOfMost(double share) {
    double enough = all() * share;
    if (all() == 0) {
      return ColumnType.STRING;
    }
    if (bools >= enough) {
      return ColumnType.BOOL;
    }
    if (integers >= enough && floats == 0) {
      return ColumnType.INT64;
    }
    if (integers + floats >= enough && !losesDigits) {
      return ColumnType.FLOAT64;
    }
    if (timestamps >= enough) {
      return ColumnType.TIMESTAMP;
    }
    return type();
  }

  private long all() {
    return bools + integers + floats + timestamps + vectors + texts;
  }
}
