package dev.alidade.engine.dataset;

import com.github.luben.zstd.ZstdOutputStream;
import dev.alidade.engine.dataset.DatasetException.ExportFailed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a file beside its target and moves it there when it is whole. Text formats are
 * packed where the name ends in .gz or .zst. A missing value is an empty cell in CSV and TSV (an
 * empty text is an empty cell in quotes) and null elsewhere; JSON and SQLite have no NaN and no
 * infinity: JSON gets null, SQLite stores NaN as NULL.
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
  static void write(Path file, ExportOptions options, String name, long rows, Rows source) {
    Path target = file.toAbsolutePath();
    if (Files.exists(target) && !options.overwrite()) {
      throw exists(target);
    }
    Path part = null;
    try {
      part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      Files.createFile(part); // not a temporary file, which nobody else may read
      try (Output output = new Output(part, target, options, name, rows)) {
        source.forEach(output);
        output.finish();
      }
      move(part, target, options.overwrite());
      part = null;
    } catch (IOException e) {
      throw failed(target, e);
    } catch (SQLException e) {
      throw failed(target, e);
    } finally {
      if (part != null) {
        discard(part);
      }
    }
  }

  private static void move(Path part, Path target, boolean overwrite) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (overwrite) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(part, target);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      System.getLogger(DatasetExport.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: " + part, e);
    }
  }

  private static ExportFailed exists(Path target) {
    return new ExportFailed(
        "DATA-201",
        target + " is there already.",
        "Choose another name, or allow it to be replaced.",
        null);
  }

  private static ExportFailed failed(Path target, Exception e) {
    return new ExportFailed(
        "DATA-202",
        "%s cannot be written: %s".formatted(target, e.getMessage()),
        "Check that the folder exists, that you may write there and that the disk has room.",
        e);
  }

  /** Where the rows go. Opens the file with the first of them. */
  static final class Output implements AutoCloseable {
    private final Path part;
    private final Path target;
    private final ExportOptions options;
    private final String name;
    private final long rows;
    private @Nullable RowsWriter writer;

    private Output(Path part, Path target, ExportOptions options, String name, long rows) {
      this.part = part;
      this.target = target;
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
      return switch (options.format()) {
        case SQLITE -> new SqliteExport(part, name, columns);
        case CSV -> new TextExport(packed(), columns, ',', options);
        case TSV -> new TextExport(packed(), columns, '\t', options);
        case JSON -> new JsonExport(packed(), true);
        case NDJSON -> new JsonExport(packed(), false);
        case PARQUET -> new ParquetExport(part, columns, rows < 0);
        case NPY -> new NpyExport(packed(), columns, rows);
      };
    }

    private OutputStream packed() throws IOException {
      return DatasetExport.open(part, target);
    }

    /** Forgets what was written; the next row is the first. */
    void restart() throws IOException, SQLException {
      close();
      writer = null;
      Files.deleteIfExists(part);
    }

    private void finish() throws IOException, SQLException {
      if (writer != null) {
        writer.finish();
      }
    }

    @Override
    public void close() throws IOException, SQLException {
      if (writer != null) {
        writer.close();
      }
    }
  }

  private static OutputStream open(Path part, Path target) throws IOException {
    OutputStream file = Files.newOutputStream(part);
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    OutputStream packed =
        name.endsWith(".gz")
            ? new GZIPOutputStream(file, 64 << 10)
            : name.endsWith(".zst") ? new ZstdOutputStream(file) : file;
    return new BufferedOutputStream(packed, 64 << 10);
  }
}
