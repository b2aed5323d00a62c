package dev.alidade.engine.workspace;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on a connection of the workspace. */
@FunctionalInterface
public interface SqlFunction<T> {
  T apply(Connection connection) throws SQLException;
}
