package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.ColumnarCatalog;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings in files that DuckDB wrote become collections, and DuckDB says what is nearest. */
class ParquetVectorsTest {
  @TempDir Path folder;
  private final VectorFixture fixture = new VectorFixture(WasmMode.OFF);
  private final ColumnarCatalog catalog =
      new ColumnarCatalog(
          fixture.host.shards(), fixture.workspace, Telemetry.NONE, Clock.systemUTC(), 2);
  private Connection duck;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    duck = DriverManager.getConnection("jdbc:duckdb:");
    statement = duck.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    duck.close();
    catalog.close();
    fixture.close();
  }

  private Dataset written(String query) throws SQLException {
    Path file = folder.resolve("passages.parquet");
    statement.execute(
        "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)".formatted(query, file));
    return catalog.load(file, LoadOptions.defaults());
  }

  private VectorCollection collected(Dataset data) {
    return fixture.vectors.createFromDataset(
        "passages", data, "embedding", Metric.EUCLIDEAN, Progress.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT[]", "DOUBLE[]", "FLOAT[4]", "DOUBLE[4]"})
  void documentsTakeIdTextMetadataAndVectorFromTheirColumns(String type) throws SQLException {
    statement.execute(
        """
        CREATE TABLE passages AS SELECT 'p' || i AS id, 'shelf ' || (i %% 7) AS shelf,
          'passage number ' || i AS text, i %% 3 = 0 AS checked, (i / 4)::DOUBLE AS weight,
          CASE WHEN i %% 10 = 1 THEN NULL
            ELSE [sin(i), cos(i), sin(3 * i), i / 5000]::%s END AS embedding
        FROM range(5000) r(i) ORDER BY i
        """
            .formatted(type));
    Dataset data = written("SELECT * FROM passages");
    // Short lists of doubles stay text, which keeps all their digits.
    assertThat(data.column("embedding").field().type())
        .isEqualTo(type.startsWith("FLOAT") ? ColumnType.VECTOR : ColumnType.STRING);
    assertThat(fixture.vectors.holdsVectors(data, "embedding")).isTrue();
    assertThat(fixture.vectors.holdsVectors(data, "text")).isFalse();

    VectorCollection collection = collected(data);

    assertThat(collection.size()).isEqualTo(4_500);
    assertThat(collection.info().dimensions()).isEqualTo(4);
    SearchResults results =
        collection.search(
            new float[] {0.3f, -0.2f, 0.1f, 0.5f},
            SearchOptions.top(5).withFilter(new Filter.Equals("checked", true)));
    List<String> nearest = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT id FROM passages WHERE checked AND embedding IS NOT NULL
            ORDER BY list_distance(embedding::DOUBLE[], [0.3, -0.2, 0.1, 0.5]) LIMIT 5
            """)) {
      while (rows.next()) {
        nearest.add(rows.getString(1));
      }
    }
    assertThat(ids(results)).isEqualTo(nearest);
    SearchResults.Hit hit = results.hits().getFirst();
    int row = Integer.parseInt(hit.id().substring(1));
    assertThat(hit.content()).isEqualTo("passage number " + row);
    assertThat(hit.metadata())
        .containsEntry("shelf", "shelf " + row % 7)
        .containsEntry("weight", row / 4.0)
        .doesNotContainKey("embedding");
  }

  @Test
  void withoutAnIdColumnRowsCountFromOneAndNullsLeaveGaps() throws SQLException {
    Dataset data =
        written(
            """
            SELECT * FROM (VALUES (NULL), ([1, 2]::FLOAT[]), (NULL), ([3, 5]::FLOAT[])) t(embedding)
            """);

    assertThat(ids(collected(data).search(new float[] {3, 4}, SearchOptions.top(10))))
        .containsExactly("4", "2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0.5, 0.25]     | VEC-101 | Row 3,001 of the column \"embedding\" has 2 values, but row 2",
        "[]              | VEC-101 | Row 3,001 of the column \"embedding\" has 0 values, but row 2",
        "[1, 2, 3, 4]    | VEC-101 | Row 3,001 of the column \"embedding\" has 4 values, but row 2",
        "[1, NULL, 3]    | VEC-102 | Row 3,001 of the column \"embedding\" holds null at position"
            + " 1",
        "[1, 2, 'NaN'::DOUBLE]   | VEC-102 | Row 3,001 of the column \"embedding\" holds NaN at"
            + " position 2",
        "['-inf'::DOUBLE, 0, 0]  | VEC-102 | Row 3,001 of the column \"embedding\" holds -Infinity"
            + " at pos",
        "['NaN'::DOUBLE, 0]      | VEC-101 | Row 3,001 of the column \"embedding\" has 2 values,"
            + " but row 2"
      })
  void namesTheRowWhoseVectorIsUnusableAndLeavesNoCollection(String list, String code, String start)
      throws SQLException {
    Dataset data =
        written(
            """
            SELECT 'p' || i AS id, CASE WHEN i = 3000 THEN %s::DOUBLE[] WHEN i %% 5 = 0 THEN NULL
              ELSE [i, 1, 2]::DOUBLE[] END AS embedding FROM range(4000) r(i) ORDER BY i
            """
                .formatted(list));
    assertThat(fixture.vectors.holdsVectors(data, "embedding")).isTrue();

    assertThatThrownBy(() -> collected(data))
        .isInstanceOfSatisfying(
            VectorException.VectorRefused.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.sentence()).startsWith(start);
              assertThat(e.remedy()).isNotBlank();
            });
    assertThat(fixture.vectors.collections()).isEmpty();
  }

  @Test
  void aColumnOfRaggedListsIsReadAsTextToItsLastDigit() throws SQLException {
    Dataset data =
        written(
            """
            SELECT i AS id, CASE WHEN i = 4500 THEN [0.1] WHEN i = 3 THEN NULL
              ELSE [i / 3, 0.1] END::DOUBLE[] AS embedding FROM range(5000) r(i) ORDER BY i
            """);

    assertThat(data.column("embedding").field().type()).isEqualTo(ColumnType.STRING);
    assertThat(data.column("embedding").value(1)).isEqualTo("[" + 1 / 3.0 + ",0.1]");
    assertThat(data.column("embedding").value(3)).isNull();
    assertThat(data.column("embedding").value(4_500)).isEqualTo("[0.1]");
    assertThat(data.column("id").value(4_999)).isEqualTo(4_999L);
    assertThat(data.rowCount()).isEqualTo(5_000);
  }

  @Test
  void listsOfNumbersInACsvFileAreVectorsToo() throws IOException {
    Path file = folder.resolve("words.csv");
    Files.write(
        file,
        Arrays.asList("word,embedding", "east,\"[1.0, 0.0]\"", "north,\"[0.0, 1e0]\"", "nowhere,"));
    Dataset data = catalog.load(file, LoadOptions.defaults());

    VectorCollection collection = collected(data);

    assertThat(collection.size()).isEqualTo(2);
    SearchResults.Hit hit =
        collection.search(new float[] {0, 1}, SearchOptions.top(1)).hits().getFirst();
    assertThat(hit.content()).isEqualTo("north");
    assertThat(hit.score()).isEqualTo(0);
    assertThat(hit.metadata()).doesNotContainKey("embedding");
  }
}
