package dev.alidade.engine.workspace;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Work on a connection of the workspace. */
@FunctionalInterface
public interface SqlFunction<T extends @Nullable Object> {
  T apply(Connection connection) throws SQLException;
}
