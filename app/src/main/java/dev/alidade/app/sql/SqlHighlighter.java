package dev.alidade.app.sql;

import java.util.HashMap;
import java.util.Map;
import jfx.incubator.scene.control.richtext.SyntaxDecorator;
import jfx.incubator.scene.control.richtext.TextPos;
import jfx.incubator.scene.control.richtext.model.CodeTextModel;
import jfx.incubator.scene.control.richtext.model.RichParagraph;

/** Colours SQL line by line; remembers at which lines a block comment is open. */
final class SqlHighlighter implements SyntaxDecorator {
  private final Map<Integer, Boolean> commentOpenBefore = new HashMap<>();

  @Override
  public RichParagraph createRichParagraph(CodeTextModel model, int index) {
    RichParagraph.Builder builder = RichParagraph.builder();
    String line = model.getPlainText(index);
    for (SqlWords.Piece piece : SqlWords.pieces(line, isCommentOpenBefore(model, index))) {
      builder.addWithStyleNames(piece.text(), styleClass(piece.kind()));
    }
    return builder.build();
  }

  @Override
  public void handleChange(
      CodeTextModel model,
      TextPos start,
      TextPos end,
      int charsTop,
      int linesAdded,
      int charsBottom) {
    commentOpenBefore.keySet().removeIf(line -> line > start.index());
  }

  private boolean isCommentOpenBefore(CodeTextModel model, int index) {
    int known = index;
    while (known > 0 && !commentOpenBefore.containsKey(known)) {
      known--;
    }
    boolean open = known > 0 && commentOpenBefore.getOrDefault(known, false);
    for (int line = known; line < index; line++) {
      open = SqlWords.commentOpenAfter(model.getPlainText(line), open);
      commentOpenBefore.put(line + 1, open);
    }
    return open;
  }

  private static String styleClass(SqlWords.Kind kind) {
    return switch (kind) {
      case PLAIN -> "al-syn-plain";
      case KEYWORD -> "al-syn-keyword";
      case FUNCTION, PARAMETER -> "al-syn-function";
      case STRING -> "al-syn-string";
      case COMMENT -> "al-syn-comment";
    };
  }
}
