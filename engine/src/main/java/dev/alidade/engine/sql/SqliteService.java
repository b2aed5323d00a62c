package dev.alidade.engine.sql;

import java.nio.file.Path;
import java.util.List;

/** Opens SQLite files. Thread-safe. */
public interface SqliteService {
  /** Opens a file; the same file opened twice in the same mode gives the same database. */
  SqliteDatabase open(Path file, OpenOptions options);

  /** The workspace's own tables, read-only. */
  SqliteDatabase workspace();

  /** What is open now. */
  List<SqliteDatabase> databases();

  /**
   * Statements of a script, split as SQLite would: strings, comments and trigger bodies stay whole.
   */
  List<String> split(String script);

  /** Called after a database was opened or closed. */
  void onChange(Runnable listener);
}
