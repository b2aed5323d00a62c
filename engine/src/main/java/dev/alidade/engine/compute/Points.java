package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.VectorColumn;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Rows of numbers as points in space: a matrix, a vector column, or columns side by side. They are
 * not copied and must not change while they are read. A row with a null, a NaN or an infinity in it
 * is no point and is left out.
 */
public abstract sealed class Points {
  private final int rows;
  private final int dimensions;

  private Points(long rows, int dimensions) {
    if (rows > Integer.MAX_VALUE - 64) {
      throw new InvalidRequest(
          "There are too many rows: %,d.".formatted(rows), "Filter or sample them first.");
    }
    this.rows = (int) rows;
    this.dimensions = dimensions;
  }

  public static Points of(Matrix matrix) {
    return new OfMatrix(matrix);
  }

  /** One vector column, or number columns of the same rows. */
  public static Points of(List<? extends Column> columns) {
    return columns.size() == 1 && columns.getFirst() instanceof VectorColumn vectors
        ? new OfVectors(vectors)
        : ofSeries(columns.stream().map(Series::of).toList());
  }

  public static Points ofSeries(List<Series> series) {
    if (series.isEmpty()) {
      throw new InvalidRequest("There is no column.", "Choose one or more.");
    }
    for (Series each : series) {
      if (each.rows() != series.getFirst().rows()) {
        throw new InvalidRequest(
            "%s has %,d rows and %s has %,d."
                .formatted(
                    series.getFirst().name(), series.getFirst().rows(), each.name(), each.rows()),
            "Give columns of the same rows.");
      }
    }
    return new OfSeries(series);
  }

  public final int rows() {
    return rows;
  }

  public final int dimensions() {
    return dimensions;
  }

  /** Rows one after the other; NaN where null. */
  abstract void read(int from, int count, double[] out);

  void retain() {}

  void release() {}

  private static final class OfMatrix extends Points {
    private final Matrix matrix;

    OfMatrix(Matrix matrix) {
      super(matrix.rows(), matrix.columns());
      this.matrix = matrix;
    }

    @Override
    void read(int from, int count, double[] out) {
      float[] values = matrix.values();
      int first = from * matrix.columns();
      int all = count * matrix.columns();
      for (int i = 0; i < all; i++) {
        out[i] = values[first + i];
      }
    }
  }

  private static final class OfVectors extends Points {
    private final VectorColumn column;

    OfVectors(VectorColumn column) {
      super(column.rowCount(), column.dimensions());
      this.column = column;
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
    void read(int from, int count, double[] out) {
      int n = dimensions();
      MemorySegment values = column.values().segment();
      long at = 4L * from * n;
      for (int i = 0; i < count * n; i++) {
        out[i] = values.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at + 4L * i);
      }
      for (int row = 0; column.nullCount() > 0 && row < count; row++) {
        if (column.isNull(from + row)) {
          java.util.Arrays.fill(out, row * n, row * n + n, Double.NaN);
        }
      }
    }
  }

  private static final class OfSeries extends Points {
    private final List<Series> series;

    OfSeries(List<Series> series) {
      super(series.getFirst().rows(), series.size());
      this.series = List.copyOf(series);
    }

    @Override
    void retain() {
      series.forEach(Series::retain);
    }

    @Override
    void release() {
      series.forEach(Series::release);
    }

    @Override
    void read(int from, int count, double[] out) {
      int n = series.size();
      double[] values = new double[count];
      for (int column = 0; column < n; column++) {
        series.get(column).read(from, count, values);
        for (int row = 0; row < count; row++) {
          out[row * n + column] = values[row];
        }
      }
    }
  }
}
