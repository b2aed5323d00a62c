package dev.alidade.engine.dataset;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums for the correlation of numeric columns, part after part. Values are taken relative to the
 * first ones, so that a large offset costs no digits; parts are merged as Chan, Golub and LeVeque
 * do.
 */
final class CoMoments {
  /** Pairs grow by the square: so many columns of a million rows take some seconds. */
  static final int MOST_COLUMNS = 100;

  /** Values of all columns that are in memory at once. */
  private static final int ROWS_AT_ONCE = 1 << 15;

  private final List<Integer> places;
  private final List<String> names;
  private final int size;

  // Upper triangle, pair by pair: count, means, squares and products around the means.
  private final double[] n;
  private final double[] meanX;
  private final double[] meanY;
  private final double[] xx;
  private final double[] yy;
  private final double[] xy;

  /** For the first numeric columns of a schema, at most {@link #MOST_COLUMNS}. */
  CoMoments(Schema schema) {
    places =
        IntStream.range(0, schema.size())
            .filter(place -> schema.fields().get(place).type().isNumeric())
            .limit(MOST_COLUMNS)
            .boxed()
            .toList();
    names = places.stream().map(place -> schema.fields().get(place).name()).toList();
    size = places.size();
    int pairs = size * size;
    n = new double[pairs];
    meanX = new double[pairs];
    meanY = new double[pairs];
    xx = new double[pairs];
    yy = new double[pairs];
    xy = new double[pairs];
  }

  /**
   * @param part rows of the schema
   */
  void add(Dataset part) {
    List<Column> columns = places.stream().map(part::column).toList();
    for (long from = 0; from < part.rowCount(); from += ROWS_AT_ONCE) {
      long first = from;
      int rows = (int) Math.min(ROWS_AT_ONCE, part.rowCount() - from);
      List<double[]> values = columns.stream().map(column -> values(column, first, rows)).toList();
      for (int a = 0; a < size; a++) {
        for (int b = a + 1; b < size; b++) {
          add(a * size + b, values.get(a), values.get(b));
        }
      }
    }
  }

  /** NaN where there is no value. */
  private static double[] values(Column column, long from, int rows) {
    double[] values = new double[rows];
    switch (column) {
      case Int64Column numbers -> {
        MemorySegment segment = numbers.values().segment();
        for (int row = 0; row < rows; row++) {
          values[row] = segment.get(ValueLayout.JAVA_LONG_UNALIGNED, (from + row) * 8);
        }
      }
      case Float64Column numbers ->
          MemorySegment.copy(
              numbers.values().segment(),
              ValueLayout.JAVA_DOUBLE_UNALIGNED,
              from * 8,
              values,
              0,
              rows);
      default -> throw new IllegalArgumentException(column.field() + " is not numeric");
    }
    if (column.nullCount() > 0) {
      for (int row = 0; row < rows; row++) {
        values[row] = column.isNull(from + row) ? Double.NaN : values[row];
      }
    }
    return values;
  }

  private void add(int pair, double[] x, double[] y) {
    double shiftX = Double.NaN;
    double shiftY = Double.NaN;
    double count = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumYy = 0;
    double sumXy = 0;
    for (int row = 0; row < x.length; row++) {
      double dx = x[row];
      double dy = y[row];
      if (Double.isNaN(dx) || Double.isNaN(dy)) {
        continue;
      }
      if (count == 0) {
        shiftX = dx;
        shiftY = dy;
      }
      dx -= shiftX;
      dy -= shiftY;
      count++;
      sumX += dx;
      sumY += dy;
      sumXx += dx * dx;
      sumYy += dy * dy;
      sumXy += dx * dy;
    }
    if (count > 0) {
      merge(
          pair,
          count,
          shiftX + sumX / count,
          shiftY + sumY / count,
          sumXx - sumX * sumX / count,
          sumYy - sumY * sumY / count,
          sumXy - sumX * sumY / count);
    }
  }

  private void merge(
      int pair, double count, double partX, double partY, double pxx, double pyy, double pxy) {
    double before = n[pair];
    double all = before + count;
    double dx = partX - meanX[pair];
    double dy = partY - meanY[pair];
    double weight = before * count / all;
    xx[pair] += pxx + dx * dx * weight;
    yy[pair] += pyy + dy * dy * weight;
    xy[pair] += pxy + dx * dy * weight;
    meanX[pair] += dx * count / all;
    meanY[pair] += dy * count / all;
    n[pair] = all;
  }

  Correlations correlations() {
    List<List<Double>> rows = new ArrayList<>();
    for (int a = 0; a < size; a++) {
      List<Double> row = new ArrayList<>();
      for (int b = 0; b < size; b++) {
        row.add(a == b ? 1.0 : coefficient(Math.min(a, b) * size + Math.max(a, b)));
      }
      rows.add(row);
    }
    return new Correlations(names, rows);
  }

  private double coefficient(int pair) {
    double varied = Math.sqrt(xx[pair]) * Math.sqrt(yy[pair]);
    return n[pair] < 2 || !(varied > 0) ? Double.NaN : Math.max(-1, Math.min(1, xy[pair] / varied));
  }
}
