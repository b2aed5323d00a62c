package dev.alidade.app.transform;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.table.ColumnCompletion;
import dev.alidade.engine.data.DataException.ExpressionInvalid;
import dev.alidade.engine.data.ExpressionType;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** An expression, checked at every letter: its type, or what is wrong and where. */
final class ExpressionField extends VBox {
  private final TextArea area;
  private final Label verdict = new Label();
  private final Hyperlink there = new Hyperlink("Show the character");
  private final Function<String, ExpressionType> typeOf;
  private final boolean condition;

  /**
   * @param condition whether it must be true or false
   * @param typeOf finds the type, or throws {@link ExpressionInvalid}
   */
  ExpressionField(
      String caption,
      String value,
      boolean condition,
      List<Field> columns,
      Function<String, ExpressionType> typeOf,
      Consumer<String> changed) {
    super(6);
    this.typeOf = typeOf;
    this.condition = condition;
    area = new TextArea(value);
    area.setId("expression");
    area.setAccessibleText(caption + "; Ctrl+Space lists columns");
    area.setWrapText(true);
    area.setPrefRowCount(2);
    area.getStyleClass().add("al-mono");
    area.addEventFilter(KeyEvent.KEY_PRESSED, this::leave);
    ColumnCompletion.install(area, () -> columns);
    verdict.setId("expression-verdict");
    verdict.setWrapText(true);
    verdict.setMinHeight(USE_PREF_SIZE);
    HBox head =
        new HBox(
            8, Labels.caption(caption), Section.gap(), Labels.small("Ctrl+Space lists columns"));
    head.setAlignment(Pos.CENTER_LEFT);
    there.getStyleClass().add("al-small");
    getChildren().addAll(head, area, verdict, there);
    area.textProperty()
        .addListener(
            (observed, was, is) -> {
              check(is);
              changed.accept(is);
            });
    check(value);
  }

  TextArea area() {
    return area;
  }

  /** Tab leaves the field, since an expression has no use for it. */
  private void leave(KeyEvent event) {
    if (event.getCode() == KeyCode.TAB) {
      area.requestFocusTraversal(
          event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
      event.consume();
    }
  }

  private void check(String expression) {
    try {
      ExpressionType type = typeOf.apply(expression);
      if (condition && type.type() != ColumnType.BOOL) {
        say(
            "The condition gives "
                + type.type().label()
                + ", not true or false. Compare it with something.",
            "al-text-err");
      } else {
        say(
            condition
                ? "✓ True or false for each row" + (type.nullable() ? "; null drops the row" : "")
                : "✓ Result is "
                    + type.type().label()
                    + (type.nullable() ? ", null where a value is missing" : ", never null here"),
            "al-text-ok");
      }
      pointTo(-1);
    } catch (ExpressionInvalid wrong) {
      say(wrong.sentence() + " " + wrong.remedy(), "al-text-err");
      pointTo(wrong.position());
    }
  }

  private void say(String words, String styleClass) {
    verdict.setText(words);
    verdict.getStyleClass().setAll("label", "al-small", styleClass);
    area.getStyleClass().remove("al-invalid");
    if (styleClass.equals("al-text-err")) {
      area.getStyleClass().add("al-invalid");
    }
  }

  private void pointTo(int position) {
    there.setVisible(position >= 0);
    there.setManaged(position >= 0);
    there.setOnAction(
        event -> {
          int at = Math.min(position, area.getLength());
          area.requestFocus();
          area.selectRange(at, Math.min(at + 1, area.getLength()));
        });
  }
}
