package dev.alidade.engine.sql;

import dev.alidade.engine.sql.DatabaseStorage.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from dbstat how a database uses its pages: all of them are read. */
final class StorageReader {
  /** The parts of a tree by its own order; a leaf's neighbour is the one before it in its tree. */
  private static final String TREES =
      """
      SELECT d.name, coalesce(s.tbl_name, d.name), coalesce(s.type = 'index', 0),
        sum(d.ncell) FILTER (WHERE d.pagetype = 'leaf' OR s.type = 'index' OR l.wr),
        count(*), sum(d.pgsize), sum(d.payload), sum(d.unused),
        count(*) FILTER (WHERE d.pagetype = 'overflow'),
        coalesce(avg(CASE WHEN d.pagetype = 'leaf' AND d.previous IS NOT NULL
          THEN d.pageno <> d.previous + 1 END), 0)
      FROM (SELECT *, lag(pageno) OVER (PARTITION BY name, pagetype ORDER BY path) AS previous
          FROM dbstat) AS d
        LEFT JOIN sqlite_schema AS s ON s.name = d.name AND s.type IN ('table', 'index')
        LEFT JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = d.name
      GROUP BY d.name ORDER BY 6 DESC, 1
      """;

  private final Connection connection;
  private final Optional<Path> file;

  StorageReader(Connection connection, Optional<Path> file) {
    this.connection = connection;
    this.file = file;
  }

  DatabaseStorage read() throws SQLException {
    List<Tree> trees = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TREES)) {
      while (rows.next()) {
        trees.add(
            new Tree(
                rows.getString(1),
                rows.getString(2),
                rows.getBoolean(3),
                rows.getLong(4),
                rows.getLong(5),
                rows.getLong(6),
                rows.getLong(7),
                rows.getLong(8),
                rows.getLong(9),
                rows.getDouble(10)));
      }
    }
    return new DatabaseStorage(space(trees), trees);
  }

  private DatabaseSpace space(List<Tree> trees) throws SQLException {
    long pageSize = TrialCopy.number(connection, "PRAGMA page_size");
    long pages = TrialCopy.number(connection, "PRAGMA page_count");
    long all = trees.stream().mapToLong(Tree::pages).sum();
    double scattered = trees.stream().mapToDouble(t -> t.fragmentation() * t.pages()).sum();
    return new DatabaseSpace(
        pages * pageSize + file.map(StorageReader::logBytes).orElse(0L),
        pageSize,
        pages,
        TrialCopy.number(connection, "PRAGMA freelist_count"),
        trees.stream().mapToLong(Tree::unusedBytes).sum(),
        all == 0 ? 0 : scattered / all,
        journalMode());
  }

  private String journalMode() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA journal_mode")) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  private static long logBytes(Path file) {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    try {
      return Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      return 0; // a log that another program has just removed
    }
  }
}
