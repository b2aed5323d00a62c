package dev.alidade.app.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.dataset.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A file that is larger than what the user wants to be loaded. */
class LargeFileTest {
  private static final int ROWS = 200_000;

  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @BeforeEach
  void openTheFile() throws IOException {
    StringBuilder text = new StringBuilder("id,city,amount\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i)
          .append(i % 4 == 0 ? ",Oslo," : ",a city of another name,")
          .append(i % 100)
          .append(".5\n");
    }
    Path file = Files.writeString(workbench.folder().resolve("orders.csv"), text);
    workbench.fx(
        () -> {
          workbench.settings().largestLoadProperty().set(1);
          return null;
        });
    workbench.openFiles(file);
  }

  @Test
  void isReadAsAStreamAndTheWindowSaysSo() {
    assertThat(workbench.showsPart("it is read as a stream, part after part.")).isTrue();
    assertThat(workbench.shows("orders (stream)")).isTrue();
    assertThat(workbench.engine().datasets().list()).isEmpty();
    DataGrid grid = workbench.byId("stream-rows", DataGrid.class);
    assertThat(grid.model().rowCount()).isEqualTo(LargeFile.HEAD);
    assertThat(grid.model().value(4, 1)).isEqualTo("Oslo");
  }

  @Test
  void showsTheFirstRowsThatAConditionKeepsAndLoadsThem() {
    TextField filter = workbench.byId("stream-filter", TextField.class);
    workbench.clickOn(filter);
    workbench.type("id >= 199000 and city = 'Oslo'");
    workbench.press(KeyCode.ENTER);

    DataGrid grid = workbench.byId("stream-rows", DataGrid.class);
    assertThat(grid.model().rowCount()).isEqualTo(250);
    assertThat(grid.model().value(0, 0)).isEqualTo(199_000L);
    assertThat(workbench.shows("All 250 rows that match.")).isTrue();

    workbench.clickOn(workbench.byId("load-stream", Button.class));

    Dataset loaded = workbench.engine().datasets().get("orders");
    assertThat(loaded.rowCount()).isEqualTo(250);
    assertThat(workbench.byId("row-count", Label.class).getText()).isEqualTo("250 rows");
  }

  @Test
  void tellsWhatIsWrongWithACondition() {
    TextField filter = workbench.byId("stream-filter", TextField.class);
    workbench.clickOn(filter);
    workbench.type("town = 'Oslo'");
    workbench.press(KeyCode.ENTER);

    assertThat(workbench.byId("stream-filter-error", Label.class).getText()).contains("town");
    assertThat(workbench.byId("stream-rows", DataGrid.class).model().rowCount())
        .isEqualTo(LargeFile.HEAD);
  }

  @Test
  void profilesTheWholeFile() {
    workbench.clickOn("Profile");
    workbench.clickOn("Profile the file");

    workbench.waitFor("the profile", () -> workbench.showsPart("200,000 rows in "));
    assertThat(workbench.texts()).contains("amount", "city");
  }

  @Test
  void aggregatesTheWholeFile() {
    workbench.clickOn("Aggregate");
    workbench.clickOn("Add key");
    workbench.clickOn("city");
    workbench.clickOn("Add measure");
    workbench.clickOn("count of rows");
    workbench.clickOn(workbench.byId("aggregate-stream", Button.class));

    DataGrid grid = workbench.byId("stream-groups", DataGrid.class);
    assertThat(grid.model().rowCount()).isEqualTo(2);
    assertThat(grid.model().value(0, 0)).isEqualTo("Oslo");
    assertThat(grid.model().value(0, 1)).isEqualTo(ROWS / 4L);

    dismissNotices();
    workbench.clickOn(workbench.byId("save-stream-groups", Button.class));

    assertThat(workbench.engine().datasets().get("orders grouped").rowCount()).isEqualTo(2);
  }

  /** They lie over the foot of the view until the user takes them away. */
  private void dismissNotices() {
    workbench.fx(
        () -> {
          List.copyOf(workbench.bench().notices().shown())
              .forEach(workbench.bench().notices()::dismiss);
          return true;
        });
    workbench.settle();
  }

  @Test
  void isLoadedAnywayWhereTheUserWantsIt() {
    workbench.clickOn("Load it anyway");

    assertThat(workbench.engine().datasets().get("orders").rowCount()).isEqualTo(ROWS);
    assertThat(workbench.byId("row-count", Label.class).getText()).isEqualTo("200,000 rows");
  }
}
