package dev.alidade.app.sql;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes rows of SQLite's values, one after the other. */
interface RowWriter {
  /**
   * @param values null, Long, Double, String or byte[]
   */
  void row(@Nullable Object[] values) throws IOException;

  /** Writes what stands behind the last row. */
  void end() throws IOException;
}
