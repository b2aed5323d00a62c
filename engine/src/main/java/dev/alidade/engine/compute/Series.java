package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.VectorColumn;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in a row: a column or an array, which is not copied and must not change while it is read.
 *
 * <p>Everything is computed in 64-bit floats. Integers beyond 2⁵³ are rounded to the nearest one,
 * timestamps count milliseconds. A null and a NaN both mean "no number here".
 */
public abstract sealed class Series {
  private final String name;
  private final long rows;

  private Series(String name, long rows) {
    this.name = name;
    this.rows = rows;
  }

  /**
   * @throws InvalidRequest when the column holds no numbers
   */
  public static Series of(Column column) {
    return switch (column) {
      case Float64Column numbers -> new OfColumn(column, numbers.values(), false);
      case Int64Column numbers -> new OfColumn(column, numbers.values(), true);
      case TimestampColumn times -> new OfColumn(column, times.values(), true);
      case BoolColumn other -> throw noNumbers(other);
      case StringColumn other -> throw noNumbers(other);
      case VectorColumn other -> throw noNumbers(other);
    };
  }

  public static Series of(double... values) {
    return new OfDoubles(values);
  }

  public static Series of(float... values) {
    return new OfFloats(values);
  }

  private static InvalidRequest noNumbers(Column column) {
    return new InvalidRequest(
        "The column \"%s\" holds %s, not numbers."
            .formatted(column.field().name(), column.field().type().label()),
        "Choose an int64, float64 or timestamp column, or cast this one.");
  }

  /** The column's name, or {@code values}. */
  public final String name() {
    return name;
  }

  public final long rows() {
    return rows;
  }

  abstract long nullCount();

  /** Values {@code from} to {@code from + count}; NaN where null. */
  abstract void read(long from, int count, double[] out);

  /** Keeps what the values lie in until {@link #release()}. */
  void retain() {}

  void release() {}

  /** As {@link #read}, without those that are NaN or null; returns how many are left. */
  final int readNumbers(long from, int count, double[] out) {
    read(from, count, out);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      double value = out[i];
      out[kept] = value;
      kept += Double.isNaN(value) ? 0 : 1;
    }
    return kept;
  }

  private static final class OfDoubles extends Series {
    private final double[] values;

    OfDoubles(double[] values) {
      super("values", values.length);
      this.values = values;
    }

    @Override
    long nullCount() {
      return 0;
    }

    @Override
    void read(long from, int count, double[] out) {
      System.arraycopy(values, (int) from, out, 0, count);
    }
  }

  private static final class OfFloats extends Series {
    private final float[] values;

    OfFloats(float[] values) {
      super("values", values.length);
      this.values = values;
    }

    @Override
    long nullCount() {
      return 0;
    }

    @Override
    void read(long from, int count, double[] out) {
      int first = (int) from;
      for (int i = 0; i < count; i++) {
        out[i] = values[first + i];
      }
    }
  }

  private static final class OfColumn extends Series {
    private final Column column;
    private final Region values;
    private final @Nullable Region validity;
    private final boolean integers;

    OfColumn(Column column, Region values, boolean integers) {
      super(column.field().name(), column.rowCount());
      this.column = column;
      this.values = values;
      this.validity = column.nullCount() == 0 ? null : column.validity().orElse(null);
      this.integers = integers;
    }

    @Override
    long nullCount() {
      return column.nullCount();
    }

    @Override
    void retain() {
      column.retain();
    }

    @Override
    void release() {
      column.close();
    }

    @Override
    void read(long from, int count, double[] out) {
      MemorySegment bytes = values.segment();
      if (integers) {
        for (int i = 0; i < count; i++) {
          out[i] = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, (from + i) * 8);
        }
      } else {
        MemorySegment.copy(bytes, ValueLayout.JAVA_DOUBLE_UNALIGNED, from * 8, out, 0, count);
      }
      if (validity != null) {
        MemorySegment bits = validity.segment();
        for (int i = 0; i < count; i++) {
          long row = from + i;
          if ((bits.get(ValueLayout.JAVA_BYTE, row >>> 3) >>> (row & 7) & 1) == 0) {
            out[i] = Double.NaN;
          }
        }
      }
    }
  }
}
