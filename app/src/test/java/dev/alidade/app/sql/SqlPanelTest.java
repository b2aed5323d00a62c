package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.GridModel;
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
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javax.xml.parsers.DocumentBuilderFactory;
import jfx.incubator.scene.control.richtext.CodeArea;
import jfx.incubator.scene.control.richtext.TextPos;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;

class SqlPanelTest {
  private static final String SLOW =
      """
      SELECT e.agent_type, count(*) AS failed,
             (SELECT count(*) FROM agent_memories AS m
               WHERE m.agent_type = e.agent_type AND m.importance >= :min) AS memories
      FROM   agent_executions AS e
      WHERE  e.status = 'failed'
      GROUP BY e.agent_type ORDER BY failed DESC, e.agent_type;
      """;

  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();

  @BeforeAll
  static void openTheAgents() {
    WORKBENCH.go(new Intent.OpenDatabase(WORKBENCH.sample("agents.sqlite").file()));
  }

  @Test
  void rowsAreThoseThatSqliteItselfGives() throws Exception {
    String sql =
        "SELECT agent_type, status, count(*) AS n, round(avg(cost_usd), 6) AS usd, max(error)"
            + " FROM agent_executions GROUP BY 1, 2 ORDER BY 1, 2";
    run(sql);

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
    assertThat(rows()).containsExactlyElementsOf(expected);
    assertThat(WORKBENCH.showsPart(" VM steps · ")).isTrue();
  }

  @Test
  void runsTheStatementUnderTheCaret() {
    edit("SELECT 'first';\n\nSELECT 'second';\nSELECT 'third';");
    caret(2, 4);
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);

