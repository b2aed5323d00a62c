package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.LoadOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import jfx.incubator.scene.control.richtext.TextPos;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlPanelTest {
  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();
  private static final SqlDriver SQL = new SqlDriver(WORKBENCH);

  @BeforeAll
  static void openTheAgents() {
    WORKBENCH.go(new Intent.OpenDatabase(WORKBENCH.sample("agents.sqlite").file()));
  }

  @Test
  void rowsAreThoseThatSqliteItselfGives() throws Exception {
    String sql =
        "SELECT agent_type, status, count(*) AS n, round(avg(cost_usd), 6) AS usd, max(error)"
            + " FROM agent_executions GROUP BY 1, 2 ORDER BY 1, 2";
    SQL.run(sql);

    List<List<Object>> expected = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + WORKBENCH.sample("agents.sqlite").file());
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        row.add(rows.getString(1));
        row.add(rows.getString(2));
        row.add(rows.getLong(3));
        row.add(rows.getDouble(4));
        row.add(rows.getString(5));
        expected.add(row);
      }
    }
    assertThat(SQL.rows()).containsExactlyElementsOf(expected);
    assertThat(WORKBENCH.showsPart(" VM steps · ")).isTrue();
  }

  @Test
  void runsTheStatementUnderTheCaret() {
    SQL.edit("SELECT 'first';\n\nSELECT 'second';\nSELECT 'third';");
    SQL.caret(2, 4);
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);

    assertThat(SQL.rows()).containsExactly(List.of("second"));
  }

  @Test
  void aSyntaxErrorShowsCodeSentenceAndPlace() {
    SQL.edit("SELECT 1;\nSELECT *\nFROM agent_memories WHERE, id = 1;");
    SQL.caret(1, 2);
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);

    assertThat(WORKBENCH.shows("SQL-201")).isTrue();
    assertThat(WORKBENCH.showsPart("syntax error")).isTrue();
    assertThat(WORKBENCH.shows("The query failed at line 3, column 26")).isTrue();
    assertThat(WORKBENCH.fx(() -> SQL.area().getCaretPosition()))
        .isEqualTo(TextPos.ofLeading(2, 25));
    assertThat(WORKBENCH.fx(() -> SQL.panel().model().scripts().current().get().errorPlace().get()))
        .isEqualTo(OptionalInt.of("SELECT 1;\nSELECT *\nFROM agent_memories WHERE".length()));

    SQL.run("SELECT 2");
    assertThat(SQL.rows()).containsExactly(List.of(2L));
    assertThat(WORKBENCH.shows("SQL-201")).isFalse();
  }

  @Test
  void escapeStopsARunawayJoinAndThePanelGoesOn() {
    SQL.edit(
        "SELECT count(*) FROM agent_executions a, agent_executions b, agent_executions c"
            + " WHERE a.tokens + b.tokens + c.tokens = 7");
    SQL.caret(0, 3);
    WORKBENCH.robot().push(KeyCode.CONTROL, KeyCode.ENTER);
    WORKBENCH.waitForText("Cancel");

    WORKBENCH.press(KeyCode.ESCAPE);
    WORKBENCH.settle();
    assertThat(WORKBENCH.fx(() -> SQL.panel().model().runs().running().get())).isNull();
    assertThat(WORKBENCH.shows("Cancel")).isFalse();

    SQL.run("SELECT count(*) FROM agent_memories");
    assertThat(SQL.rows()).containsExactly(List.of(5_000L));
  }

  @Test
  void parametersHaveFieldsAndTheirValuesAreUsed() {
    SQL.edit("SELECT count(*) FROM agent_memories WHERE importance >= :min AND agent_type = ?");
    SQL.caret(0, 3);
    TextField least = SQL.parameter("Value of min");
    TextField type = SQL.parameter("Value of 2");
    WORKBENCH.fx(
        () -> {
          least.setText("0.6");
          type.setText("support");
          return true;
        });
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);
    long some = (Long) SQL.rows().getFirst().getFirst();
    assertThat(some).isBetween(1L, 4_999L);

    WORKBENCH.fx(
        () -> {
          least.setText("2");
          return true;
        });
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(SQL.rows()).containsExactly(List.of(0L));
  }

  @Test
  void theRowsInViewAreExportedAsParquet() {
    SQL.run("SELECT id, importance FROM agent_memories");
    SQL.rows();
    Path file = WORKBENCH.folder().resolve("memories.parquet");
    WORKBENCH.fx(
        () -> {
          SQL.panel().model().result().reshape(ResultShape.PLAIN.sortedBy(1).sortedBy(1));
          return true;
        });
    WORKBENCH.settle();
    WORKBENCH.fx(
        () -> {
          SQL.panel().model().export().writeParquet(file);
          return true;
        });
    WORKBENCH.waitForText("Wrote 5,000 rows to memories.parquet.");
    try (var written =
        WORKBENCH.engine().datasets().stream(file, LoadOptions.defaults(), Progress.NONE)
            .collect(List.of(), part -> part, "memories", Long.MAX_VALUE, Progress.NONE)) {
      assertThat(written.rowCount()).isEqualTo(5_000);
      assertThat(written.schema().fields().stream().map(Field::type))
          .containsExactly(ColumnType.INT64, ColumnType.FLOAT64);
      assertThat((Double) written.column("importance").value(0))
          .isGreaterThan((Double) written.column("importance").value(4_999));
    }
  }

  @Test
  void findGoesFromPlaceToPlace() {
    SQL.edit("SELECT id FROM agent_memories\nWHERE id > 5\nORDER BY id;");
    SQL.caret(0, 0);
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.F);
    WORKBENCH.type("id");
    assertThat(WORKBENCH.shows("1 of 3")).isTrue();
    WORKBENCH.press(KeyCode.ENTER);
    WORKBENCH.press(KeyCode.ENTER);
    assertThat(WORKBENCH.shows("3 of 3")).isTrue();
    assertThat(WORKBENCH.fx(() -> SQL.area().getSelection().getMin()))
        .isEqualTo(TextPos.ofLeading(2, 9));
    WORKBENCH.press(KeyCode.SHIFT, KeyCode.ENTER);
    assertThat(WORKBENCH.shows("2 of 3")).isTrue();
    WORKBENCH.press(KeyCode.ESCAPE);
    assertThat(WORKBENCH.shows("2 of 3")).isFalse();
  }

  @Test
  void aQueryOfTheUsersOwnIsNotOverwritten() {
    SQL.edit("SELECT 1;");
    SQL.caret(0, 0);
    WORKBENCH.type("-- mine ");
    int before = WORKBENCH.fx(() -> SQL.panel().model().scripts().all().size());
    SQL.edit("SELECT 2;");

    assertThat(WORKBENCH.fx(() -> SQL.area().getText())).isEqualTo("SELECT 2;");
    ScriptsViewModel scripts = SQL.panel().model().scripts();
    assertThat(scripts.all()).hasSize(before + 1);
    assertThat(scripts.all().stream().map(script -> script.text().get()))
        .contains("-- mine SELECT 1;");
    WORKBENCH.fx(
        () -> {
          scripts.remove(scripts.current().get());
          scripts.current().get().give("");
          return true;
        });
  }

  @Test
  void aValueIsShownWhole() {
    SQL.run("SELECT '{\"a\":[1,2],\"b\":null}' AS doc, x'00ff41' AS bytes");
    SQL.rows();
    DataGrid grid = WORKBENCH.byId("result-grid", DataGrid.class);
    show(grid, 1);
    TextArea value = WORKBENCH.byId("cell-value", TextArea.class);
    assertThat(value.getText().lines()).hasSize(4).anyMatch(line -> line.equals("  \"b\" : null"));
    show(grid, 2);
    value = WORKBENCH.byId("cell-value", TextArea.class);
    assertThat(value.getText()).startsWith("000000  00 ff 41").contains("..A");
    WORKBENCH.press(KeyCode.ESCAPE);
  }

  private static void show(DataGrid grid, int column) {
    WORKBENCH.fx(
        () -> {
          grid.requestFocus();
          grid.getFocusModel().focus(0, grid.getColumns().get(column));
          return true;
        });
    WORKBENCH.press(KeyCode.SPACE);
  }

  @Test
  void theSchemaTreeListsTablesWithTheirRows() {
    assertThat(WORKBENCH.shows("agent_executions")).isTrue();
    assertThat(WORKBENCH.shows("50,000")).isTrue();
    assertThat(WORKBENCH.shows("Opened read-only")).isTrue();

    SQL.run("DELETE FROM agent_memories");
    assertThat(WORKBENCH.showsPart("SQL-205")).isTrue();
  }

  @Test
  void whatRanIsInTheHistoryAndStaysWhenThePanelIsLeft() {
    SQL.run("SELECT max(tokens) AS most FROM agent_executions");
    List<List<Object>> before = SQL.rows();
    WORKBENCH.show(PanelId.VECTOR);
    WORKBENCH.show(PanelId.SQL);
    assertThat(SQL.rows()).isEqualTo(before);

    WORKBENCH.clickOn(
        WORKBENCH.all(Label.class).stream()
            .filter(label -> "History".equals(label.getText()) && SqlDriver.isTab(label))
            .findFirst()
            .orElseThrow());
    WORKBENCH.waitFor(
        "the history",
        () ->
            WORKBENCH.texts().stream()
                .anyMatch(text -> text.startsWith("SELECT max(tokens) AS most")));
  }
}
