package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.workspace.SqlFunction;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connection of one open database, given to one caller at a time. */
interface Session extends AutoCloseable {
  /**
   * Waits for the connection and works with it. The work turns its {@code SQLException}s into
   * sentences itself.
   *
   * @throws dev.alidade.engine.OperationCancelled when cancelled while waiting
   */
  <T extends @Nullable Object> T use(Progress progress, SqlFunction<T> work);

  /** The database file; empty where it lives in memory. */
  Optional<Path> file();

  @Override
  void close();
}
