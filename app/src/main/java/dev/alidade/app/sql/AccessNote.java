package dev.alidade.app.sql;

import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Below the schema: whether queries can change the file, and the way to allow it. */
final class AccessNote extends VBox {
  private final DatabasesViewModel databases;

  AccessNote(SqlViewModel model) {
    super(4);
    this.databases = model.databases();
    getStyleClass().addAll("al-section", "al-ruled-above");
    InvalidationListener again = changed -> show();
    databases.chosen().addListener(again);
    databases.isFile().addListener(again);
    show();
  }

  private void show() {
    SqliteDatabase database = databases.chosen().get();
    setVisible(database != null);
    if (database == null) {
      return;
    }
    boolean writable = database.writable();
    HBox head =
        new HBox(
            8,
            Icons.small(writable ? Feather.UNLOCK : Feather.LOCK),
            Labels.of(writable ? "Open for writing" : "Opened read-only", "al-strong"));
    head.setAlignment(Pos.CENTER_LEFT);
    HBox line =
        new HBox(
            4,
            Labels.small(
                writable ? "Statements change this file." : "Queries can't change this file."));
    line.setAlignment(Pos.CENTER_LEFT);
    if (databases.isFile().get()) {
      Hyperlink other = new Hyperlink(writable ? "Make read-only" : "Allow writing…");
      other.getStyleClass().add("al-small");
      other.setOnAction(
          event -> {
            if (ClosingQuestion.mayEnd(List.of(database), this)) {
              databases.reopen(!writable);
            }
          });
      line.getChildren().add(other);
    }
    getChildren().setAll(head, line);
  }
}
