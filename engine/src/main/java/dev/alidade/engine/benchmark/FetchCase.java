package dev.alidade.engine.benchmark;

import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.sql.SqliteService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows fetched from SQLite through the service, and by a bare loop over the driver. */
record FetchCase(SqliteService sqlite, long size) implements BenchmarkCase {
  static final String NAME = "sql.fetch";

  private static final String BARE = "sqlite-jdbc";
  private static final int ONE_ROW_CALLS = 200;
  private static final int WIDTH = 3;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean quick() {
    return size == 1;
  }

  @Override
  public Prepared prepare() {
    try {
      Path file = Files.createTempFile("alidade-benchmark-", ".sqlite");
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "CREATE TABLE numbers (id INTEGER PRIMARY KEY, name TEXT, share REAL);"
                + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                + size
                + ") INSERT INTO numbers SELECT i, 'row ' || i, i / 7.0 FROM n");
      }
      SqliteDatabase database = sqlite.open(file, OpenOptions.readOnly());
      int calls = size == 1 ? ONE_ROW_CALLS : 1;
      return new Prepared(
          0,
          List.of(
              new Variant(JAVA, () -> {}, () -> repeat(calls, () -> ours(database)), calls),
              new Variant(BARE, () -> {}, () -> repeat(calls, () -> bare(connection)), calls)),
          Optional.empty(),
          "",
          () -> free(database, connection, file));
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file for the benchmark", e);
    } catch (SQLException e) {
      throw new IllegalStateException("the benchmark's database cannot be made", e);
    }
  }

  private static void repeat(int calls, Runnable work) {
    for (int i = 0; i < calls; i++) {
      work.run();
    }
  }

  private String sql() {
    return "SELECT id, name, share FROM numbers WHERE id <= " + size;
  }

  private void ours(SqliteDatabase database) {
    require(
        database.executeQuery(sql(), SqlParameters.NONE, QueryOptions.defaults()).rows().size());
  }

  private void bare(Connection connection) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql());
        ResultSet result = select.executeQuery()) {
      while (result.next()) {
        @Nullable Object[] row = new Object[WIDTH];
        for (int c = 0; c < WIDTH; c++) {
          row[c] = result.getObject(c + 1);
        }
        rows.add(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the bare loop failed", e);
    }
    require(rows.size());
  }

  private void require(int rows) {
    if (rows != size) {
      throw new IllegalStateException("%d rows instead of %d".formatted(rows, size));
    }
  }

  private static void free(SqliteDatabase database, Connection connection, Path file) {
    try {
      database.close();
      connection.close();
      Files.deleteIfExists(file);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the benchmark's file cannot be deleted: " + file, e);
    }
  }
}
