package dev.alidade.engine.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Brings a workspace to the tables this program knows. A migration is a resource beside this class;
 * {@code user_version} counts those that a file has. Released migrations never change.
 */
final class Migrations {
  /** In the order of their application; a new one goes to the end. */
  static final List<String> NAMES =
      List.of(
          "001-workspace.sql",
          "002-datasets.sql",
          "003-vector.sql",
          "004-telemetry.sql",
          "005-query-plans.sql",
          "006-measured-runs.sql",
          "007-decimal-comma.sql");

  /** "ALID": tells our files from those of other programs. */
  static final int APPLICATION_ID = 0x414c4944;

  private final String workspace;
  private final List<String> names;

  Migrations(String workspace, List<String> names) {
    this.workspace = workspace;
    this.names = names;
  }

  /**
   * Refuses a file that is not ours or newer than this program. Changes nothing.
   *
   * @return migrations that the file has
   */
  int check(Connection connection) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    int application = number(connection, "PRAGMA application_id");
    int objects = number(connection, "SELECT count(*) FROM sqlite_schema");
    boolean fresh = objects == 0 && version == 0 && application == 0;
    if (!fresh && application != APPLICATION_ID) {
      throw new WorkspaceException(
          "WS-102",
          workspace + " is a SQLite database, but not a workspace of Alidade.",
          "Open it as a database in the SQL panel, or choose another file for the workspace.",
          null);
    }
    if (version > names.size()) {
      throw new WorkspaceException(
          "WS-103",
          "The workspace %s was written by a newer Alidade (version %d, this one knows %d)."
              .formatted(workspace, version, names.size()),
          "Install the newer Alidade, or choose another workspace.",
          null);
    }
    return version;
  }

  /** Applies what is missing, each in a transaction, after a backup of a file that holds work. */
  void apply(Connection connection, Optional<Path> file) throws SQLException {
    int version = check(connection);
    if (version == names.size()) {
      return;
    }
    if (version > 0 && file.isPresent()) {
      backUp(connection, file.get(), version);
    }
    for (int next = version; next < names.size(); next++) {
      applyOne(connection, names.get(next), next + 1);
    }
  }

  private void applyOne(Connection connection, String name, int version) throws SQLException {
    String script = read(name);
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        // executeUpdate is the call that runs every statement of a script.
        statement.executeUpdate(script);
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
        statement.execute("PRAGMA user_version = " + version);
        statement.execute("COMMIT");
      } catch (SQLException e) {
        statement.execute("ROLLBACK");
        throw new WorkspaceException(
            "WS-109",
            "The workspace %s could not be brought to version %d (%s): %s"
                .formatted(workspace, version, name, e.getMessage()),
            "The file is as it was. Try again with free disk space, or report it with this code.",
            e);
      }
    }
  }

  private static void backUp(Connection connection, Path file, int version) throws SQLException {
    Path copy = file.resolveSibling(file.getFileName() + ".bak-v" + version);
    for (int attempt = 2; Files.exists(copy); attempt++) {
      copy = file.resolveSibling(file.getFileName() + ".bak-v" + version + "-" + attempt);
    }
    try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, copy.toString());
      statement.execute();
    }
  }

  private static String read(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the migration " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the migration " + name + " cannot be read", e);
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
