package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files of vectors reach the window by being opened or dropped, and by the form. */
class CollectionOfFileTest {
  @RegisterExtension static final WorkbenchFixture WORKBENCH = new WorkbenchFixture();

  private static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  @Test
  void openingFvecsOffersACollectionOfIt() throws Exception {
    Path file = WORKBENCH.folder().resolve("points.fvecs");
    ByteBuffer bytes = ByteBuffer.allocate(3 * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < 3; row++) {
      bytes.putInt(2).putFloat(row).putFloat(1);
    }
    Files.write(file, bytes.array());

    WORKBENCH.openFiles(file);

    assertThat(WORKBENCH.showsPart("points.fvecs")).isTrue();
    assertThat(WORKBENCH.byId("form-name", TextField.class).getText()).isEqualTo("points");
    WORKBENCH.clickOn(WORKBENCH.byId("form-create", Button.class));
    assertThat(WORKBENCH.engine().vectorSearch().collection("points").size()).isEqualTo(3);
    assertThat(WORKBENCH.showsPart("3 × 2 · cosine")).isTrue();
  }

  @Test
  void aTableWithBlobsBecomesACollection() throws Exception {
    Path file = WORKBENCH.folder().resolve("store.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.createStatement().execute("CREATE TABLE other (x INTEGER)");
      connection
          .createStatement()
          .execute("CREATE TABLE \"my items\" (id TEXT, title TEXT, price REAL, vector BLOB)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO \"my items\" VALUES (?, ?, ?, ?)")) {
        for (int row = 0; row < 4; row++) {
          insert.setString(1, "item-" + row);
          insert.setString(2, "Item " + row);
          insert.setDouble(3, row * 1.5);
          insert.setBytes(4, floats(row, 1, 2));
          insert.execute();
        }
      }
    }
    WORKBENCH.go(new Intent.CollectFile(file));
    ComboBox<?> tables = WORKBENCH.byId("form-table", ComboBox.class);
    WORKBENCH.fx(
        () -> {
          tables.getSelectionModel().select(tables.getItems().indexOf("my items"));
          return true;
        });
    assertThat(WORKBENCH.byId("form-name", TextField.class).getText()).isEqualTo("store.my items");
    WORKBENCH.clickOn(WORKBENCH.byId("form-create", Button.class));

    SearchResults.Hit best =
        WORKBENCH
            .engine()
            .vectorSearch()
            .collection("store.my items")
            .search(new float[] {3, 1, 2}, SearchOptions.top(1))
            .hits()
            .getFirst();
    assertThat(best.id()).isEqualTo("item-3");
    assertThat(best.content()).isEqualTo("Item 3");
    assertThat(best.metadata()).containsEntry("price", 4.5);
  }

  @Test
  void aDamagedFileIsToldInTheForm() throws Exception {
    Path file = WORKBENCH.folder().resolve("cut.fvecs");
    Files.write(file, new byte[] {2, 0, 0, 0, 1});
    WORKBENCH.openFiles(file);
    WORKBENCH.clickOn(WORKBENCH.byId("form-create", Button.class));

    assertThat(WORKBENCH.shows("Can't make the collection")).isTrue();
    assertThat(WORKBENCH.showsPart("VEC-40")).isTrue();
    WORKBENCH.show(PanelId.DATASETS);
  }
}
