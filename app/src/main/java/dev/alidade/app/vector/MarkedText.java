package dev.alidade.app.vector;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Text with some of its words on a yellow ground. */
final class MarkedText {
  private MarkedText() {}

  static Region of(String content, List<String> words) {
    TextFlow flow = new TextFlow();
    flow.getStyleClass().add("al-marked-text");
    flow.setMinWidth(0);
    for (VectorText.Piece piece : VectorText.pieces(content, words)) {
      if (piece.marked()) {
        Label word = new Label(piece.text());
        word.getStyleClass().add("al-mark");
        flow.getChildren().add(word);
      } else {
        flow.getChildren().add(new Text(piece.text()));
      }
    }
    flow.setAccessibleText(content);
    return flow;
  }
}
