package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.engine.sql.SqliteDatabase;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Says all the time that a file can be changed, and that a transaction is open. */
final class WritingBanner extends HBox {
  private final DatabasesViewModel databases;

  WritingBanner(SqlViewModel model) {
    super(8);
    this.databases = model.databases();
    getStyleClass().add("al-writing-banner");
    setId("writing-banner");
    setAlignment(Pos.CENTER_LEFT);
    InvalidationListener again = changed -> show();
    databases.chosen().addListener(again);
    databases.isFile().addListener(again);
    databases.inTransaction().addListener(again);
    show();
  }

  private void show() {
    SqliteDatabase of = databases.chosen().get();
    boolean shown = of != null && of.writable();
    setVisible(shown);
    setManaged(shown);
    getChildren().clear();
    if (of == null || !shown) {
      return;
    }
    if (databases.inTransaction().get()) {
      getChildren()
          .addAll(
              Icons.small(Feather.GIT_COMMIT, "al-icon-warn"),
              words("A transaction of " + of.name() + " is open: others wait for its end."),
              Section.gap(),
              Buttons.compact(Buttons.plain("Commit", () -> databases.endTransaction(true))),
              Buttons.compact(Buttons.plain("Roll back", () -> databases.endTransaction(false))));
    } else {
      getChildren()
          .addAll(
              Icons.small(Feather.UNLOCK, "al-icon-warn"),
              words("Statements change " + of.name() + "."),
              Section.gap());
      if (databases.isFile().get()) {
        getChildren()
            .add(Buttons.compact(Buttons.plain("Make read-only", () -> databases.reopen(false))));
      }
    }
  }

  private static Label words(String text) {
    Label label = Labels.of(text, "al-text-warn");
    label.setMinWidth(0);
    return label;
  }
}
