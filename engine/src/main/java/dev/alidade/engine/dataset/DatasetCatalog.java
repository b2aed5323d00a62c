package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data sets of a workspace. Names are unique; loading a taken name gets a number. Thread-safe.
 */
public interface DatasetCatalog {
  /**
   * Loads a CSV, TSV, JSON, NDJSON (each plain, .gz or .zst) file, or one table of a SQLite file.
   *
   * @throws DatasetException when the file cannot be read
   */
  Dataset load(Path file, LoadOptions options, Progress progress);

  default Dataset load(Path file, LoadOptions options) {
    return load(file, options, Progress.NONE);
  }

  /**
   * A file to be read part after part each time its rows are needed: for what does not fit into
   * memory. It becomes no data set of the catalogue.
   *
   * @throws DatasetException when the file cannot be read
   */
  DatasetStream stream(Path file, LoadOptions options, Progress progress);

  /**
   * Tables that a SQLite file would give; for other files one entry, the name the data set would
   * get.
   */
  List<String> tablesOf(Path file);

  /**
   * How a CSV file would be read; empty for files of another kind.
   *
   * @throws DatasetException when its start cannot be read
   */
  Optional<TextLayout> layoutOf(Path file, LoadOptions options);

  /** How the file of a data set was read; empty for one that came from no file. */
  Optional<LoadOptions> optionsOf(String name);

  /**
   * Reads the file of a data set anew, with other options. The data set that was read before stays
   * until that has succeeded; the new one then takes its name, at the end of the list.
   *
   * @throws DatasetException when the file cannot be read, or the data set came from none
   */
  Dataset reload(String name, LoadOptions options, Progress progress);

  /** A data set of rows in memory; types come from the values. */
  Dataset fromRows(String name, List<? extends Map<String, ?>> rows);

  /** A data set of a query's result. */
  Dataset fromQuery(String name, SqliteDatabase database, String sql, Progress progress);

  /**
   * Adds a data set that was made elsewhere, for example by a transform; the catalogue closes it
   * from now on, also where this fails. Its rows are written to the workspace in pieces; other
   * calls do not wait for that. A write that is cancelled, or fails, leaves nothing.
   *
   * @throws dev.alidade.engine.OperationCancelled when the progress was cancelled
   */
  Dataset add(Dataset dataset, Progress progress);

  default Dataset add(Dataset dataset) {
    return add(dataset, Progress.NONE);
  }

  /**
   * @throws DatasetException.DatasetMissing when there is none
   */
  Dataset get(String name);

  /** In the order of loading. */
  List<Dataset> list();

  /**
   * Every data set that the workspace names: those of {@link #list()}, those that are still being
   * read again after opening, and those whose source is gone.
   */
  List<DatasetEntry> entries();

  /** Removes it and frees its memory. */
  void remove(String name);

  /** Called after every change of the list, on the thread that made it. */
  void onChange(Runnable listener);

  /**
   * Writes a data set; the file takes the place of an older one when it is whole, so that a data
   * set may be written over its own source.
   *
   * @return what the format could not hold as it was
   * @throws DatasetException.ExportFailed when the file is there and must not be replaced, or
   *     cannot be written; the target is as it was then
   */
  ExportLosses export(Dataset dataset, Path file, ExportOptions options, Progress progress);

  /**
   * Writes all rows of a query, also those that are still to come, without holding them. Columns
   * get the narrowest type that loses nothing; texts stay texts, BLOBs become hexadecimal text,
   * those declared VECTOR lists of floats. The cursor stays open.
   *
   * @return rows written
   * @throws dev.alidade.engine.EngineException when the query fails, the file is there and must not
   *     be replaced, or cannot be written; the target is as it was then
   */
  long exportQuery(QueryCursor rows, Path file, ExportOptions options, Progress progress);
}
