package dev.alidade.app.control;

import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** A field with a magnifier that narrows a list, with the margin of a side column. */
public final class SearchField extends StackPane {
  private final TextField field = new TextField();

  /**
   * @param id of the field itself
   * @param prompt what is looked for, for example {@code Find a data set}
   */
  public SearchField(String id, String prompt) {
    getStyleClass().add("al-search-box");
    field.setId(id);
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    field.getStyleClass().add("al-search-field");
    Node icon = Icons.small(Feather.SEARCH, "al-search-icon");
    icon.setMouseTransparent(true);
    StackPane.setAlignment(icon, Pos.CENTER_LEFT);
    getChildren().addAll(field, icon);
  }

  /** What is typed. */
  public StringProperty textProperty() {
    return field.textProperty();
  }

  /** Puts the keyboard into the field. */
  public void focus() {
    field.requestFocus();
  }
}
