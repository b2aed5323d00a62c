package dev.alidade.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.Hyperlink;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WritingTest {
  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();
  private final SqlDriver sql = new SqlDriver(workbench);

  private Path file = Path.of("");

  @BeforeEach
  void openACopy() throws Exception {
    file = workbench.folder().resolve("copy.sqlite");
    Files.copy(workbench.sample("agents.sqlite").file(), file);
    workbench.go(new Intent.OpenDatabase(file));
  }

  @Test
  void aFileIsChangedOnlyAfterWritingIsAllowedAndThenSaysSo() throws SQLException {
    sql.runAndShow("DELETE FROM agent_memories");
    assertThat(workbench.shows("SQL-205")).isTrue();
    assertThat(ask("SELECT count(*) FROM agent_memories")).isEqualTo(5_000);

    workbench.clickOn("Allow writing…");
    assertThat(workbench.shows("Statements change copy.sqlite.")).isTrue();
    sql.runAndShow("DELETE FROM agent_memories WHERE id <= 10");
    assertThat(workbench.shows("10 rows changed.")).isTrue();
    assertThat(ask("SELECT count(*) FROM agent_memories")).isEqualTo(4_990);

    workbench.fx(
        () -> {
          sql.panel().model().databases().reopen(false);
          return true;
        });
    workbench.settle();
    sql.runAndShow("DELETE FROM agent_memories");
    assertThat(workbench.shows("SQL-205")).isTrue();
    assertThat(ask("SELECT count(*) FROM agent_memories")).isEqualTo(4_990);
  }

  @Test
  void anOpenTransactionIsShownAndIsAskedAboutBeforeItIsLost() throws SQLException {
    workbench.clickOn("Allow writing…");
    assertThat(workbench.shows("no transaction")).isTrue();
    sql.runAndShow("BEGIN");
    sql.runAndShow("DELETE FROM agent_memories");
    assertThat(workbench.shows("transaction open")).isTrue();
    assertThat(workbench.showsPart("A transaction of copy.sqlite is open")).isTrue();

    Platform.runLater(
        () ->
            workbench
                .stage()
                .fireEvent(new WindowEvent(workbench.stage(), WindowEvent.WINDOW_CLOSE_REQUEST)));
    workbench.waitForText("Stay");
    assertThat(workbench.showsPart("Closing rolls it back")).isTrue();
    workbench.clickOn("Stay");
    assertThat(workbench.fx(() -> workbench.stage().isShowing())).isTrue();

    workbench.clickOn("Roll back");
    assertThat(workbench.shows("no transaction")).isTrue();
    assertThat(ask("SELECT count(*) FROM agent_memories")).isEqualTo(5_000);
  }

  @Test
  void anotherWorkspaceComesOnlyAfterTheQuestion() throws SQLException {
    Path other = workbench.folder().resolve("other.alidade");
    workbench.clickOn("Allow writing…");
    sql.runAndShow("BEGIN");
    sql.runAndShow("DELETE FROM agent_memories");
    workbench.show(PanelId.MODULES);

    askFor(other);
    assertThat(workbench.showsPart("A transaction of copy.sqlite is open. Closing")).isTrue();
    workbench.clickOn("Stay");
    assertThat(workbench.otherWorkspaces()).isEmpty();
    assertThat(workbench.shows("transaction open")).isTrue();

    askFor(other);
    workbench.clickOn("Close and roll back");
    assertThat(workbench.otherWorkspaces()).containsExactly(other);
    assertThat(ask("SELECT count(*) FROM agent_memories")).isEqualTo(5_000);
  }

  /** The question holds up who asks. */
  private void askFor(Path workspace) {
    Platform.runLater(() -> workbench.bench().navigation().openFiles(List.of(workspace)));
    workbench.waitForText("Stay");
  }

  @Test
  void aFileIsMadeReadOnlyOnlyAfterTheQuestion() {
    workbench.clickOn("Allow writing…");
    sql.runAndShow("BEGIN");
    Hyperlink readOnly = (Hyperlink) workbench.node("Make read-only");
    Platform.runLater(readOnly::fire);
    workbench.waitForText("Stay");
    workbench.clickOn("Stay");
    assertThat(workbench.shows("transaction open")).isTrue();
    workbench.clickOn("Roll back");
    assertThat(workbench.shows("no transaction")).isTrue();
  }

  @Test
  void anAppliedIndexIsInTheFileAndUndoTakesItBack() throws SQLException {
    workbench.clickOn("Allow writing…");
    sql.runAndShow("SELECT max(cost_usd) FROM agent_executions WHERE tokens = 1234");
    workbench.fx(
        () -> {
          sql.panel().showTab("Advice");
          sql.panel().model().advice().analyse();
          return true;
        });
    workbench.settle();
    long before = ask("SELECT count(*) FROM sqlite_schema WHERE type = 'index'");
    workbench.clickOn("Apply");
    assertThat(ask("SELECT count(*) FROM sqlite_schema WHERE type = 'index'"))
        .isEqualTo(before + 1);
    assertThat(workbench.shows("The index was created.")).isTrue();

    workbench.clickOn("Undo");
    assertThat(ask("SELECT count(*) FROM sqlite_schema WHERE type = 'index'")).isEqualTo(before);
  }

  private long ask(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      return row.next() ? row.getLong(1) : -1;
    }
  }
}
