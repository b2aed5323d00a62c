package dev.alidade.app.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.PartFile;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.QueryResult.ResultColumn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes all rows of a cursor, also those that are still to come, to a file. */
final class RowExport {
  private RowExport() {}

  /**
   * Writes beside the target and moves it there when it is whole.
   *
   * @return how many rows
   * @throws dev.alidade.engine.EngineException where the query failed on the way, or the file
   *     cannot be written
   */
  static long write(
      QueryCursor cursor, Path file, RowFormat format, String table, Progress progress) {
    try (PartFile part = PartFile.beside(file, true)) {
      try {
        long rows;
        try (BufferedWriter out = Files.newBufferedWriter(part.path())) {
          rows = write(cursor, out, format, table, progress);
        }
        part.moveIntoPlace();
        return rows;
      } catch (IOException e) {
        throw part.failed(e);
      }
    }
  }

  static long write(
      QueryCursor cursor, Writer out, RowFormat format, String table, Progress progress)
      throws IOException {
    List<String> names = cursor.columns().stream().map(ResultColumn::name).toList();
    RowWriter writer = format.to(out, names, table);
    long written = cursor.forEach(writer::row, progress);
    writer.end();
    return written;
  }
}
