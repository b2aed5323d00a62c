package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.sql.CursorOptions;
import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.SqlException;
import dev.alidade.engine.sql.SqlParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowExportTest {
  private static final String ROWS = "SELECT * FROM mixed ORDER BY id";

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void make() throws SQLException {
    file = folder.resolve("mixed.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE mixed (id INTEGER PRIMARY KEY, v, \"the \"\"text\")");
      statement.executeUpdate(
          """
          INSERT INTO mixed (v, "the ""text") VALUES
            (NULL, ''), (1, 'a,b'), (-9223372036854775808, 'say "hi"'), (0.1, 'two
          lines'), (9e999, 'pipe | and \\'), (x'00ff', 'é 😀'), ('7', '''quoted'''), (-0.0, NULL)
          """);
      statement.executeUpdate(
          "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 700)"
              + " INSERT INTO mixed (v, \"the \"\"text\") SELECT n / 7.0, 'row ' || n FROM c");
    }
  }

  @Test
  void insertsGiveBackExactlyTheSameRows() throws Exception {
    String sql = Files.readString(export(RowFormat.SQL));
    Path copy = folder.resolve("copy.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE mixed (id INTEGER PRIMARY KEY, v, \"the \"\"text\")");
      // The driver runs one statement at a time.
      for (String part : sql.split(";\n")) {
        statement.executeUpdate(part);
      }
    }
    assertThat(quoted(copy)).isEqualTo(quoted(file)).hasSize(708);
  }

  @Test
  void jsonIsReadBackByJackson() throws IOException, SQLException {
    JsonNode rows = new ObjectMapper().readTree(export(RowFormat.JSON).toFile());
    List<String> lines = Files.readAllLines(export(RowFormat.NDJSON));
    assertThat(rows).hasSize(708);
    assertThat(lines).hasSize(708);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(new ObjectMapper().readTree(lines.get(i))).isEqualTo(rows.get(i));
    }
    assertThat(rows.get(0).get("v").isNull()).isTrue();
    assertThat(rows.get(2).get("v").asLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(rows.get(3).get("v").asDouble()).isEqualTo(0.1);
    assertThat(rows.get(4).get("v").isNull()).isTrue();
    assertThat(rows.get(5).get("v").asText())
        .isEqualTo(HexFormat.of().formatHex(new byte[] {0, -1}));
    assertThat(rows.get(6).get("v").isTextual()).isTrue();
    assertThat(rows.get(3).get("the \"text").asText()).isEqualTo("two\nlines");
  }

  @Test
  void csvIsReadBackByTheEngine() throws Exception {
    Path csv = export(RowFormat.CSV);
    try (WasmServices services = WasmServices.open();
        var data = services.datasets().load(csv, LoadOptions.defaults())) {
      assertThat(data.rowCount()).isEqualTo(708);
      assertThat(data.schema().fields().stream().map(field -> field.name()))
          .containsExactly("id", "v", "the \"text");
      assertThat(data.columns().get(2).value(3)).isEqualTo("two\nlines");
    }
  }

  @Test
  void rowsThatWereClosedAreNotTakenForAll() {
    try (WasmServices services = WasmServices.open()) {
      QueryCursor cursor =
          services
              .sqlite()
              .open(file, OpenOptions.readOnly())
              .openCursor(ROWS, SqlParameters.NONE, new CursorOptions(Long.MAX_VALUE, 256));
      cursor.close();
      SqlException e =
          catchThrowableOfType(
              SqlException.class,
              () ->
                  RowExport.write(
                      cursor, folder.resolve("rows.csv"), RowFormat.CSV, "mixed", Progress.NONE));
      assertThat(e.code()).isEqualTo("SQL-211");
      assertThat(folder.toFile().list()).containsExactly("mixed.sqlite");
    }
  }

  @Test
  void markdownHasALineForEachRow() throws IOException, SQLException {
    List<String> lines = Files.readAllLines(export(RowFormat.MARKDOWN));
    assertThat(lines).hasSize(710);
    assertThat(lines.get(0)).isEqualTo("| id | v | the \"text |");
    assertThat(lines.get(1)).isEqualTo("| --- | --- | --- |");
    assertThat(lines.get(2)).isEqualTo("| 1 | *null* |  |");
    assertThat(lines.get(6)).isEqualTo("| 5 | Infinity | pipe \\| and \\\\ |");
    assertThat(lines.get(5)).contains("two<br>lines");
  }

  private Path export(RowFormat format) throws IOException, SQLException {
    Path target = folder.resolve("rows." + format.ending());
    try (WasmServices services = WasmServices.open()) {
      var database = services.sqlite().open(file, OpenOptions.readOnly());
      // The first demand is smaller than the result: the export asks for the rest.
      try (QueryCursor cursor =
          database.openCursor(ROWS, SqlParameters.NONE, new CursorOptions(Long.MAX_VALUE, 10))) {
        assertThat(RowExport.write(cursor, target, format, "mixed", Progress.NONE)).isEqualTo(708);
      }
    }
    assertThat(RowFormat.ofFile(target.toString())).contains(format);
    return target;
  }

  private static List<String> quoted(Path database) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        ResultSet all =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT id, typeof(v), quote(v), quote(\"the \"\"text\") FROM mixed"
                        + " ORDER BY id")) {
      while (all.next()) {
        rows.add(
            String.join(
                "|", all.getString(1), all.getString(2), all.getString(3), all.getString(4)));
      }
    }
    return rows;
  }
}
