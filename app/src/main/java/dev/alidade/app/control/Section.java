package dev.alidade.app.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A captioned part of a side column, ruled off below. JavaFX thread. */
public final class Section extends VBox {
  /** Content without a caption. */
  public Section(Node... content) {
    super(content);
    getStyleClass().add("al-section");
  }

  /** A caption at the left, something quiet or a link at the right, content below. */
  public static Section of(String caption, Node atRight, Node... content) {
    Section section = new Section();
    HBox head = new HBox(8, Labels.caption(caption), gap(), atRight);
    head.setAlignment(Pos.CENTER_LEFT);
    section.getChildren().add(head);
    section.getChildren().addAll(content);
    return section;
  }

  /** A caption with content below. */
  public static Section titled(String caption, Node... content) {
    return of(caption, new Region(), content);
  }

  /** A quiet name at the left and a figure at the right. */
  public static HBox row(String name, Node value) {
    Label key = Labels.small(name);
    key.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(8, key, gap(), value);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  /** A quiet name at the left and a figure in the mono face at the right. */
  public static HBox row(String name, String value) {
    Label figure = Labels.of(value, "al-mono", "al-small");
    Tips.on(figure, value);
    return row(name, figure);
  }

  /** Room that takes what is left of a row. */
  public static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }
}
