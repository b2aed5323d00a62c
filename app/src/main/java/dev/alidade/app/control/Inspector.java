package dev.alidade.app.control;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * The column at the right with the details of what is selected: 300 px, scrolls, folds away with
 * its cross and comes back with the next {@link #show}. JavaFX thread.
 */
public final class Inspector extends BorderPane {
  private final Label title = Labels.heading("");
  private final HBox beside = new HBox(8);
  private final VBox content = new VBox();
  private Runnable onClose = () -> {};

  /** An empty inspector, folded away. */
  public Inspector() {
    getStyleClass().add("al-right");
    setPrefWidth(300);
    setMinWidth(300);
    setMaxWidth(300);
    Button close = Buttons.icon(Feather.X, "Close details", this::close);
    beside.setAlignment(Pos.CENTER_LEFT);
    HBox head = new HBox(8, title, beside, Section.gap(), close);
    head.setAlignment(Pos.CENTER_LEFT);
    head.setPadding(new Insets(12, 12, 8, 16));
    title.setMinWidth(0);
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    setTop(head);
    setCenter(scroll);
    fold(true);
  }

  /** Shows details, unfolded. */
  public void show(String heading, Node... sections) {
    title.setText(heading);
    beside.getChildren().clear();
    content.getChildren().setAll(sections);
    fold(false);
  }

  /** One more section below the others. */
  public void add(Node section) {
    content.getChildren().add(section);
  }

  /** Nodes beside the heading: a badge, a button. */
  public void besideHeading(Node... nodes) {
    beside.getChildren().setAll(nodes);
  }

  /** Nodes that stay below the scrolling part. */
  public void footer(Node... nodes) {
    HBox foot = new HBox(8, nodes);
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.getStyleClass().add("al-section");
    setBottom(nodes.length == 0 ? null : foot);
  }

  /** Called after the user folded it away. */
  public void setOnClose(Runnable handler) {
    onClose = handler;
  }

  /** Whether it is in view. */
  public boolean isOpen() {
    return isManaged();
  }

  /** Folds it away because there is nothing to show. */
  public void fold() {
    fold(true);
  }

  /** Folds it away for the user. */
  public void close() {
    fold(true);
    onClose.run();
  }

  private void fold(boolean away) {
    setManaged(!away);
    setVisible(!away);
  }
}
