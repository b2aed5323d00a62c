package dev.alidade.engine.workspace;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one file a user's work lives in (SQLite, WAL). It is the truth; linear memory is a cache of
 * it. Thread-safe.
 */
public interface Workspace extends AutoCloseable {
  /** The file; empty for a workspace in memory. */
  Optional<Path> file();

  /** Name to show, for example {@code films.alidade}. */
  String name();

  /** Reads a consistent state. */
  <T extends @Nullable Object> T read(SqlFunction<T> work);

  /**
   * Runs the work in one transaction; when this returns, SQLite has committed it. An exception
   * rolls back.
   */
  <T extends @Nullable Object> T write(SqlFunction<T> work);

  /** A setting of the session, for example the last panel. */
  Optional<String> setting(String key);

  void putSetting(String key, String value);

  /** Bytes of the database file, or of its pages in memory. */
  long sizeBytes();

  @Override
  void close();
}
