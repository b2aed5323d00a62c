package dev.alidade.app.sql;

import dev.alidade.engine.sql.SqliteDatabase;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;

/** Asks before a database with an open transaction is closed, alone or with its window. */
final class ClosingQuestion {
  static final ButtonType STAY = new ButtonType("Stay", ButtonData.CANCEL_CLOSE);
  static final ButtonType ROLL_BACK = new ButtonType("Close and roll back", ButtonData.OTHER);

  private ClosingQuestion() {}

  /**
   * Asks where a transaction is open; says whether to go on.
   *
   * @param over what the question stands over
   */
  static boolean mayEnd(List<SqliteDatabase> closing, Node over) {
    List<SqliteDatabase> open = closing.stream().filter(SqliteDatabase::inTransaction).toList();
    if (open.isEmpty()) {
      return true;
    }
    Alert question = new Alert(Alert.AlertType.NONE, "", ROLL_BACK, STAY);
    question.setTitle("Close");
    question.getDialogPane().setId("closing-question");
    question
        .getDialogPane()
        .setContentText(
            "A transaction of "
                + open.stream().map(SqliteDatabase::name).collect(Collectors.joining(" and "))
                + " is open. Closing rolls it back: what it changed is lost.");
    if (over.getScene() != null) {
      question.initOwner(over.getScene().getWindow());
      Bindings.bindContent(
          question.getDialogPane().getStylesheets(), over.getScene().getStylesheets());
    }
    return question.showAndWait().filter(ROLL_BACK::equals).isPresent();
  }
}
