package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.workspace.SqlFunction;
import dev.alidade.engine.workspace.Workspace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A workspace in memory, read through its own connection with writes switched off. */
final class WorkspaceSession implements Session {
  private final Workspace workspace;

  WorkspaceSession(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public <T extends @Nullable Object> T use(Progress progress, SqlFunction<T> work) {
    return workspace.read(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only=ON");
            try {
              return work.apply(connection);
            } finally {
              statement.execute("PRAGMA query_only=OFF");
            }
          } catch (SQLException e) {
            throw SqlErrors.statement(workspace.name(), "", e);
          }
        });
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  /** The workspace is closed by its owner. */
  @Override
  public void close() {}
}
