package dev.alidade.app.sql;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/** Asks before a window or a database with an open transaction is closed. */
final class ClosingQuestion {
  static final ButtonType STAY = new ButtonType("Stay", ButtonData.CANCEL_CLOSE);
  static final ButtonType ROLL_BACK = new ButtonType("Close and roll back", ButtonData.OTHER);

  private final DatabasesViewModel databases;

  ClosingQuestion(DatabasesViewModel databases) {
    this.databases = databases;
  }

  /** Asks before the window around a node closes. */
  void watch(Node node) {
    node.sceneProperty().flatMap(Scene::windowProperty).subscribe(window -> watch(window, node));
  }

  private void watch(@Nullable Window window, Node node) {
    if (window != null && !window.getProperties().containsKey(this)) {
      window.getProperties().put(this, true);
      window.addEventFilter(
          WindowEvent.WINDOW_CLOSE_REQUEST,
          event -> {
            if (!mayClose(node)) {
              event.consume();
            }
          });
    }
  }

  /** Asks where a transaction is open; says whether to go on. */
  boolean mayClose(Node over) {
    List<String> open = databases.withTransactions();
    if (open.isEmpty()) {
      return true;
    }
    Alert question = new Alert(Alert.AlertType.NONE, "", ROLL_BACK, STAY);
    question.initOwner(over.getScene() == null ? null : over.getScene().getWindow());
    question.setTitle("Close");
    question.getDialogPane().setId("closing-question");
    question
        .getDialogPane()
        .setContentText(
            "A transaction of "
                + String.join(" and ", open)
                + " is open. Closing rolls it back: what it changed is lost.");
    if (over.getScene() != null) {
      question.getDialogPane().getStylesheets().setAll(over.getScene().getStylesheets());
    }
    return question.showAndWait().filter(ROLL_BACK::equals).isPresent();
  }
}