    assertThat(rows()).containsExactly(List.of("second"));
  }

  @Test
  void aSyntaxErrorShowsCodeSentenceAndPlace() {
    edit("SELECT 1;\nSELECT *\nFROM agent_memories WHERE, id = 1;");
    caret(1, 2);
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);

    assertThat(WORKBENCH.shows("SQL-201")).isTrue();
    assertThat(WORKBENCH.showsPart("syntax error")).isTrue();
    assertThat(WORKBENCH.shows("The query failed at line 3, column 26")).isTrue();
    assertThat(WORKBENCH.fx(() -> area().getCaretPosition())).isEqualTo(TextPos.ofLeading(2, 25));
    assertThat(WORKBENCH.fx(() -> panel().model().scripts().current().get().errorPlace().get()))
        .isEqualTo(OptionalInt.of("SELECT 1;\nSELECT *\nFROM agent_memories WHERE".length()));

    run("SELECT 2");
    assertThat(rows()).containsExactly(List.of(2L));
    assertThat(WORKBENCH.shows("SQL-201")).isFalse();
  }

  @Test
  void escapeStopsARunawayJoinAndThePanelGoesOn() {
    edit(
        "SELECT count(*) FROM agent_executions a, agent_executions b, agent_executions c"
            + " WHERE a.tokens + b.tokens + c.tokens = 7");
    caret(0, 3);
    WORKBENCH.robot().push(KeyCode.CONTROL, KeyCode.ENTER);
    WORKBENCH.waitForText("Cancel");

    WORKBENCH.press(KeyCode.ESCAPE);
    WORKBENCH.settle();
    assertThat(WORKBENCH.fx(() -> panel().model().runs().running().get())).isNull();
    assertThat(WORKBENCH.shows("Cancel")).isFalse();

    run("SELECT count(*) FROM agent_memories");
    assertThat(rows()).containsExactly(List.of(5_000L));
  }

  @Test
  void parametersHaveFieldsAndTheirValuesAreUsed() {
    edit("SELECT count(*) FROM agent_memories WHERE importance >= :min AND agent_type = ?");
    caret(0, 3);
    TextField least = parameter("Value of min");
    TextField type = parameter("Value of 2");
    WORKBENCH.fx(
        () -> {
          least.setText("0.6");
          type.setText("support");
          return true;
        });
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);
    long some = (Long) rows().getFirst().getFirst();
    assertThat(some).isBetween(1L, 4_999L);

    WORKBENCH.fx(
        () -> {
          least.setText("2");
          return true;
        });
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(rows()).containsExactly(List.of(0L));
  }

  @Test
  void adviceNamesTheIndexThatIsMissing() {
    run("SELECT max(cost_usd) FROM agent_executions WHERE tokens = 1234");
    WORKBENCH.clickOn("Advice");
    WORKBENCH.clickOn("Look for advice");

    assertThat(WORKBENCH.texts())
        .anyMatch(text -> text.contains("ON agent_executions (tokens"))
        .anyMatch(text -> text.startsWith("÷ "))
        .anyMatch(text -> text.contains("is open read-only. Allow writing to apply an index."));
    assertThat(WORKBENCH.node("Apply").isDisabled()).isTrue();

    WORKBENCH.clickOn("Try");
    assertThat(WORKBENCH.texts())
        .contains("With the index, on a copy")
        .anyMatch(text -> text.startsWith("SEARCH agent_executions USING"));
    assertThat(WORKBENCH.byId("compare-ratio", Label.class).getText()).startsWith("÷ ");
  }

  @Test
  void theBytecodeIsWhatSqliteExplains() throws Exception {
    String sql = "SELECT count(*) FROM agent_memories WHERE importance > 0.5";
    run(sql);
    WORKBENCH.clickOn("Plan");
    WORKBENCH.clickOn("Bytecode");

    List<String> opcodes = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + WORKBENCH.sample("agents.sqlite").file());
        ResultSet rows = connection.createStatement().executeQuery("EXPLAIN " + sql)) {
      while (rows.next()) {
        opcodes.add(rows.getString("opcode"));
      }
    }
    DataGrid shown = WORKBENCH.byId("bytecode-grid", DataGrid.class);
    GridModel program = WORKBENCH.fx(shown::model);
    assertThat(program.rowCount()).isEqualTo(opcodes.size());
    for (int i = 0; i < opcodes.size(); i++) {
      assertThat(program.value(i, 1)).isEqualTo(opcodes.get(i));
    }
    WORKBENCH.clickOn("Tree");
  }

  @Test
  void aPlanIsSavedAsSvgAndAsPng() throws Exception {
    run(SLOW);
    WORKBENCH.clickOn("Plan");
    Path svg = WORKBENCH.folder().resolve("plan.svg");
    Path png = WORKBENCH.folder().resolve("plan.png");
    PlanView plan = WORKBENCH.byId("plan", PlanView.class);
    for (Path file : List.of(svg, png)) {
      WORKBENCH.fx(
          () -> {
            plan.save(file);
            return true;
          });
      WORKBENCH.settle();
    }

    Document drawn = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertThat(drawn.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(drawn.getDocumentElement().getTextContent())
        .contains("Scan", "agent_memories", "full scan", "planner cost");
    Image image = new Image(png.toUri().toString());
    assertThat(image.isError()).isFalse();
    assertThat(image.getWidth()).isGreaterThan(2 * PlanCard.WIDTH);
    assertThat(image.getHeight()).isGreaterThan(6 * PlanCard.HEIGHT);
  }

  @Test
  void theRowsInViewAreExportedAsParquet() {
    run("SELECT id, importance FROM agent_memories");
    rows();
    Path file = WORKBENCH.folder().resolve("memories.parquet");
    WORKBENCH.fx(
        () -> {
          panel().model().result().reshape(ResultShape.PLAIN.sortedBy(1).sortedBy(1));
          return true;
        });
    WORKBENCH.settle();
    WORKBENCH.fx(
        () -> {
          panel().model().export().writeParquet(file);
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
    edit("SELECT id FROM agent_memories\nWHERE id > 5\nORDER BY id;");
    caret(0, 0);
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.F);
    WORKBENCH.type("id");
    assertThat(WORKBENCH.shows("1 of 3")).isTrue();
    WORKBENCH.press(KeyCode.ENTER);
    WORKBENCH.press(KeyCode.ENTER);
    assertThat(WORKBENCH.shows("3 of 3")).isTrue();
    assertThat(WORKBENCH.fx(() -> area().getSelection().getMin()))
        .isEqualTo(TextPos.ofLeading(2, 9));
    WORKBENCH.press(KeyCode.SHIFT, KeyCode.ENTER);
    assertThat(WORKBENCH.shows("2 of 3")).isTrue();
    WORKBENCH.press(KeyCode.ESCAPE);
    assertThat(WORKBENCH.shows("2 of 3")).isFalse();
  }

  @Test
  void aQueryOfTheUsersOwnIsNotOverwritten() {
    edit("SELECT 1;");
    caret(0, 0);
    WORKBENCH.type("-- mine ");
    int before = WORKBENCH.fx(() -> panel().model().scripts().all().size());
    edit("SELECT 2;");

    assertThat(WORKBENCH.fx(() -> area().getText())).isEqualTo("SELECT 2;");
    ScriptsViewModel scripts = panel().model().scripts();
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
    run("SELECT '{\"a\":[1,2],\"b\":null}' AS doc, x'00ff41' AS bytes");
    rows();
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
  void thePlanShowsWhatTheSlowQueryReads() {
    run(SLOW);
    WORKBENCH.clickOn("Plan");

    List<PlanCard> cards = WORKBENCH.all(PlanCard.class);
    assertThat(cards.stream().map(Node::getAccessibleText))
        .anyMatch(detail -> detail.startsWith("SCAN e"))
        .anyMatch(detail -> detail.startsWith("SCAN m"))
        .anyMatch(detail -> detail.contains("TEMP B-TREE FOR GROUP BY"))
        .anyMatch(detail -> detail.contains("CORRELATED SCALAR SUBQUERY"));
    assertThat(WORKBENCH.shows("full scan")).isTrue();

    WORKBENCH.clickOn(
        cards.stream()
            .filter(card -> card.getAccessibleText().startsWith("SCAN e"))
            .findFirst()
            .orElseThrow());
    assertThat(WORKBENCH.shows("Planner cost")).isTrue();
    assertThat(WORKBENCH.texts()).contains("Filter applied after reading", "e.status = 'failed'");
    assertThat(WORKBENCH.showsPart("QUERY PLAN")).isTrue();
  }

  @Test
  void twoRunsStandBesideEachOtherNodeByNode() {
    run("SELECT agent_type, count(*) FROM agent_executions GROUP BY agent_type");
    run("SELECT max(tokens) FROM agent_executions WHERE id = 7");
    WORKBENCH.clickOn("Compare");
    MenuButton with = WORKBENCH.byId("compare-with", MenuButton.class);
    WORKBENCH.fx(
        () -> {
          with.getItems().getFirst().fire();
          return true;
        });
    WORKBENCH.settle();

    assertThat(WORKBENCH.byId("compare-ratio", Label.class).getText()).startsWith("÷ ");
    assertThat(WORKBENCH.texts())
        .contains("USE TEMP B-TREE FOR GROUP BY", "gone", "not in this plan")
        .anyMatch(text -> text.startsWith("SEARCH agent_executions"));
  }

  @Test
  void theSchemaTreeListsTablesWithTheirRows() {
    assertThat(WORKBENCH.shows("agent_executions")).isTrue();
    assertThat(WORKBENCH.shows("50,000")).isTrue();
    assertThat(WORKBENCH.shows("Opened read-only")).isTrue();

    run("DELETE FROM agent_memories");
    assertThat(WORKBENCH.showsPart("SQL-205")).isTrue();
  }

  @Test
  void whatRanIsInTheHistoryAndStaysWhenThePanelIsLeft() {
    run("SELECT max(tokens) AS most FROM agent_executions");
    List<List<Object>> before = rows();
    WORKBENCH.show(PanelId.VECTOR);
    WORKBENCH.show(PanelId.SQL);
    assertThat(rows()).isEqualTo(before);

    WORKBENCH.clickOn(
        WORKBENCH.all(Label.class).stream()
            .filter(label -> "History".equals(label.getText()) && isTab(label))
            .findFirst()
            .orElseThrow());
    WORKBENCH.waitFor(
        "the history",
        () ->
            WORKBENCH.texts().stream()
                .anyMatch(text -> text.startsWith("SELECT max(tokens) AS most")));
  }

  // ---- the panel ----

  private static boolean isTab(Label label) {
    return label.getStyleClass().contains("tab-label");
  }

  private static SqlPanel panel() {
    return (SqlPanel) WORKBENCH.composition().shell().panel(PanelId.SQL).orElseThrow();
  }

  private static CodeArea area() {
    return WORKBENCH.byId("sql-editor", CodeArea.class);
  }

  private static void edit(String sql) {
    WORKBENCH.go(new Intent.EditQuery(sql));
    WORKBENCH.settle();
  }

  private static void caret(int line, int column) {
    CodeArea area = area();
    WORKBENCH.fx(
        () -> {
          area.requestFocus();
          area.select(TextPos.ofLeading(line, column));
          return true;
        });
    WORKBENCH.settle();
  }

  private static void run(String sql) {
    edit(sql);
    WORKBENCH.press(KeyCode.CONTROL, KeyCode.ENTER);
  }

  private static TextField parameter(String name) {
    WORKBENCH.waitFor(
        name,
        () ->
            WORKBENCH.all(TextField.class).stream()
                .anyMatch(field -> name.equals(field.getAccessibleText())));
    return WORKBENCH.all(TextField.class).stream()
        .filter(field -> name.equals(field.getAccessibleText()))
        .findFirst()
        .orElseThrow();
  }

  private static List<List<Object>> rows() {
    WORKBENCH.clickOn(
        WORKBENCH.all(Label.class).stream()
            .filter(label -> "Result".equals(label.getText()) && isTab(label))
            .findFirst()
            .orElseThrow());
    DataGrid grid = WORKBENCH.byId("result-grid", DataGrid.class);
    return WORKBENCH.fx(
        () -> {
          GridModel model = grid.model();
          List<List<Object>> rows = new ArrayList<>();
          for (int row = 0; row < model.rowCount(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < model.columns().size(); column++) {
              values.add(model.copied(row, column));
            }
            rows.add(values);
          }
          return rows;
        });
  }
}
