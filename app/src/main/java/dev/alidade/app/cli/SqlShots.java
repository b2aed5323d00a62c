package dev.alidade.app.cli;

import dev.alidade.app.Composition;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Sample;
import dev.alidade.app.sql.SqlPanel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;

/** Pictures of the SQL panel. JavaFX thread. */
final class SqlShots {
  private static final String QUERY =
      """
      SELECT e.agent_type, count(*) AS failed,
             round(avg(e.duration_ms)) AS avg_ms,
             (SELECT count(*) FROM agent_memories AS m
               WHERE m.agent_type = e.agent_type
                 AND m.importance >= 0.6) AS memories
      FROM   agent_executions AS e
      WHERE  e.status = 'failed'
      GROUP BY e.agent_type ORDER BY failed DESC;
      """;

  /** More cards than a window has room for. */
  private static final String LARGE =
      IntStream.range(0, 12)
          .mapToObj(i -> "SELECT status FROM agent_executions WHERE tokens > " + 100 * i)
          .collect(Collectors.joining("\nUNION ALL "));

  private final Composition workbench;
  private final Optional<Sample> agents;
  private final Path folder;

  SqlShots(Composition workbench, Optional<Sample> agents, Path folder) {
    this.workbench = workbench;
    this.agents = agents;
    this.folder = folder;
  }

  List<Shot> shots() {
    return List.of(
        Shot.of(
            "04-sql-result",
            () -> agents.ifPresent(sample -> go(new Intent.OpenDatabase(sample.file()))),
            () -> go(new Intent.EditQuery(QUERY)),
            () -> panel().runPrimary()),
        Shot.of(
            "04-sql-value",
            () -> go(new Intent.EditQuery("SELECT * FROM agent_memories;")),
            () -> panel().runPrimary(),
            this::showValue),
        Shot.of(
            "04-sql-error",
            () -> panel().escape(),
            () -> go(new Intent.EditQuery(QUERY.replace("WHERE  e.status", "WHERE, e.status"))),
            () -> panel().runPrimary()),
        Shot.of(
            "05-sql-plan",
            () -> go(new Intent.EditQuery(QUERY)),
            () -> panel().runPrimary(),
            () -> tab("Plan"),
            this::chooseCard),
        Shot.of("05-sql-bytecode", () -> press("Bytecode"), () -> panel().escape()),
        Shot.of(
            "05-sql-advice",
            () -> press("Tree"),
            () -> tab("Advice"),
            () -> press("Look for advice")),
        Shot.of("05-sql-compare", () -> press("Try")),
        Shot.of("05-sql-history", () -> tab("History")),
        Shot.of("05-sql-diagram", () -> tab("Schema")),
        Shot.of("05-sql-space", () -> press("Space"), () -> press("Measure")),
        Shot.of(
            "05-sql-plan-afar",
            () -> go(new Intent.EditQuery(LARGE)),
            () -> panel().runPrimary(),
            () -> tab("Plan"),
            () -> press("Fit")),
        Shot.of(
            "04-sql-writing",
            this::openCopy,
            () -> press("Allow writing…"),
            () -> go(new Intent.EditQuery("BEGIN")),
            () -> panel().runPrimary(),
            () -> go(new Intent.EditQuery("DELETE FROM agent_memories WHERE importance < 0.1;")),
            () -> panel().runPrimary(),
            () -> tab("Result")),
        Shot.of(
            "04-sql-closing",
            // The question holds up who asks.
            () -> workbench.bench().fx().later(this::askBeforeClosing)),
        Shot.of("04-sql-rolled-back", SqlShots::stay, () -> press("Roll back")));
  }

  private void go(Intent intent) {
    workbench.bench().navigation().go(intent);
  }

  private Panel panel() {
    return workbench.shell().panel(PanelId.SQL).orElseThrow();
  }

  private void tab(String title) {
    if (panel() instanceof SqlPanel sql) {
      sql.showTab(title);
    }
  }

  private void press(String verb) {
    ShotScript.find(
            panel().content(),
            node ->
                node instanceof ButtonBase button
                    && (verb.equals(button.getText()) || verb.equals(button.getAccessibleText())))
        .ifPresent(node -> ((ButtonBase) node).fire());
  }

  private void openCopy() {
    Path copy = folder.resolve("agents-copy.sqlite");
    agents.ifPresent(
        sample -> {
          try {
            Files.copy(sample.file(), copy);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          go(new Intent.OpenDatabase(copy));
        });
  }

  private void askBeforeClosing() {
    var _ = panel().mayClose();
  }

  /** Answers the question. */
  private static void stay() {
    Window.getWindows().stream()
        .flatMap(
            window ->
                ShotScript.find(
                    window.getScene().getRoot(),
                    node -> node instanceof ButtonBase button && "Stay".equals(button.getText()))
                    .stream())
        .findFirst()
        .ifPresent(node -> ((ButtonBase) node).fire());
  }

  private void showValue() {
    ShotScript.find(panel().content(), node -> "result-grid".equals(node.getId()))
        .map(node -> (DataGrid) node)
        .ifPresent(
            grid -> {
              grid.getFocusModel().focus(2, grid.getColumns().get(4));
              key(grid, KeyCode.SPACE);
            });
  }

  /** A card with the warning colour, by the keyboard. */
  private void chooseCard() {
    ShotScript.find(panel().content(), node -> node.getStyleClass().contains("al-costly"))
        .ifPresent(card -> key(card, KeyCode.ENTER));
  }

  private static void key(Node node, KeyCode code) {
    Event.fireEvent(
        node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }
}
