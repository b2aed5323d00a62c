package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.GridModel;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.testing.WorkbenchFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.image.Image;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;

/** Plan, bytecode, comparison and advice of a query. */
class SqlPlanTest {
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
  private static final SqlDriver SQL = new SqlDriver(WORKBENCH);

  @BeforeAll
  static void openTheAgents() {
    WORKBENCH.go(new Intent.OpenDatabase(WORKBENCH.sample("agents.sqlite").file()));
  }

  @Test
  void adviceNamesTheIndexThatIsMissing() {
    SQL.run("SELECT max(cost_usd) FROM agent_executions WHERE tokens = 1234");
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
    SQL.run(sql);
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
    SQL.run(SLOW);
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
  void thePlanShowsWhatTheSlowQueryReads() {
    SQL.run(SLOW);
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
    SQL.run("SELECT agent_type, count(*) FROM agent_executions GROUP BY agent_type");
    SQL.run("SELECT max(tokens) FROM agent_executions WHERE id = 7");
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
  void aPlanFromAfarIsPaintedAndItsCardsCanBeChosen() {
    SQL.run(SLOW);
    WORKBENCH.clickOn("Plan");
    PlanView plan = WORKBENCH.byId("plan", PlanView.class);
    assertThat(WORKBENCH.shows("full scan")).isTrue();
    for (int i = 0; i < 5; i++) {
      WORKBENCH.clickOn(zoom("Zoom out"));
    }
    assertThat(WORKBENCH.shows("40 %")).isTrue();
    assertThat(WORKBENCH.shows("full scan")).isFalse();
    PlanLayout layout = WORKBENCH.fx(() -> plan.layoutInView().orElseThrow());
    PlanTree scan =
        layout.cards().stream()
            .filter(card -> card.step() instanceof PlanTree.Step.Line line)
            .filter(card -> ((PlanTree.Step.Line) card.step()).node().detail().equals("SCAN m"))
            .findFirst()
            .orElseThrow();
    PlanDrawing drawing = WORKBENCH.all(PlanDrawing.class).getFirst();
    Point2D middle =
        WORKBENCH.fx(
            () ->
                drawing.localToScreen(
                    layout.place(scan).x() + PlanDrawing.MARGIN + PlanCard.WIDTH / 2,
                    layout.place(scan).y() + PlanDrawing.MARGIN + PlanCard.HEIGHT / 2));
    WORKBENCH.robot().clickOn(middle);
    WORKBENCH.settle();
    assertThat(WORKBENCH.texts())
        .contains("agent_memories AS m", "m.agent_type = e.agent_type\nm.importance >= ?");
    for (int i = 0; i < 5; i++) {
      WORKBENCH.clickOn(zoom("Zoom in"));
    }
    assertThat(WORKBENCH.shows("full scan")).isTrue();
  }

  private static Node zoom(String name) {
    return WORKBENCH.all(Button.class).stream()
        .filter(button -> name.equals(button.getAccessibleText()))
        .findFirst()
        .orElseThrow();
  }
}
