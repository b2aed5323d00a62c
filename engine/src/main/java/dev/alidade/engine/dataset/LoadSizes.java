package dev.alidade.engine.dataset;

import java.util.List;

/**
 * What the columns of a file take, in bytes, and what is needed to get them.
 *
 * @param columns all of them, as they will lie in a shard's memory
 * @param largest the largest of them
 * @param reading what the reader holds on the heap beside the columns
 */
record LoadSizes(long columns, long largest, long reading) {
  /** Buffers of builders grow by half, so that up to a half of them is unused. */
  private static final double SLACK = 1.5;

  /** So many threads fill columns; a buffer that grows lies there twice. */
  private static final int GROWING = 2;

  /** Extrapolates from a file's first rows. */
  static LoadSizes of(List<ColumnBuilder> sample, double share) {
    long columns = 0;
    long largest = 0;
    long working = 0;
    for (ColumnBuilder builder : sample) {
      columns += builder.columnBytes();
      largest = Math.max(largest, builder.columnBytes());
      working += builder.workingBytes();
    }
    return new LoadSizes(scaled(columns, share), scaled(largest, share), scaled(working, share));
  }

  private static long scaled(long bytes, double share) {
    return (long) (bytes / share);
  }

  /** Bytes of the Java heap that are in use at the worst moment of loading, about. */
  long heap() {
    return (long) (columns * SLACK) + GROWING * largest + reading;
  }
}
