package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.DictionaryColumn;
import java.util.List;

/** Refuses results that would not fit into memory before that memory is gone. */
final class ResultRoom {
  /** Of the heap; others need some too. */
  private static final int HEAP_SHARE = 2;

  /** A column is collected in a buffer that grows by half, beside the one before. */
  private static final double GROWING = 2.5;

  /** What a data set can hold. */
  private static final long MOST_ROWS = Integer.MAX_VALUE - 64;

  private final StepRun run;
  private final String remedy;

  ResultRoom(StepRun run, String remedy) {
    this.run = run;
    this.remedy = remedy;
  }

  /**
   * @param rows of the result, so far or in all
   * @param columns whose rows it repeats
   * @param bytes of its new columns, and of what is collected on the heap on the way
   */
  void require(long rows, List<Column> columns, long bytes) {
    long largest = 0;
    long all = 0;
    for (Column column : columns) {
      double each = rows * bytesOfRow(column);
      largest = Math.max(largest, (long) each);
      all += (long) each;
    }
    long heapBytes = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    boolean fits =
        rows <= MOST_ROWS
            && largest * GROWING + bytes <= heapBytes
            && all + bytes <= run.shard().memory().limitBytes();
    if (!fits) {
      throw run.failed(
          "XFRM-108",
          "The result would have %,d rows or more, and take %,d bytes: more than there is room for."
              .formatted(rows, all + bytes),
          remedy);
    }
  }

  /** A dictionary is shared, its codes are not. */
  private static double bytesOfRow(Column column) {
    return column instanceof DictionaryColumn
        ? Integer.BYTES
        : column.bytes() / (double) Math.max(1, column.rowCount());
  }
}
