package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one column on the heap, in buffers that grow, and copies them once into a
 * shard's memory. Used by one thread; up to about two thousand million rows. {@link #build} may be
 * called again after more rows were appended: every call makes a new column.
 */
public abstract sealed class ColumnBuilder
    permits BoolColumnBuilder,
        Int64ColumnBuilder,
        Float64ColumnBuilder,
        TimestampColumnBuilder,
        StringColumnBuilder,
        VectorColumnBuilder {
  /** What an array can hold on every JVM. */
  static final int MAX_ROWS = Integer.MAX_VALUE - 8;

  private static final int FIRST_ROWS = 1_024;

  private final String name;
  private final ColumnType type;
  private int rows;
  private int nulls;

  /** Arrow validity bits; made when the first null comes. */
  private long @Nullable [] validity;

  ColumnBuilder(String name, ColumnType type) {
    this.name = name;
    this.type = type;
  }

  /**
   * A builder for any type.
   *
   * @param dimensions floats in each row of a vector column; ignored for other types
   */
  public static ColumnBuilder of(String name, ColumnType type, int dimensions) {
    return switch (type) {
      case BOOL -> new BoolColumnBuilder(name);
      case INT64 -> new Int64ColumnBuilder(name);
      case FLOAT64 -> new Float64ColumnBuilder(name);
      case TIMESTAMP -> new TimestampColumnBuilder(name);
      case STRING -> new StringColumnBuilder(name);
      case VECTOR -> new VectorColumnBuilder(name, dimensions);
    };
  }

  /** A builder for values of the same kind as a column's. */
  public static ColumnBuilder like(Column column) {
    int dimensions = column instanceof VectorColumn vectors ? vectors.dimensions() : 0;
    return of(column.field().name(), column.field().type(), dimensions);
  }

  /**
   * Builds all columns in one shard, or none: what was allocated is freed when one fails.
   *
   * @throws dev.alidade.engine.runtime.MemoryExhausted when the shard cannot hold them
   */
  public static List<Column> buildAll(List<? extends ColumnBuilder> builders, Shard shard) {
    List<Column> columns = new ArrayList<>();
    boolean whole = false;
    try {
      for (ColumnBuilder builder : builders) {
        columns.add(builder.build(shard));
      }
      whole = true;
      return List.copyOf(columns);
    } finally {
      if (!whole) {
        columns.forEach(Column::close);
      }
    }
  }

  public final String name() {
    return name;
  }

  public final ColumnType type() {
    return type;
  }

  public final int rowCount() {
    return rows;
  }

  public final int nullCount() {
    return nulls;
  }

  /** Appends a missing value. */
  public final void appendNull() {
    if (validity == null) {
      validity = new long[Math.max(FIRST_ROWS / 64, words(rows + 1))];
      Arrays.fill(validity, 0, rows >>> 6, -1L);
      if ((rows & 63) != 0) {
        validity[rows >>> 6] = (1L << (rows & 63)) - 1;
      }
    }
    appendFiller();
    nulls++;
    rows++;
    validity = roomFor(validity, rows);
  }

  /** Appends {@code count} missing values. */
  public final void appendNulls(int count) {
    for (int i = 0; i < count; i++) {
      appendNull();
    }
  }

  /**
   * Appends a value as {@link Column#value} gives it: Boolean, Long (or another integer that fits),
   * Double, Instant, String or float[]; null for a missing one. A float64 builder takes any Number.
   *
   * @throws InvalidRequest when the value is of another type
   */
  public final void appendValue(@Nullable Object value) {
    if (value == null) {
      appendNull();
    } else {
      appendPresent(value);
    }
  }

  /**
   * Appends one row of a column of the same type (and dimensions); text is copied without decoding
   * it.
   *
   * @throws InvalidRequest when the types differ
   */
  public final void appendFrom(Column source, long row) {
    if (source.isNull(row)) {
      appendNull();
    } else {
      appendPresentFrom(source, row);
    }
  }

  /**
   * Copies the rows into the shard's memory. The caller owns the column.
   *
   * @throws dev.alidade.engine.runtime.MemoryExhausted when the shard cannot hold it; nothing is
   *     left behind
   */
  public final Column build(Shard shard) {
    try (Allocation allocation = new Allocation(shard.memory())) {
      Optional<Region> bits =
          validity == null || nulls == 0
              ? Optional.empty()
              : Optional.of(allocation.longs(validity, words(rows)));
      Column column = make(new Field(name, type, nulls > 0), bits, allocation);
      allocation.keep();
      return column;
    }
  }

  /** Bytes that the column made of these rows would take. */
  final long columnBytes() {
    return (nulls > 0 ? words(rows) * 8L : 0) + valueBytes();
  }

  /** Bytes of the values of {@link #columnBytes}, without those that say which are missing. */
  abstract long valueBytes();

  /** Heap that is needed beside the values. */
  long workingBytes() {
    return 0;
  }

  /** A place for a missing value; {@link #rowCount} counts it afterwards. */
  abstract void appendFiller();

  abstract void appendPresent(Object value);

  abstract void appendPresentFrom(Column source, long row);

  abstract Column make(Field field, Optional<Region> bits, Allocation allocation);

  /** Counts a row whose value was just stored. */
  final void present() {
    if (validity != null) {
      validity[rows >>> 6] |= 1L << (rows & 63);
    }
    rows++;
    if (validity != null) {
      validity = roomFor(validity, rows);
    }
  }

  final InvalidRequest notOfThisType(Object value) {
    return new InvalidRequest(
        "The column \"%s\" holds %s, not %s."
            .formatted(name, type.label(), value.getClass().getSimpleName()),
        "Append values of the column's type.");
  }

  /** A capacity for at least {@code needed}, half as much again as before. */
  static int grown(int capacity, int needed) {
    if (needed < 0 || needed > MAX_ROWS) {
      throw new InvalidRequest(
          "A column can hold %,d rows or bytes at the most.".formatted(MAX_ROWS),
          "Split the data into several data sets.");
    }
    return (int) Math.min(MAX_ROWS, Math.max(needed, Math.max(FIRST_ROWS, capacity * 3L / 2)));
  }

  static int words(int rows) {
    return (int) ((rows + 63L) >>> 6);
  }

  /** The array with room for the bit of {@code row}. */
  private static long[] roomFor(long[] bits, int row) {
    return (row >>> 6) < bits.length
        ? bits
        : Arrays.copyOf(bits, grown(bits.length, (row >>> 6) + 1));
  }
}
