package dev.alidade.app.sql;

import java.util.HashMap;
import java.util.Map;
import jfx.incubator.scene.control.richtext.SyntaxDecorator;
import jfx.incubator.scene.control.richtext.TextPos;
import jfx.incubator.scene.control.richtext.model.CodeTextModel;
import jfx.incubator.scene.control.richtext.model.RichParagraph;
import org.jspecify.annotations.Nullable;

/** Colours SQL line by line; remembers at which lines a block comment is open. */
final class SqlHighlighter implements SyntaxDecorator {
  private final Map<Integer, Boolean> commentOpenBefore = new HashMap<>();
  private final @Nullable TextPos error;

  SqlHighlighter() {
    this.error = null;
  }

  /**
   * @param error where the word begins that is underlined as wrong
   */
  SqlHighlighter(TextPos error) {
    this.error = error;
  }

  @Override
  public RichParagraph createRichParagraph(CodeTextModel model, int index) {
    RichParagraph.Builder builder = RichParagraph.builder();
    String line = model.getPlainText(index);
    for (SqlWords.Piece piece : SqlWords.pieces(line, isCommentOpenBefore(model, index))) {
      builder.addWithStyleNames(piece.text(), styleClass(piece.kind()));
    }
    TextPos wrong = error;
    if (wrong != null && wrong.index() == index && !line.isEmpty()) {
      int start = Math.min(wrong.offset(), line.length() - 1);
      int end = start + 1;
      while (end < line.length()
          && Character.isLetterOrDigit(line.charAt(end - 1))
          && (Character.isLetterOrDigit(line.charAt(end)) || line.charAt(end) == '_')) {
        end++;
      }
      builder.addWavyUnderline(start, end - start, "al-syn-error");
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
