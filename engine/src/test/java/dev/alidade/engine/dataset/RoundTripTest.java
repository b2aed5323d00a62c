package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.ExportFailed;
import dev.alidade.engine.dataset.ExportOptions.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  private static final int ROWS = 4_000;

  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private static void assertSame(Dataset actual, Dataset expected) {
    assertThat(LoadedData.names(actual)).isEqualTo(LoadedData.names(expected));
    assertThat(LoadedData.types(actual)).isEqualTo(LoadedData.types(expected));
    assertThat(actual.rowCount()).isEqualTo(expected.rowCount());
    assertThat(actual.rejectCount()).isZero();
    for (int i = 0; i < expected.columns().size(); i++) {
      for (long row = 0; row < expected.rowCount(); row++) {
        Object value = actual.column(i).value(row);
        Object wanted = expected.column(i).value(row);
        if (!Objects.deepEquals(value, wanted)) {
          assertThat(value)
              .as("row %d of %s", row, expected.column(i).field().name())
              .isEqualTo(wanted);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @CsvSource({
    "CSV,csv,1",
    "CSV,csv.gz,2",
    "TSV,tsv,3",
    "TSV,tsv.zst,4",
    "JSON,json,5",
    "NDJSON,ndjson,6",
    "NDJSON,ndjson.zst,7",
    "SQLITE,sqlite,8",
    "PARQUET,parquet,9",
    "PARQUET,pq,10"
  })
  void givesBackEveryValue(Format format, String extension, long seed) {
    boolean special = format == Format.CSV || format == Format.TSV || format == Format.PARQUET;
    Dataset original = loaded.catalog.fromRows("made", GeneratedRows.rows(seed, ROWS, special));
    Path file = folder.resolve("made." + extension);
    loaded.catalog.export(original, file, new ExportOptions(format, false), Progress.NONE);
    assertSame(loaded.load(file), original);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  /** Another program reads the file and finds the same values. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void writesCsvThatDuckDbReadsTheSame(long seed) throws SQLException {
    List<Map<String, Object>> rows = GeneratedRows.rows(seed, ROWS, true);
    rows.forEach(row -> row.keySet().retainAll(List.of("flag", "whole", "real", "note")));
    rows.removeIf(row -> String.valueOf(row.get("note")).indexOf('\0') >= 0);
    Dataset original = loaded.catalog.fromRows("made", rows);
    Path file = folder.resolve("made.csv");
    loaded.catalog.export(original, file, new ExportOptions(Format.CSV, false), Progress.NONE);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT * FROM read_csv('%s', header = true, delim = ',', quote = '\"', escape ="
                        .formatted(file)
                    + " '\"', new_line = '\\n"
                    + "', columns = {'flag': 'BOOLEAN', 'whole': 'BIGINT', 'real': 'DOUBLE',"
                    + " 'note': 'VARCHAR'})")) {
      long row = 0;
      for (; result.next(); row++) {
        for (int i = 0; i < 4; i++) {
          assertThat(result.getObject(i + 1))
              .as("row %d of %s", row, original.column(i).field().name())
              .isEqualTo(original.column(i).value(row));
        }
      }
      assertThat(row).isEqualTo(original.rowCount());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void readsCsvThatDuckDbWrote(long seed) throws SQLException {
    Path csv = folder.resolve("duck.csv");
    Path json = folder.resolve("duck.ndjson");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("SELECT setseed(0.%d)".formatted(seed));
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          """
          CREATE TABLE t AS SELECT
            CASE WHEN random() < .1 THEN NULL ELSE (random() * 1e15)::BIGINT END AS whole,
            CASE WHEN random() < .1 THEN NULL ELSE random() * 1e6 END AS real,
            CASE WHEN random() < .1 THEN NULL ELSE random() < .5 END AS flag,
            CASE WHEN random() < .1 THEN NULL ELSE
              TIMESTAMP '0001-01-01 00:00:00' + to_days((random() * 3600000)::INTEGER)
                + to_milliseconds((random() * 86400000)::BIGINT) END AS "at",
            CASE WHEN random() < .1 THEN NULL WHEN random() < .5 THEN 'a, "b"' || chr(10) || i
              ELSE 'straße 😀 ' || i END AS note
          FROM range(%d) r(i)
          """
              .formatted(ROWS));
      statement.execute("COPY t TO '%s' (HEADER)".formatted(csv));
      statement.execute("COPY t TO '%s'".formatted(json.toString().replace("ndjson", "json")));
      Dataset fromCsv = loaded.load(csv);
      assertThat(LoadedData.types(fromCsv))
          .containsExactly(
              ColumnType.INT64,
              ColumnType.FLOAT64,
              ColumnType.BOOL,
              ColumnType.TIMESTAMP,
              ColumnType.STRING);
      assertSame(loaded.load(folder.resolve("duck.json")), fromCsv);
      long row = 0;
      try (ResultSet result =
          statement.executeQuery("SELECT whole, real, flag, epoch_ms(\"at\"), note FROM t")) {
        for (; result.next(); row++) {
          for (int i = 0; i < 5; i++) {
            Object value =
                i == 3 && !fromCsv.column(3).isNull(row)
                    ? (Object) ((TimestampColumn) fromCsv.column(3)).epochMillis(row)
                    : fromCsv.column(i).value(row);
            assertThat(value).as("row %d, column %d", row, i).isEqualTo(result.getObject(i + 1));
          }
        }
      }
      assertThat(row).isEqualTo(fromCsv.rowCount());
    }
  }

  @Test
  void readsTablesAsSqliteHoldsThem() throws SQLException {
    Path file = folder.resolve("db.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          CREATE TABLE "odd ""name" (id INTEGER PRIMARY KEY, yes BOOLEAN, no BOOLEAN, at TEXT,
            mixed, raw BLOB, "Ünï" REAL)
          """);
      statement.executeUpdate(
          """
          INSERT INTO "odd ""name" VALUES
            (1, 1, 0, '2024-01-01T00:00:00Z', 1, x'00ff', 1.5),
            (2, NULL, 2, '2024-01-02', 'two', NULL, NULL),
            (9223372036854775807, 0, 1, NULL, 2.5, x'', 3)
          """);
      statement.executeUpdate("CREATE VIEW one AS SELECT 1 AS x");
    }
    assertThat(loaded.catalog.tablesOf(file)).containsExactly("odd \"name", "one");
    Dataset data = loaded.catalog.load(file, LoadOptions.defaults().withTable("odd \"name"));
    assertThat(data.name()).isEqualTo("odd \"name");
    assertThat(LoadedData.types(data))
        .containsExactly(
            ColumnType.INT64,
            ColumnType.BOOL,
            ColumnType.INT64,
            ColumnType.TIMESTAMP,
            ColumnType.STRING,
            ColumnType.STRING,
            ColumnType.FLOAT64);
    assertThat(LoadedData.values(data, "id")).containsExactly(1L, 2L, Long.MAX_VALUE);
    assertThat(LoadedData.values(data, "yes")).containsExactly(true, null, false);
    assertThat(LoadedData.values(data, "mixed")).containsExactly("1", "two", "2.5");
    assertThat(LoadedData.values(data, "raw")).containsExactly("00ff", null, "");
    assertThat(loaded.catalog.load(file, LoadOptions.defaults().withTable("one")).rowCount())
        .isEqualTo(1);
    assertThat(folder.toFile().list()).containsExactly("db.sqlite");
  }

  @Test
  void replacesAFileOnlyWhenAskedTo() throws IOException {
    Dataset data = loaded.catalog.fromRows("made", List.of(Map.of("a", 1L)));
    Path file = Files.writeString(folder.resolve("a.csv"), "precious");
    assertThatThrownBy(
            () ->
                loaded.catalog.export(
                    data, file, new ExportOptions(Format.CSV, false), Progress.NONE))
        .isInstanceOfSatisfying(
            ExportFailed.class,
            e -> {
              assertThat(e.code()).isEqualTo("DATA-201");
              assertThat(e.sentence()).isEqualTo(file + " is there already.");
              assertThat(e.remedy()).isNotBlank();
            });
    assertThat(file).hasContent("precious");
    loaded.catalog.export(data, file, new ExportOptions(Format.CSV, true), Progress.NONE);
    assertThat(file).hasContent("a\n1\n");
  }

  @Test
  void saysThatAFolderIsMissing() {
    Dataset data = loaded.catalog.fromRows("made", List.of(Map.of("a", 1L)));
    assertThatThrownBy(
            () ->
                loaded.catalog.export(
                    data,
                    folder.resolve("no").resolve("a.csv"),
                    new ExportOptions(Format.CSV, false),
                    Progress.NONE))
        .isInstanceOfSatisfying(
            ExportFailed.class, e -> assertThat(e.code()).isEqualTo("DATA-203"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CSV", "JSON", "SQLITE", "PARQUET"})
  void leavesNothingBehindWhenCancelled(Format format) throws IOException {
    Dataset data = loaded.catalog.fromRows("made", GeneratedRows.rows(1, 10_000, false));
    Path file = Files.writeString(folder.resolve("a.out"), "precious");
    Progress cancelsAtHalf =
        new Progress() {
          private volatile boolean half;

          @Override
          public void report(double fraction, String message) {
            half |= fraction > 0.4;
          }

          @Override
          public boolean cancelled() {
            return half;
          }
        };
    assertThatThrownBy(
            () -> loaded.catalog.export(data, file, new ExportOptions(format, true), cancelsAtHalf))
        .isInstanceOf(OperationCancelled.class)
        .hasMessage("Cancelled: writing made.");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(file).hasContent("precious");
  }
}
