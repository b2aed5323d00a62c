package dev.alidade.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.table.BinBars;
import dev.alidade.app.testing.WorkbenchFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Hyperlink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A data set of more columns than a grid shows at once. */
class WideGridTest {
  private static final int COLUMNS = 2_345;

  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  private DataGrid open() throws IOException {
    Path file = workbench.folder().resolve("wide.csv");
    Files.writeString(file, line("c", 0) + line("", 0) + line("", 1) + line("", 2));
    workbench.openFiles(file);
    workbench.settle();
    return workbench.byId("dataset-rows", DataGrid.class);
  }

  private static String line(String before, int more) {
    return IntStream.range(0, COLUMNS)
        .mapToObj(i -> before + (i + more))
        .collect(Collectors.joining(",", "", "\n"));
  }

  @Test
  void leadsFromAHundredColumnsToTheNextAndBack() throws IOException {
    DataGrid grid = open();
    assertThat(grid.shownColumns()).hasSize(100).startsWith(0);
    assertThat(hasBars(grid.head(99))).isTrue();

    follow("columns-after", "Columns 101–200 of 2,345 ›");

    assertThat(grid.shownColumns()).hasSize(100).startsWith(100);
    assertThat(hasBars(grid.head(100))).isTrue();
    assertThat(workbench.shows("c100")).isTrue();

    follow("columns-before", "‹ Columns 1–100 of 2,345");

    assertThat(grid.shownColumns()).hasSize(100).startsWith(0);
    assertThat(workbench.all(Hyperlink.class)).noneMatch(l -> "columns-before".equals(l.getId()));
  }

  @Test
  void revealsAndCopiesColumnsThatAreNotShown() throws IOException {
    DataGrid grid = open();

    workbench.fx(
        () -> {
          grid.reveal(COLUMNS - 1);
          return true;
        });
    workbench.settle();

    assertThat(grid.shownColumns()).startsWith(2_300).endsWith(2_344);
    assertThat(workbench.shows("c2344")).isTrue();
    assertThat(workbench.shows("2,346")).isTrue();
    int focused =
        workbench.fx(
            () -> {
              grid.getSelectionModel().clearAndSelect(1);
              grid.getFocusModel().focus(1, grid.getColumns().getLast());
              return grid.focusedColumn();
            });
    assertThat(focused).isEqualTo(COLUMNS - 1);
    assertThat(workbench.fx(() -> grid.rowsAsTsv(true)).split("\t")).hasSize(2 * COLUMNS - 1);
  }

  private void follow(String id, String words) {
    Hyperlink link = workbench.byId(id, Hyperlink.class);
    assertThat(link.getText()).isEqualTo(words);
    workbench.fx(
        () -> {
          link.fire();
          return true;
        });
    workbench.settle();
  }

  private static boolean hasBars(Node node) {
    return node instanceof BinBars
        || node instanceof Parent parent
            && parent.getChildrenUnmodifiable().stream().anyMatch(WideGridTest::hasBars);
  }
}
