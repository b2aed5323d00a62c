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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group for each combination of values of some columns. Null is a value of its own; every NaN is
 * the same value, −0.0 is 0.0. The codes of a dictionary column stay where they are until somebody
 * wants them on the heap. For one thread.
 */
final class GroupCodes {
  private final int rows;
  private final int groups;

  /** The dictionary column whose codes these are, where it is the only key without nulls. */
  private final @Nullable DictionaryColumn coded;

  private int @Nullable [] codes;

  private GroupCodes(int[] codes, int groups) {
    this.rows = codes.length;
    this.codes = codes;
    this.groups = groups;
    this.coded = null;
  }

  private GroupCodes(int rows, DictionaryColumn coded) {
    this.rows = rows;
    this.groups = coded.dictionarySize();
    this.coded = coded;
  }

  /** Group of each row, 0 to {@code groups − 1}. */
  int[] codes() {
    int[] known = codes;
    if (known == null) {
      known = copied(Objects.requireNonNull(coded), rows);
      codes = known;
    }
    return known;
  }

  /** Codes in use or, for a dictionary, that could be. */
  int groups() {
    return groups;
  }

  /**
   * Where groups begin.
   *
   * @param rows the first row of each group, −1 where it has none
   * @param order groups that have rows, in the order in which they first appear
   */
  @SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
  record Firsts(int[] rows, int[] order) {}

  Firsts firsts() {
    int[] first = new int[groups];
    int[] order = new int[Math.min(groups, rows)];
    Arrays.fill(first, -1);
    MemorySegment lying = coded == null || codes != null ? null : coded.codes().segment();
    int[] held = lying == null ? codes() : new int[0];
    int found = 0;
    for (int row = 0; row < rows && found < groups; row++) {
      int group = lying == null ? held[row] : lying.get(ValueLayout.JAVA_INT_UNALIGNED, row * 4L);
      if (first[group] < 0) {
        first[group] = row;
        order[found++] = group;
      }
    }
    return new Firsts(first, Arrays.copyOf(order, found));
  }

  /** The bits by which floats are grouped. */
  static long groupBits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  /** All rows in one group when there is no key. */
  static GroupCodes of(StepRun run, List<Column> keys) {
    if (keys.isEmpty()) {
      return new GroupCodes(new int[run.rows()], 1);
    }
    GroupCodes groups = ofColumn(run, keys.getFirst());
    for (Column key : keys.subList(1, keys.size())) {
      groups = groups.with(run, ofColumn(run, key));
    }
    return groups;
  }

  private GroupCodes with(StepRun run, GroupCodes other) {
    int[] combined = new int[rows];
    int[] mine = codes();
    int[] others = other.codes();
    var known = new KeyCodes();
    for (int row = 0; row < combined.length; row++) {
      run.tick(row);
      combined[row] = known.code(mine[row] * (long) other.groups + others[row]);
    }
    return new GroupCodes(combined, known.size());
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
    if (column.nullCount() == 0) {
      return new GroupCodes(run.rows(), column);
    }
    int[] codes = copied(column, run.rows());
    for (int row = 0; row < codes.length; row++) {
      run.tick(row);
      if (column.isNull(row)) {
        codes[row] = column.dictionarySize();
      }
    }
    return new GroupCodes(codes, column.dictionarySize() + 1);
  }

  private static int[] copied(DictionaryColumn column, int rows) {
    int[] codes = new int[rows];
    MemorySegment.copy(column.codes().segment(), ValueLayout.JAVA_INT_UNALIGNED, 0, codes, 0, rows);
    return codes;
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
    return new GroupCodes(codes, nullCode + (nulls ? 1 : 0));
  }

  /** The codes where kernels can read them. */
  Region region(StepRun run) {
    return coded == null ? run.owned().scratch(codes(), rows) : coded.codes();
  }
}
