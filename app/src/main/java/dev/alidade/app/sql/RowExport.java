package dev.alidade.app.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.QueryResult.ResultColumn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/** Writes all rows of a cursor, also those that are still to come, to a file. */
final class RowExport {
  private RowExport() {}

  /**
   * Writes beside the target and moves it there when it is whole.
   *
   * @return how many rows
   * @throws dev.alidade.engine.EngineException where the query failed on the way
   */
  static long write(
      QueryCursor cursor, Path file, RowFormat format, String table, Progress progress)
      throws IOException {
    Path target = file.toAbsolutePath();
    Path part =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    Files.createFile(part); // not a temporary file, which nobody else may read
    try {
      long rows;
      try (BufferedWriter out = Files.newBufferedWriter(part)) {
        rows = write(cursor, out, format, table, progress);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } finally {
      Files.deleteIfExists(part);
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
