package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

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
   * @param work gives the rows to write for each part: the part itself, or a data set of its own,
   *     which is closed when it is written
   * @return rows written
   * @throws DatasetException.ExportFailed when the target is there and must not be replaced, or
   *     cannot be written
   */
  long export(
      List<String> columns,
      UnaryOperator<Dataset> work,
      Path target,
      ExportOptions options,
      Progress progress);

  /** Takes parts. Called on the thread that asked for them. */
  interface PartConsumer {
    /**
     * Comes before the first part. When it comes again, a value did not fit the types of the
     * sample: forget the parts so far, all come again in wider types.
     */
    void begin(Schema schema);

    void accept(Dataset part);
  }

  /**
   * @param first the first of them, at most 10,000
   */
  record Rejected(long count, List<Reject> first) {
    public Rejected {
      first = List.copyOf(first);
    }
  }
}
