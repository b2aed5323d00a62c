package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a file of any known kind into columns on the heap. */
final class DatasetReader {
  private DatasetReader() {}

  /**
   * @param title what the data set is called when nobody says otherwise
   * @param bytes size of the file
   * @param sqlite whether SQLite did the reading
   */
  record Read(String title, TableLoader.Table table, long bytes, boolean sqlite) {}

  /**
   * @throws DatasetException when the file cannot be read
   * @throws dev.alidade.engine.OperationCancelled when the progress was cancelled
   */
  static Read read(Path path, LoadOptions options, Progress progress, int threads) {
    SourceFile file = new SourceFile(path, progress);
    String operation = "loading " + file.fileName();
    FileKind kind = FileKind.of(file);
    if (kind == FileKind.SQLITE) {
      SqliteFile database = new SqliteFile(file);
      String table =
          options.table().map(database::table).orElseGet(() -> onlyTable(file, database));
      SqliteRecords records = new SqliteRecords(database, table);
      return new Read(
          table,
          new TableLoader<>(records, new ValueCells(true), options.badValues(), progress, operation)
              .load(),
          file.bytes(),
          true);
    }
    if (kind == FileKind.PARQUET || kind == FileKind.NPY) {
      return new Read(
          file.title(),
          kind == FileKind.PARQUET
              ? new ParquetFile(file, progress).load()
              : new NpyFile(file, progress).load(),
          file.bytes(),
          false);
    }
    TextSource text = new TextSource(file);
    TableLoader.Table table =
        decoded(text, () -> readText(kind, text, options, progress, threads, operation));
    return new Read(file.title(), table, file.bytes(), false);
  }

  /** How a CSV file would be read; empty for other kinds. */
  static Optional<TextLayout> layout(Path path, LoadOptions options) {
    SourceFile file = new SourceFile(path, Progress.NONE);
    if (FileKind.of(file) != FileKind.CSV) {
      return Optional.empty();
    }
    TextSource text = new TextSource(file);
    CsvDialect dialect = decoded(text, () -> new CsvFile(text, options).dialect());
    return Optional.of(
        new TextLayout(
            dialect.cut().delimiter(), dialect.cut().header(), text.encoding().charset()));
  }

  /** Columns of a file, with the types of a sample. */
  static List<Field> fields(Path path, LoadOptions options, Progress progress, int threads) {
    Parted parted = parted(path, options, progress, threads);
    return switch (parted) {
      case Parted.Csv csv -> decoded(csv.text(), () -> csv.table().get().fields());
      case Parted.Parquet parquet -> parquet.file().fields();
      case Parted.Rows rows -> decoded(rows.text(), () -> rows.parts().get().fields());
    };
  }

  /**
   * Reads a file part after part.
   *
   * @param wanted names of columns; empty for all
   */
  static void parts(
      Path path,
      LoadOptions options,
      Progress progress,
      int threads,
      List<String> wanted,
      PartSink sink) {
    switch (parted(path, options, progress, threads)) {
      case Parted.Csv csv ->
          decoded(
              csv.text(),
              () -> {
                csv.table().get().parts(wanted, sink);
                return wanted;
              });
      case Parted.Parquet parquet -> parquet.file().parts(wanted, sink);
      case Parted.Rows rows ->
          decoded(
              rows.text(),
              () -> {
                rows.parts().get().parts(wanted, sink);
                return wanted;
              });
    }
  }

  /** A file that can be read part after part. */
  private sealed interface Parted {
    record Csv(TextSource text, Supplier<CsvTable> table) implements Parted {}

    record Parquet(ParquetFile file) implements Parted {}

    record Rows(@Nullable TextSource text, Supplier<RecordParts> parts) implements Parted {}
  }

  private static Parted parted(Path path, LoadOptions options, Progress progress, int threads) {
    SourceFile file = new SourceFile(path, progress);
    String operation = "reading " + file.fileName();
    return switch (FileKind.of(file)) {
      case CSV -> {
        TextSource text = new TextSource(file);
        yield new Parted.Csv(
            text, () -> new CsvTable(new CsvFile(text, options), options, progress, threads));
      }
      case PARQUET -> new Parted.Parquet(new ParquetFile(file, progress));
      case NDJSON -> {
        TextSource text = new TextSource(file);
        yield new Parted.Rows(
            text,
            () ->
                new RecordParts(
                    new NdjsonRecords(text),
                    new ValueCells(true),
                    options.badValues(),
                    progress,
                    operation));
      }
      case JSON -> {
        TextSource text = new TextSource(file);
        yield new Parted.Rows(
            text,
            () ->
                new RecordParts(
                    new JsonRecords(text),
                    new ValueCells(true),
                    options.badValues(),
                    progress,
                    operation));
      }
      case SQLITE -> {
        SqliteFile database = new SqliteFile(file);
        String table =
            options.table().map(database::table).orElseGet(() -> onlyTable(file, database));
        yield new Parted.Rows(
            null,
            () ->
                new RecordParts(
                    new SqliteRecords(database, table),
                    new ValueCells(true),
                    options.badValues(),
                    progress,
                    operation));
      }
      case NPY ->
          throw new DatasetUnreadable(
              "DATA-123",
              file.fileName() + " is a NumPy array, which is read as a whole.",
              "Load it as a data set.",
              null);
    };
  }

  /** Tries another encoding where the first one turns out to be wrong. */
  static <T> T decoded(@Nullable TextSource text, Supplier<T> reading) {
    while (true) {
      try {
        return reading.get();
      } catch (CsvFile.WrongEncoding e) {
        if (text == null || !text.tryAnotherEncoding()) {
          throw text == null ? e : text.wronglyEncoded(e.reason());
        }
      }
    }
  }

  private static TableLoader.Table readText(
      FileKind kind,
      TextSource text,
      LoadOptions options,
      Progress progress,
      int threads,
      String operation) {
    if (kind == FileKind.CSV) {
      return new CsvTable(new CsvFile(text, options), options, progress, threads).load();
    }
    var records = kind == FileKind.JSON ? new JsonRecords(text) : new NdjsonRecords(text);
    TableLoader.Table table =
        new TableLoader<>(records, new ValueCells(true), options.badValues(), progress, operation)
            .load();
    if (table.columns().isEmpty()) {
      throw new DatasetUnreadable(
          "DATA-112",
          text.file().fileName() + " has no fields: no rows in it.",
          "Give an array of objects, one for each row.",
          null);
    }
    return table;
  }

  private static String onlyTable(SourceFile file, SqliteFile database) {
    List<String> tables = database.tables();
    if (tables.size() > 1) {
      throw new DatasetUnreadable(
          "DATA-109",
          "%s has %d tables, and none was chosen.".formatted(file.fileName(), tables.size()),
          InvalidRequest.oneOf(tables),
          null);
    }
    return tables.getFirst();
  }

  /** Tables of a SQLite file; the title of any other. */
  static List<String> tablesOf(Path path) {
    SourceFile file = new SourceFile(path, Progress.NONE);
    return FileKind.of(file) == FileKind.SQLITE
        ? new SqliteFile(file).tables()
        : List.of(file.title());
  }
}
