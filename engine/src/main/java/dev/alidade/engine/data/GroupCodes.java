package dev.alidade.engine.data;

import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.Utf8Column;
import dev.alidade.engine.dataset.VectorColumn;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * A group for each combination of values of some columns. Null is a value of its own; every NaN is
 * the same value, −0.0 is 0.0.
 *
 * @param codes group of each row, 0 to {@code groups − 1}
 * @param groups codes in use or, for a dictionary, that could be
 * @param coded the dictionary column whose codes these are, where it is the only key without nulls
 */
record GroupCodes(int[] codes, int groups, Optional<DictionaryColumn> coded) {
  /** The bits by which floats are grouped. */
  static long groupBits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  /** All rows in one group when there is no key. */
  static GroupCodes of(StepRun run, List<Column> keys) {
    if (keys.isEmpty()) {
      return new GroupCodes(new int[run.rows()], 1, Optional.empty());
    }
    GroupCodes groups = ofColumn(run, keys.getFirst());
    for (Column key : keys.subList(1, keys.size())) {
      groups = groups.with(run, ofColumn(run, key));
    }
    return groups;
  }

  private GroupCodes with(StepRun run, GroupCodes other) {
    int[] combined = new int[codes.length];
    var known = new KeyCodes();
    for (int row = 0; row < combined.length; row++) {
      run.tick(row);
      combined[row] = known.code(codes[row] * (long) other.groups + other.codes[row]);
    }
    return new GroupCodes(combined, known.size(), Optional.empty());
  }

  private static GroupCodes ofColumn(StepRun run, Column key) {
    return switch (key) {
      case DictionaryColumn c -> ofDictionary(run, c);
      case Int64Column c -> hashed(run, c, c::get);
      case TimestampColumn c -> hashed(run, c, c::epochMillis);
      case Float64Column c -> hashed(run, c, row -> groupBits(c.get(row)));
      case BoolColumn c -> hashed(run, c, row -> c.get(row) ? 1 : 0);
      case Utf8Column c -> hashed(run, c, new TextCodes(c.offsets(), c.utf8()));
      case VectorColumn c ->
          throw run.wrongType(c, "single values", "Choose another column as the key.");
    };
  }

  private static GroupCodes ofDictionary(StepRun run, DictionaryColumn column) {
    int[] codes = new int[run.rows()];
    MemorySegment.copy(
        column.codes().segment(), ValueLayout.JAVA_INT_UNALIGNED, 0, codes, 0, codes.length);
    if (column.nullCount() == 0) {
      return new GroupCodes(codes, column.dictionarySize(), Optional.of(column));
    }
    for (int row = 0; row < codes.length; row++) {
      run.tick(row);
      if (column.isNull(row)) {
        codes[row] = column.dictionarySize();
      }
    }
    return new GroupCodes(codes, column.dictionarySize() + 1, Optional.empty());
  }

  @FunctionalInterface
  interface Key {
    /** Equal for equal values. */
    long of(int row);
  }

  private static GroupCodes hashed(StepRun run, Column column, Key key) {
    int[] codes = new int[run.rows()];
    var known = new KeyCodes();
    boolean nulls = column.nullCount() > 0;
    for (int row = 0; row < codes.length; row++) {
      run.tick(row);
      codes[row] = nulls && column.isNull(row) ? -1 : known.code(key.of(row));
    }
    int nullCode = known.size();
    for (int row = 0; row < codes.length && nulls; row++) {
      if (codes[row] < 0) {
        codes[row] = nullCode;
      }
    }
    return new GroupCodes(codes, nullCode + (nulls ? 1 : 0), Optional.empty());
  }

  /** The codes where kernels can read them. */
  Region region(StepRun run) {
    return coded
        .map(DictionaryColumn::codes)
        .orElseGet(() -> run.owned().scratch(codes, codes.length));
  }
}
