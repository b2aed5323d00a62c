package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.nio.file.Path;
import java.util.List;

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
  static Read read(Path path, LoadOptions options, Progress progress) {
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
    TextSource text = new TextSource(file);
    while (true) {
      try {
        return new Read(
            file.title(), readText(kind, text, options, progress, operation), file.bytes(), false);
      } catch (CsvRecords.WrongEncoding e) {
        if (!text.tryAnotherEncoding()) {
          throw text.wronglyEncoded(e.reason());
        }
      }
    }
  }

  private static TableLoader.Table readText(
      FileKind kind, TextSource text, LoadOptions options, Progress progress, String operation) {
    if (kind == FileKind.CSV) {
      CsvRecords records = new CsvRecords(text, options);
      TextCells cells = new TextCells(records.dialect().delimiter());
      return new TableLoader<>(records, cells, options.badValues(), progress, operation).load();
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
          "Choose one of: " + String.join(", ", tables) + ".",
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
