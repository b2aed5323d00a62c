package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import dev.alidade.engine.dataset.ExportOptions.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DuckDB writes what we read and reads what we write. */
class ParquetTest {
  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();
  private Connection duck;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    duck = DriverManager.getConnection("jdbc:duckdb:");
    statement = duck.createStatement();
    statement.execute("SET TimeZone = 'UTC'");
  }

  @AfterEach
  void close() throws SQLException {
    duck.close();
    loaded.close();
  }

  private Dataset written(String query, String options) throws SQLException {
    Path file = folder.resolve("duck.parquet");
    statement.execute("COPY (%s) TO '%s' (FORMAT parquet%s)".formatted(query, file, options));
    return loaded.load(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", CODEC 'uncompressed'",
        ", CODEC 'snappy'",
        ", CODEC 'gzip'",
        ", CODEC 'zstd'",
        ", CODEC 'lz4_raw'",
        ", PARQUET_VERSION 'v2'"
      })
  void readsWhatDuckDbWrote(String options) throws SQLException {
    String query =
        """
        SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE i * 1000003 - 5000000000 END AS whole,
          (i % 100)::TINYINT AS tiny, i::UINTEGER AS uint,
          CASE WHEN i % 5 = 0 THEN NULL ELSE sin(i) * 1e9 END AS real,
          (i / 8)::FLOAT AS single,
          CASE WHEN i % 3 = 0 THEN NULL ELSE i % 2 = 0 END AS flag,
          TIMESTAMP '0001-01-01 00:00:00' + to_days((i * 36)::INTEGER)
            + to_milliseconds(i * 997) AS "at",
          (DATE '1969-12-25' + (i % 20)::INTEGER) AS day,
          CASE WHEN i % 11 = 0 THEN NULL ELSE 'shop ' || (i % 50) END AS shop,
          'straße 😀 ' || i AS note,
          (i * 1.25)::DECIMAL(12, 2) AS price,
          (i::HUGEINT * 10000000000000000)::DECIMAL(38, 3) AS large
        FROM range(100000) r(i)
        """;
    Dataset data = written(query, ", ROW_GROUP_SIZE 30000" + options);
    assertThat(LoadedData.types(data))
        .containsExactly(
            ColumnType.INT64,
            ColumnType.INT64,
            ColumnType.INT64,
            ColumnType.FLOAT64,
            ColumnType.FLOAT64,
            ColumnType.BOOL,
            ColumnType.TIMESTAMP,
            ColumnType.TIMESTAMP,
            ColumnType.STRING,
            ColumnType.STRING,
            ColumnType.FLOAT64,
            ColumnType.STRING);
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT whole, tiny::BIGINT, uint::BIGINT, real, single::DOUBLE, flag, epoch_ms("at"),
              epoch_ms(day::TIMESTAMP), shop, note, price::DOUBLE, large::VARCHAR
            FROM (%s)
            """
                .formatted(query))) {
      long row = 0;
      for (; rows.next(); row++) {
        for (int i = 0; i < 12; i++) {
          Object value =
              data.column(i) instanceof TimestampColumn times
                  ? (Object) times.epochMillis(row)
                  : data.column(i).value(row);
          Object wanted = rows.getObject(i + 1);
          if (!java.util.Objects.equals(value, wanted)) {
            assertThat(value).as("row %d, column %d", row, i).isEqualTo(wanted);
          }
        }
      }
      assertThat(data.rowCount()).isEqualTo(row).isEqualTo(100_000);
    }
  }

  @Test
  void readsNestedFieldsListsAndOddTypes() throws SQLException {
    Dataset data =
        written(
            """
            SELECT * FROM (VALUES
              ({'city': 'Ulm', 'geo': {'x': 1, 'y': NULL}}, [1.5, 2.5]::FLOAT[], [1, NULL], MAP {'k': 7},
                TIME '12:30:01.5', '01020304-0506-0708-090a-0b0c0d0e0f10'::UUID, 18446744073709551615::UBIGINT,
                '\\x00\\xFF'::BLOB),
              (NULL, [3.5, '-0.0'::FLOAT]::FLOAT[], [], MAP {}, NULL, NULL, 1::UBIGINT, NULL),
              ({'city': NULL, 'geo': NULL}, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
              t(place, vector, list, map, "time", id, big, raw)
            """,
            "");
    assertThat(LoadedData.names(data))
        .containsExactly(
            "place.city",
            "place.geo.x",
            "place.geo.y",
            "vector",
            "list",
            "map.key",
            "map.value",
            "time",
            "id",
            "big",
            "raw");
    assertThat(LoadedData.values(data, "place.city")).containsExactly("Ulm", null, null);
    assertThat(LoadedData.values(data, "place.geo.x")).containsExactly(1L, null, null);
    assertThat(LoadedData.values(data, "vector"))
        .containsExactly(List.of(1.5f, 2.5f), List.of(3.5f, -0.0f), null);
    assertThat(LoadedData.values(data, "list")).containsExactly("[1,null]", "[]", null);
    assertThat(LoadedData.values(data, "map.key")).containsExactly("[\"k\"]", "[]", null);
    assertThat(LoadedData.values(data, "time")).containsExactly("12:30:01.500", null, null);
    assertThat(LoadedData.values(data, "id"))
        .containsExactly("01020304-0506-0708-090a-0b0c0d0e0f10", null, null);
    assertThat(LoadedData.values(data, "big")).containsExactly("18446744073709551615", "1", null);
    assertThat(LoadedData.values(data, "raw")).containsExactly("00ff", null, null);
  }

  @Test
  void keepsTheDigitsOfListsThatAVectorWouldLose() throws SQLException {
    String query =
        """
        SELECT [i + 0.123456789::DOUBLE, i] AS fine, [9007199254740993 + i, 1]::BIGINT[] AS whole,
          [0.5 + i, i]::DOUBLE[] AS exact FROM range(3) r(i)
        """;
    Dataset data = written(query, "");
    assertThat(LoadedData.types(data))
        .containsExactly(ColumnType.STRING, ColumnType.STRING, ColumnType.VECTOR);
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT to_json(fine)::VARCHAR, to_json(whole)::VARCHAR FROM (%s)".formatted(query))) {
      for (long row = 0; rows.next(); row++) {
        assertThat(data.column(0).value(row)).isEqualTo(rows.getString(1));
        assertThat(data.column(1).value(row)).isEqualTo(rows.getString(2));
      }
    }
  }

  @Test
  void refusesListsOfLists() {
    assertThatThrownBy(() -> written("SELECT [[1]] AS deep", ""))
        .isInstanceOfSatisfying(
            DatasetUnreadable.class,
            e -> {
              assertThat(e.code()).isEqualTo("DATA-118");
              assertThat(e.sentence()).contains("\"deep\"");
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void writesWhatDuckDbReads(long seed) throws SQLException {
    Dataset original = loaded.catalog.fromRows("made", GeneratedRows.rows(seed, 5_000, true));
    Path file = folder.resolve("made.parquet");
    loaded.catalog.export(original, file, new ExportOptions(Format.PARQUET, false), Progress.NONE);
    try (ResultSet rows = statement.executeQuery("SELECT * FROM '%s'".formatted(file))) {
      long row = 0;
      for (; rows.next(); row++) {
        for (int i = 0; i < original.columns().size(); i++) {
          Object value = rows.getObject(i + 1);
          Object wanted = original.column(i).value(row);
          if (value instanceof java.time.OffsetDateTime time) {
            value = time.toInstant();
          } else if (value instanceof Timestamp time) {
            value = time.toInstant();
          } else if (value instanceof java.sql.Array array) {
            value = Arrays.asList((Object[]) array.getArray()).toString();
            wanted = Arrays.toString((float[]) wanted);
          }
          assertThat(value).as("row %d, column %d", row, i).isEqualTo(wanted);
        }
      }
      assertThat(row).isEqualTo(original.rowCount());
    }
    try (ResultSet type =
        statement.executeQuery("SELECT typeof(\"at\") FROM '%s' LIMIT 1".formatted(file))) {
      assertThat(type.next()).isTrue();
      assertThat(type.getString(1)).isEqualTo("TIMESTAMP WITH TIME ZONE");
    }
  }

  @Test
  void readsATableWithoutRowsAndIntervals() throws SQLException {
    Dataset empty = written("SELECT 1 AS a, 'x' AS b, [1.5] AS v WHERE false", "");
    assertThat(LoadedData.names(empty)).containsExactly("a", "b", "v");
    assertThat(empty.rowCount()).isZero();
    Dataset data =
        written("SELECT INTERVAL '1 month 3 days 1500 milliseconds' AS i, '\\xFF'::BLOB AS b", "");
    assertThat(LoadedData.row(data, 0)).containsExactly("P1M3DT1.5S", "ff");
  }

  @Test
  void namesEveryFileWithAChangedByte() throws IOException, SQLException {
    Path file = folder.resolve("changed.parquet");
    statement.execute(
        "COPY (SELECT range AS i, 'text ' || range AS s, [range, 1] AS l FROM range(500)) TO '%s'"
            .formatted(file));
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int at = 4; at < whole.length; at += 17) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x55;
      Files.write(file, changed);
      Throwable error = catchThrowable(() -> loaded.load(file).close());
      if (error != null) {
        refused++;
        assertThat(error)
            .as("byte %d", at)
            .isInstanceOfSatisfying(
                DatasetUnreadable.class,
                e -> assertThat(e.sentence()).doesNotContain("apache", "java", "Exception"));
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void saysThatAFileIsCutOff() throws IOException, SQLException {
    Path file = folder.resolve("cut.parquet");
    statement.execute("COPY (SELECT range AS i FROM range(1000)) TO '%s'".formatted(file));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> loaded.load(file))
        .isInstanceOfSatisfying(
            DatasetUnreadable.class,
            e -> {
              assertThat(e.code()).isEqualTo("DATA-117");
              assertThat(e.remedy()).isNotBlank();
            });
  }
}
