package dev.alidade.engine.dataset;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Writes rows of one format, part after part. Used by one thread. */
interface RowsWriter extends AutoCloseable {
  /**
   * Appends rows {@code from} to {@code to} (without it) of columns that have the same names and
   * types each time.
   */
  void write(List<Column> columns, long from, long to) throws IOException, SQLException;

  /** Called once, after the last row; the file is whole when it returns. */
  void finish() throws IOException, SQLException;

  /** What was not written as it is; names are not counted. */
  default ExportLosses losses() {
    return ExportLosses.NONE;
  }

  /** Closes the file, whole or not. */
  @Override
  void close() throws IOException, SQLException;
}
