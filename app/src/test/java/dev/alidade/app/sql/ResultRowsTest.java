package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.GridModel;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.testing.WorkbenchFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResultRowsTest {
  private static final int ROWS = 250_000;
  private static final String ALL = "SELECT id, name, grp, note FROM big";

  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();
  private static final SqlDriver SQL = new SqlDriver(WORKBENCH);

  private static Path file = Path.of("");

  @BeforeAll
  static void open() throws SQLException {
    file = WORKBENCH.folder().resolve("big.sqlite");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE big (id INTEGER PRIMARY KEY, name TEXT, grp INT, note TEXT)");
      statement.executeUpdate(
          "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < "
              + ROWS
              + ") INSERT INTO big SELECT n, 'row ' || n, n * 7919 % 1000,"
              + " CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN 'é_100%' ELSE 'plain' END FROM c");
    }
    WORKBENCH.go(new Intent.OpenDatabase(file));
  }

  @Test
  void readsAheadThenAsFarAsSomeoneScrollsAndThenAll() {
    SQL.runAndShow(ALL);
    GridModel model = SQL.grid().model();
    int first = WORKBENCH.fx(model::rowCount);
    assertThat(first).isBetween(1, ROWS - 1);
    assertThat(WORKBENCH.texts()).anyMatch(text -> text.endsWith(" rows so far"));

    WORKBENCH.fx(
        () -> {
          SQL.grid().scrollTo(first - 1);
          return true;
        });
    WORKBENCH.waitForFx("more rows", () -> model.rowCount() > first);
    WORKBENCH.settle();
    WORKBENCH.fx(
        () -> {
          SQL.panel().model().result().reading().readAll();
          return true;
        });
    WORKBENCH.waitForFx("all rows", () -> model.rowCount() == ROWS);
    WORKBENCH.settle();
    assertThat(WORKBENCH.shows("250,000 rows")).isTrue();

    WORKBENCH.fx(
        () -> {
          SQL.grid().scrollTo(ROWS - 1);
          return true;
        });
    WORKBENCH.waitForText("row 250000");
    assertThat(WORKBENCH.fx(() -> model.copied(123_455, 1))).isEqualTo("row 123456");
  }

  @Test
  void sortsAndFiltersLikeSqlite() throws SQLException {
    SQL.runAndShow(ALL + " WHERE id <= 5000;");
    ResultViewModel result = SQL.panel().model().result();
    reshape(result, ResultShape.PLAIN.sortedBy(2).sortedBy(2).containing("é_100%"));
    assertThat(column(0, 1_000))
        .containsExactlyElementsOf(
            ask("SELECT id FROM big WHERE id <= 5000 AND note = 'é_100%' ORDER BY grp DESC"));
    assertThat(WORKBENCH.showsPart("sorted and filtered by SQLite")).isTrue();

    reshape(
        result,
        ResultShape.PLAIN
            .with(new ResultShape.Kept(3, null, true))
            .with(new ResultShape.Kept(2, 0L, false)));
    assertThat(column(0, 1_000))
        .containsExactlyElementsOf(
            ask("SELECT id FROM big WHERE id <= 5000 AND note IS NULL AND grp <> 0"));
    assertThat(WORKBENCH.shows("note is null")).isTrue();
  }

  @Test
  void theFilterFieldTakesWhatIsTyped() throws SQLException {
    SQL.runAndShow(ALL + " WHERE id <= 3000");
    TextField field = WORKBENCH.byId("filter-rows", TextField.class);
    WORKBENCH.clickOn(field);
    WORKBENCH.type("row 29");
    WORKBENCH.waitForFx(
        "the filter",
        () -> SQL.panel().model().result().reading().state().get().available() == 111);
    WORKBENCH.settle();
    assertThat(column(0, 111))
        .containsExactlyElementsOf(
            ask("SELECT id FROM big WHERE id <= 3000 AND name LIKE 'row 29%'"));
  }

  // ---- the panel ----

  private static void reshape(ResultViewModel result, ResultShape shape) {
    WORKBENCH.fx(
        () -> {
          result.reshape(shape);
          return true;
        });
    WORKBENCH.settle();
    // Reading goes on behind a grid that shows its first rows.
    WORKBENCH.waitForFx(
        "all rows, or as many as are looked at",
        () -> result.reading().state().get().complete() || SQL.grid().model().rowCount() >= 1_000);
    WORKBENCH.settle();
  }

  private static List<Object> column(int column, int most) {
    return WORKBENCH.fx(
        () -> {
          GridModel model = SQL.grid().model();
          List<Object> values = new ArrayList<>();
          for (int row = 0; row < Math.min(most, model.rowCount()); row++) {
            values.add(model.copied(row, column));
          }
          return values;
        });
  }

  private static List<Object> ask(String sql) throws SQLException {
    List<Object> values = new ArrayList<>();
    try (Connection connection = connect();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
    }
    return values;
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
