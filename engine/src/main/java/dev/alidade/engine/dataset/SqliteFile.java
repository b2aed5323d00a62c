package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** A SQLite file, opened read-only for its tables. */
final class SqliteFile {
  private final SourceFile file;

  /**
   * @throws DatasetUnreadable when the file is no SQLite database
   */
  SqliteFile(SourceFile file) {
    this.file = file;
    byte[] head = file.head(4_096);
    if (!FileKind.isSqlite(head)) {
      throw new DatasetUnreadable(
          "DATA-108",
          "%s is not a SQLite database%s.".formatted(file.fileName(), FileKind.described(head)),
          "Choose a SQLite file, or rename this one to what it is.",
          null);
    }
  }

  Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.enableLoadExtension(false);
    return config.createConnection("jdbc:sqlite:" + file.path().toAbsolutePath());
  }

  /** Tables and views, in the order of their making; SQLite's own ones are left out. */
  List<String> tables() {
    List<String> tables = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name FROM pragma_table_list WHERE schema = 'main'"
                    + " AND type IN ('table', 'view', 'virtual')"
                    + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                    + " ORDER BY (SELECT rowid FROM sqlite_schema s WHERE s.name ="
                    + " pragma_table_list.name)")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
    if (tables.isEmpty()) {
      throw new DatasetUnreadable(
          "DATA-109",
          file.fileName() + " has no tables.",
          "Choose a database that has tables.",
          null);
    }
    return tables;
  }

  /** The wanted table, which must be there. */
  String table(String wanted) {
    return tables().stream()
        .filter(name -> name.equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetUnreadable(
                    "DATA-109",
                    "%s has no table \"%s\".".formatted(file.fileName(), wanted),
                    InvalidRequest.oneOf(tables()),
                    null));
  }

  DatasetUnreadable unreadable(SQLException e) {
    return new DatasetUnreadable(
        "DATA-110",
        "SQLite cannot read %s: %s".formatted(file.fileName(), e.getMessage()),
        "If the file was cut off or is being written, get a whole copy of it.",
        e);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
