package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.ExportOptions.Format;
import dev.alidade.engine.sql.CursorOptions;
import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.SqlException;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of a query is what DuckDB reads. */
class QueryExportTest {
  /** Three parts, the last one not full. */
  private static final int ROWS = 150_000;

  private static final String MADE =
      """
      CREATE TABLE made (
        id INTEGER PRIMARY KEY, score REAL, name TEXT, day TEXT, raw BLOB, v VECTOR, missing,
        mixed, late)
      """;

  /** {@code late} is a number up to a row of the last part. */
  private static final String FILL =
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
      INSERT INTO made
      SELECT i, iif(i %% 3, i / 8.0, NULL), 'né 😀 ' || i, '2024-02-29 12:00:00.123456',
        CASE WHEN i %% 2 THEN zeroblob(2) END, x'0000803f00000040', NULL,
        CASE i %% 2 WHEN 0 THEN i ELSE 'text' END, iif(i = 140000, 'late', i)
      FROM n
      """
          .formatted(ROWS);

  @TempDir Path folder;
  private Path target = Path.of("");
  private WasmServices services;
  private SqliteDatabase database;

  @BeforeEach
  void make() throws SQLException {
    Path file = folder.resolve("made.sqlite");
    target = folder.resolve("made.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate(MADE);
      statement.executeUpdate(FILL);
    }
    services = WasmServices.open();
    database = services.sqlite().open(file, OpenOptions.readOnly());
  }

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void parquetOfAQueryIsReadByDuckDb() throws SQLException {
    assertThat(export("SELECT * FROM made ORDER BY id", Progress.NONE)).isEqualTo(ROWS);
    assertThat(ask("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '%s')"))
        .containsExactly(
            List.of("id BIGINT"),
            List.of("score DOUBLE"),
            List.of("name VARCHAR"),
            List.of("day VARCHAR"),
            List.of("raw VARCHAR"),
            List.of("v FLOAT[]"),
            List.of("missing VARCHAR"),
            List.of("mixed VARCHAR"),
            List.of("late VARCHAR"));
    assertThat(
            ask(
                "SELECT count(*), count(DISTINCT id), count(score), sum(score), count(raw),"
                    + " count(missing), max(v[2]) FROM '%s'"))
        .containsExactly(List.of(150_000L, 150_000L, 100_000L, 937_500_000.0, 75_000L, 0L, 2.0f));
    assertThat(ask("SELECT id, name, day, raw, mixed, late FROM '%s' WHERE id IN (7, 140000)"))
        .containsExactly(
            List.of(7L, "né 😀 7", "2024-02-29 12:00:00.123456", "0000", "text", "7"),
            Arrays.asList(
                140_000L, "né 😀 140000", "2024-02-29 12:00:00.123456", null, "140000", "late"));
  }

  @Test
  void writesColumnsOfOneNameUnderTwoAndAResultWithoutRows() throws SQLException {
    export("SELECT id, id FROM made WHERE id < 0", Progress.NONE);
    assertThat(ask("SELECT column_name FROM (DESCRIBE SELECT * FROM '%s')"))
        .containsExactly(List.of("id"), List.of("id 2"));
    assertThat(ask("SELECT count(*) FROM '%s'")).containsExactly(List.of(0L));
  }

  @Test
  void aCancelledExportLeavesTheTargetAsItWas() throws IOException {
    Files.writeString(target, "before");
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong reports = new AtomicLong();
    Progress cancelling =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            // In the second reading, which writes.
            stop.compareAndSet(false, reports.incrementAndGet() > 60);
          }

          @Override
          public boolean cancelled() {
            return stop.get();
          }
        };
    assertThat(
            catchThrowableOfType(
                OperationCancelled.class, () -> export("SELECT * FROM made", cancelling)))
        .isNotNull();
    assertThat(target).hasContent("before");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("made.sqlite", "made.parquet");
  }

  @Test
  void aQueryThatFailsOnTheWayLeavesNoFile() {
    SqlException e =
        catchThrowableOfType(
            SqlException.class,
            () ->
                export(
                    "SELECT abs(iif(id = 90000, -9223372036854775807 - 1, id)) FROM made",
                    Progress.NONE));
    assertThat(e.sentence()).contains("integer overflow");
    assertThat(folder.toFile().list()).containsExactly("made.sqlite");
  }

  @Test
  void rowsThatWereClosedAreNotTakenForAll() {
    QueryCursor cursor = cursor("SELECT * FROM made");
    cursor.close();
    SqlException e =
        catchThrowableOfType(
            SqlException.class,
            () ->
                services
                    .datasets()
                    .exportQuery(
                        cursor, target, new ExportOptions(Format.PARQUET, true), Progress.NONE));
    assertThat(e.code()).isEqualTo("SQL-211");
    assertThat(target).doesNotExist();
  }

  /** The first demand is smaller than the result: the export asks for the rest. */
  private QueryCursor cursor(String sql) {
    return database.openCursor(sql, SqlParameters.NONE, new CursorOptions(Long.MAX_VALUE, 10));
  }

  private long export(String sql, Progress progress) {
    try (QueryCursor cursor = cursor(sql)) {
      return services
          .datasets()
          .exportQuery(cursor, target, new ExportOptions(Format.PARQUET, true), progress);
    }
  }

  private List<List<Object>> ask(String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet all = duck.createStatement().executeQuery(sql.formatted(target))) {
      int width = all.getMetaData().getColumnCount();
      while (all.next()) {
        Object[] row = new Object[width];
        for (int i = 0; i < width; i++) {
          row[i] = all.getObject(i + 1);
        }
        rows.add(Arrays.asList(row));
      }
    }
    return rows;
  }
}
