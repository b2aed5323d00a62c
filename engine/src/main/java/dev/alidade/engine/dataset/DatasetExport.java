package dev.alidade.engine.dataset;

import com.github.luben.zstd.ZstdOutputStream;
import dev.alidade.engine.dataset.DatasetException.ExportFailed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.ParquetRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a file beside its target and moves it there when it is whole. Text formats are
 * packed where the name ends in .gz or .zst. A missing value is an empty cell in CSV and TSV (an
 * empty text is an empty cell in quotes) and null elsewhere; JSON and SQLite have no NaN and no
 * infinity: JSON gets null, SQLite stores NaN as NULL; {@link ExportLosses} counts them. Columns
 * whose name is blank or taken get another one.
 */
final class DatasetExport {
  private DatasetExport() {}

  /**
   * Hands out the rows, some at a time; all parts have the same columns, and there is one at least.
   */
  interface Rows {
    void forEach(Output output) throws IOException, SQLException;
  }

  /**
   * @param name what the rows are called
   * @param rows how many there will be; negative where unknown
   * @throws ExportFailed when the file is there and must not be replaced, or cannot be written
   */
  static ExportLosses write(Path file, ExportOptions options, String name, long rows, Rows source) {
    try (PartFile part = PartFile.beside(file, options.overwrite())) {
      try {
        ExportLosses losses;
        try (Output output = new Output(part, options, name, rows)) {
          source.forEach(output);
          losses = output.finish();
        }
        part.moveIntoPlace();
        return losses;
      } catch (IOException | SQLException | UncheckedIOException | ParquetRuntimeException e) {
        throw part.failed(e);
      }
    }
  }

  /** Where the rows go. Opens the file with the first of them. */
  static final class Output implements AutoCloseable {
    private final PartFile part;
    private final ExportOptions options;
    private final String name;
    private final long rows;
    private @Nullable RowsWriter writer;
    private long renamed;

    private Output(PartFile part, ExportOptions options, String name, long rows) {
      this.part = part;
      this.options = options;
      this.name = name;
      this.rows = rows;
    }

    /** Rows {@code from} to {@code to} (without it) of the columns. */
    void write(List<Column> columns, long from, long to) throws IOException, SQLException {
      if (writer == null) {
        writer = open(columns);
      }
      writer.write(columns, from, to);
    }

    private RowsWriter open(List<Column> columns) throws IOException, SQLException {
      UniqueNames unique = new UniqueNames();
      renamed = 0;
      for (int i = 0; i < columns.size(); i++) {
        String own = columns.get(i).field().name();
        String used = unique.add(own.isBlank() ? "column " + (i + 1) : own);
        renamed += used.equals(own) ? 0 : 1;
      }
      List<String> names = unique.list();
      return switch (options.format()) {
        case SQLITE -> new SqliteExport(part.path(), name, names, columns);
        case CSV -> new TextExport(packed(), names, ',', options);
        case TSV -> new TextExport(packed(), names, '\t', options);
        case JSON -> new JsonExport(packed(), names, true);
        case NDJSON -> new JsonExport(packed(), names, false);
        case PARQUET -> new ParquetExport(part.path(), names, columns, rows < 0);
        case NPY -> new NpyExport(packed(), columns, rows);
      };
    }

    private OutputStream packed() throws IOException {
      return DatasetExport.open(part);
    }

    /** Forgets what was written; the next row is the first. */
    void restart() throws IOException, SQLException {
      close();
      writer = null;
      Files.deleteIfExists(part.path());
    }

    private ExportLosses finish() throws IOException, SQLException {
      if (writer == null) {
        return ExportLosses.NONE;
      }
      writer.finish();
      return writer.losses().withRenamed(renamed);
    }

    @Override
    public void close() throws IOException, SQLException {
      if (writer != null) {
        writer.close();
      }
    }
  }

  private static OutputStream open(PartFile part) throws IOException {
    OutputStream file = Files.newOutputStream(part.path());
    String name = String.valueOf(part.target().getFileName()).toLowerCase(Locale.ROOT);
    OutputStream packed =
        name.endsWith(".gz")
            ? new GZIPOutputStream(file, 64 << 10)
            : name.endsWith(".zst") ? new ZstdOutputStream(file) : file;
    return new BufferedOutputStream(packed, 64 << 10);
  }
}
