package dev.alidade.app.control;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** A rounded word: a fact, or a filter that can be taken away. JavaFX thread. */
public final class Chip extends HBox {
  /** As wide as a narrow column; longer words end in an ellipsis and are whole in the tooltip. */
  private static final double WIDEST_FILTER = 190;

  private Chip(Node... parts) {
    super(parts);
    getStyleClass().add("al-chip");
  }

  /** A fact. */
  public static Chip of(String word) {
    return new Chip(new Label(word));
  }

  /** A fact with an icon. */
  public static Chip of(String word, Ikon icon) {
    return new Chip(Icons.of(icon), new Label(word));
  }

  /** A filter in force; its cross takes it away. */
  public static Chip filter(String word, Runnable remove) {
    Button cross = new Button();
    cross.setGraphic(Icons.of(Feather.X));
    cross.setAccessibleText("Remove " + word);
    cross.setOnAction(event -> remove.run());
    Label label = new Label(word);
    label.setMaxWidth(WIDEST_FILTER);
    label.setTooltip(new Tooltip(word));
    Chip chip = new Chip(label, cross);
    chip.getStyleClass().add("filter");
    return chip;
  }
}
