package dev.alidade.app.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.GridColumn;
import dev.alidade.app.format.Figures;
import dev.alidade.app.table.BinBars;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.dataset.ColumnProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatasetsPanelTest {
  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @Test
  void listsTheFileWithItsSchemaAndFirstRows() throws IOException {
    List<List<String>> file = records(workbench.sample("weather.csv").file());

    workbench.openSample("weather.csv");

    assertThat(workbench.texts()).contains("weather", "2,922 rows · 7 columns");
    DataGrid grid = workbench.byId("dataset-rows", DataGrid.class);
    assertThat(grid.model().columns()).extracting(GridColumn::name).isEqualTo(file.getFirst());
    assertThat(grid.model().rowCount()).isEqualTo(file.size() - 1);
    for (int row = 0; row < 50; row++) {
      List<String> written = file.get(row + 1);
      for (int column = 0; column < written.size(); column++) {
        String value = written.get(column);
        Object shown = grid.model().value(row, column);
        switch (shown) {
          case Double number -> assertThat(number).isEqualTo(Double.parseDouble(value));
          case Long number -> assertThat(number).isEqualTo(Long.parseLong(value));
          case null -> assertThat(value).isEmpty();
          default -> assertThat(shown.toString()).startsWith(value);
        }
      }
    }
  }

  @Test
  void aClickOnABarKeepsTheRowsThatAPlainLoopCounts() throws IOException {
    List<List<String>> file = records(workbench.sample("weather.csv").file());
    workbench.openSample("weather.csv");
    workbench.clickOn("temp_max");
    int column = file.getFirst().indexOf("temp_max");
    int bin = 14;
    ColumnProfile.Bin chosen =
        workbench
            .engine()
            .datasets()
            .get("weather")
            .profile()
            .columns()
            .get(column)
            .histogram()
            .get(bin);
    BinBars bars = workbench.byId("column-histogram", BinBars.class);
    Bounds place = workbench.fx(() -> bars.localToScreen(bars.getBoundsInLocal()));
    int bins =
        workbench
            .engine()
            .datasets()
            .get("weather")
            .profile()
            .columns()
            .get(column)
            .histogram()
            .size();

    workbench
        .robot()
        .moveTo(place.getMinX() + (bin + 0.5) * place.getWidth() / bins, place.getMaxY() - 3)
        .clickOn();
    workbench.settle();

    long expected =
        file.stream()
            .skip(1)
            .mapToDouble(record -> Double.parseDouble(record.get(column)))
            .filter(value -> value >= chosen.from() && value < chosen.to())
            .count();
    assertThat(expected).isPositive();
    assertThat(workbench.byId("row-count", Label.class).getText())
        .isEqualTo(Figures.compact(expected) + " of 2,922 rows");
    assertThat(workbench.byId("dataset-rows", DataGrid.class).model().rowCount())
        .isEqualTo((int) expected);

    workbench.clickOn(workbench.byId("clear-filters", Button.class));

    assertThat(workbench.byId("row-count", Label.class).getText()).isEqualTo("2,922 rows");
  }

  @Test
  void tellsOfEachBadFileWithCodeAndRemedyAndGoesOn() throws IOException {
    workbench.openSample("weather.csv");
    Path folder = workbench.folder();
    Path cutOff = Files.writeString(folder.resolve("cut.csv"), "a,b,c\n1,2,3\n4,5,6\n7,\"open");
    Path noJson = Files.writeString(folder.resolve("no.json"), "{\"a\": [1, 2, oops");
    byte[] jpeg = {
      (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0
    };
    Path picture = Files.write(folder.resolve("photo.sqlite"), jpeg);
    Path empty = Files.write(folder.resolve("empty.csv"), new byte[0]);

    workbench.openFiles(cutOff, noJson, picture, empty);

    assertThat(workbench.texts()).contains("DATA-104", "DATA-111", "DATA-108");
    assertThat(workbench.texts()).anyMatch(text -> text.matches("DATA-10[12]"));
    assertThat(workbench.showsPart("photo.sqlite is not a SQLite database")).isTrue();
    assertThat(workbench.shows("Choose a SQLite file, or rename this one to what it is.")).isTrue();
    assertThat(workbench.byId("row-count", Label.class).getText()).isEqualTo("2,922 rows");
    workbench.openSample("movies.csv");
    assertThat(workbench.byId("row-count", Label.class).getText()).isEqualTo("3,201 rows");
  }

  @Test
  void opensAFileThatWasCutOffWithoutItsBadRow() throws IOException {
    Path file = Files.writeString(workbench.folder().resolve("cut.csv"), "a,b,c\n1,2,3\n4,5");

    workbench.openFiles(file);
    assertThat(workbench.shows("DATA-105")).isTrue();
    workbench.clickOn("Open without bad rows");

    assertThat(workbench.byId("row-count", Label.class).getText()).isEqualTo("1 row");
    workbench.clickOn("Rejects");
    assertThat(workbench.shows("1 record did not become rows.")).isTrue();
  }

  @Test
  void showsLongNamesRightToLeftTextAndEmoji() throws IOException {
    String name = "a name that goes on and on ".repeat(6).strip() + " نهاية 🦊";
    Path file =
        Files.writeString(
            workbench.folder().resolve(name + ".csv"),
            "كلمة,🦊 fox,plain\nمرحبا بالعالم,👩‍👩‍👧‍👦,1\nשלום,🇪🇺,2\n");

    workbench.openFiles(file);

    assertThat(workbench.texts())
        .contains(name, "كلمة", "🦊 fox", "مرحبا بالعالم", "👩‍👩‍👧‍👦", "שלום");
  }

  @Test
  void welcomesAgainWhenTheLastDataSetIsRemoved() {
    workbench.openSample("weather.csv");

    workbench.clickOn("weather");
    workbench.press(KeyCode.DELETE);

    workbench.waitForText("Open a data set to begin");
    assertThat(workbench.engine().datasets().list()).isEmpty();
  }

  private static List<List<String>> records(Path file) throws IOException {
    List<List<String>> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      reader.forEach(record -> records.add(record.getFields()));
    }
    return records;
  }
}
