package dev.alidade.app.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.GridColumn;
import dev.alidade.app.control.GridModel;
import dev.alidade.app.control.ToggleSwitch;
import dev.alidade.app.datasets.ReadingChoice.Delimiter;
import dev.alidade.app.datasets.ReadingChoice.Header;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.LoadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a file is read, chosen before its first rows. */
class ReadingSheetTest {
  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @Test
  void theFirstRowsFollowTheOptionsAndTheFileIsOpenedWithThem() throws IOException {
    Path file = write("prices.csv", "18;19;20\npear;1,5;2,25\nplum;3,0;4,75\n");
    workbench.go(new Intent.OpenWithOptions(file, LoadOptions.defaults()));

    workbench.waitForText("Detected: semicolon");
    assertThat(workbench.texts()).contains("Detected: no", "Encoding: UTF-8", "3 rows, 3 columns.");
    choose("reading-header", Header.YES);
    workbench.waitFor("the header", () -> heads().equals(List.of("18", "19", "20")));
    workbench.clickOn(workbench.byId("reading-decimal-comma", ToggleSwitch.class));
    workbench.waitFor("numbers", () -> Double.valueOf(2.25).equals(preview().value(0, 2)));

    workbench.clickOn(workbench.byId("reading-accept", Button.class));

    Dataset opened = workbench.engine().datasets().get("prices");
    assertThat(opened.schema().fields()).extracting(Field::name).isEqualTo(heads("dataset-rows"));
    assertThat(opened.schema().fields())
        .extracting(Field::type)
        .containsExactly(ColumnType.STRING, ColumnType.FLOAT64, ColumnType.FLOAT64);
  }

  @Test
  void anotherDelimiterIsOneCharacterAndSaysSo() throws IOException {
    Path file = write("tilde.txt", "a~b\n1~2\n");
    workbench.go(new Intent.OpenWithOptions(file, LoadOptions.defaults()));
    choose("reading-delimiter", Delimiter.OTHER);

    assertThat(workbench.byId("reading-error", Label.class).getText())
        .isEqualTo("Write the one character that stands between two fields.");
    workbench.clickOn(workbench.byId("reading-other", TextField.class));
    workbench.type("~");

    workbench.waitFor("two columns", () -> heads().equals(List.of("a", "b")));
    assertThat(workbench.shows("Write the one character that stands between two fields."))
        .isFalse();
  }

  @Test
  void readsADataSetAgainUnderItsName() throws IOException {
    workbench.openFiles(write("years.csv", "18,19,20\nFR,1,2\n"));
    assertThat(heads("dataset-rows")).containsExactly("column 1", "column 2", "column 3");

    workbench.go(new Intent.ReloadWithOptions("years"));
    choose("reading-header", Header.YES);
    workbench.press(KeyCode.CONTROL, KeyCode.ENTER);

    workbench.waitFor(
        "the new rows", () -> heads("dataset-rows").equals(List.of("18", "19", "20")));
    assertThat(workbench.engine().datasets().list())
        .extracting(Dataset::name)
        .containsExactly("years");
    workbench.go(new Intent.ReloadWithOptions("years"));
    assertThat(workbench.byId("reading-header", ComboBox.class).getValue()).isEqualTo(Header.YES);
    workbench.press(KeyCode.ESCAPE);
    assertThat(workbench.shows("Reload years.csv with options")).isFalse();
  }

  @Test
  void whatBecameNoRowIsToldWithAWayToTheOptions() throws IOException {
    workbench.openFiles(write("report.csv", "a,b\n1,2\n3\n4,5,6\n5,6\n"));

    assertThat(workbench.shows("2 records of report did not become rows.")).isTrue();
    workbench.clickOn("Reload with options…");

    assertThat(workbench.shows("Reload report.csv with options")).isTrue();
    assertThat(workbench.byId("reading-note", Label.class).getText())
        .contains("2 records rejected, the first at line 3.");
  }

  @Test
  void aFileThatIsMisreadOffersTheOptions() throws IOException {
    workbench.openFiles(write("open.csv", "a,b,c\n1,2,3\n7,\"open"));
    assertThat(workbench.shows("DATA-104")).isTrue();

    workbench.clickOn("Open with options…");

    assertThat(workbench.shows("Open open.csv with options")).isTrue();
    assertThat(workbench.shows("Can't read it so")).isTrue();
  }

  @Test
  void aStreamTakesTheOptionsToo() throws IOException {
    Path file = write("years.csv", "18,19,20\n" + "FR,1,2\n".repeat(100));
    workbench.fx(
        () -> {
          workbench.settings().largestLoadProperty().set(1);
          return null;
        });
    workbench.go(new Intent.StreamFile(file, LoadOptions.defaults()));
    assertThat(heads("stream-rows")).containsExactly("column 1", "column 2", "column 3");

    workbench.go(new Intent.ReloadWithOptions("years (stream)"));
    choose("reading-header", Header.YES);
    workbench.clickOn(workbench.byId("reading-accept", Button.class));

    workbench.waitFor(
        "the new stream", () -> heads("stream-rows").equals(List.of("18", "19", "20")));
    assertThat(workbench.engine().datasets().list()).isEmpty();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(workbench.folder().resolve(name), text);
  }

  private <T> void choose(String id, T value) {
    workbench.fx(
        () -> {
          @SuppressWarnings("unchecked")
          ComboBox<T> box = (ComboBox<T>) workbench.scene().lookup("#" + id);
          box.setValue(value);
          return true;
        });
    workbench.settle();
  }

  private GridModel preview() {
    return workbench.byId("reading-preview", DataGrid.class).model();
  }

  private List<String> heads() {
    return preview().columns().stream().map(GridColumn::name).toList();
  }

  private List<String> heads(String grid) {
    return workbench.byId(grid, DataGrid.class).model().columns().stream()
        .map(GridColumn::name)
        .toList();
  }
}
