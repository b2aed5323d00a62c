package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that is read part after part each time somebody needs its rows, and never held as a whole:
 * the way to work with a file larger than memory. Thread-safe; every reading stands alone.
 */
public interface DatasetStream {
  /** What a data set of this file would be called. */
  String name();

  Path file();

  /** Bytes of the file. */
  long bytes();

  /** Columns with the types that a sample of the file suggests; a reading may widen them. */
  Schema schema();

  /**
   * Hands out the rows in their order, as data sets of some 65,536 rows (row groups, for Parquet).
   * Each is closed when the consumer returns.
   *
   * @param columns names of those that are wanted; empty for all. Others are not converted
   * @return the records that became no rows
   * @throws DatasetException when the file cannot be read to its end
   */
  Rejected forEach(List<String> columns, PartConsumer consumer, Progress progress);

  /** Profiles every column in little memory; figures of large files are partly estimates. */
  DatasetProfile profile(Progress progress);

  /**
   * Writes the rows in another format, changed on the way.
   *
   * @param columns names of those that are wanted; empty for all
   * @return rows written, and records that became no rows
   * @throws DatasetException.ExportFailed when the target is there and must not be replaced, or
   *     cannot be written
   */
  Written export(
      List<String> columns, PartWork work, Path target, ExportOptions options, Progress progress);

  /**
   * Keeps the rows, changed on the way, in memory.
   *
   * @param columns names of those that are wanted; empty for all
   * @param mostBytes of the result, as it is collected
   * @return owned by the caller; it has the stream's rejects
   * @throws dev.alidade.engine.runtime.MemoryExhausted when there are more
   */
  Dataset collect(
      List<String> columns, PartWork work, String name, long mostBytes, Progress progress);

  /** Changes the rows of each part. Called on the thread that asked for it. */
  @FunctionalInterface
  interface PartWork {
    /** Comes before the first part; when it comes again, so do all parts, in wider types. */
    default void begin() {}

    /** The part itself, or a data set of its own, which is closed when it was used. */
    Dataset apply(Dataset part);

    /** Whether another part can change the result; asked after each. */
    default boolean wantsMore() {
      return true;
    }
  }

  /** Takes parts. Called on the thread that asked for them. */
  interface PartConsumer {
    /**
     * Comes before the first part. When it comes again, a value did not fit the types of the
     * sample: forget the parts so far, all come again in wider types.
     */
    void begin(Schema schema);

    void accept(Dataset part);

    /** Whether to read on; asked after each part. Where not, rejects are not known. */
    default boolean wantsMore() {
      return true;
    }
  }

  /** What an export did. */
  record Written(long rows, Rejected rejected, ExportLosses losses) {}

  /**
   * @param first the first of them, at most 10,000
   */
  record Rejected(long count, List<Reject> first) {
    public Rejected {
      first = List.copyOf(first);
    }
  }
}
