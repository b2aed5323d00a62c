package dev.alidade.app.control;

import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Buttons in the styles of the style sheet; texts are verbs. JavaFX thread. */
public final class Buttons {
  private Buttons() {}

  /** The one solid button of a screen. */
  public static Button primary(String verb, Ikon icon, Runnable action) {
    return styled(verb, icon, action, "al-primary");
  }

  /** The one solid button, with its keys inside: {@code Ctrl+Enter}. */
  public static Button primary(String verb, Ikon icon, String keys, Runnable action) {
    Button button = primary(verb, icon, action);
    HBox content = new HBox(6, Icons.small(icon), Labels.of(verb, "al-button-text"), key(keys));
    content.setAlignment(Pos.CENTER);
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.setGraphic(content);
    return button;
  }

  /** A bordered button. */
  public static Button plain(String verb, Runnable action) {
    Button button = new Button(verb);
    button.setOnAction(event -> action.run());
    return button;
  }

  /** A bordered button with an icon. */
  public static Button plain(String verb, Ikon icon, Runnable action) {
    return styled(verb, icon, action);
  }

  /** A button with an outline in the accent colour. */
  public static Button outlined(String verb, Runnable action) {
    Button button = plain(verb, action);
    button.getStyleClass().add("al-outlined");
    return button;
  }

  /** A button without border. */
  public static Button flat(String verb, Ikon icon, Runnable action) {
    return styled(verb, icon, action, "al-flat");
  }

  /** A button that shows an icon only; its name goes to tooltip and screen readers. */
  public static Button icon(Ikon icon, String name, Runnable action) {
    Button button = new Button();
    button.setGraphic(Icons.of(icon));
    button.getStyleClass().addAll("al-flat", "al-icon-button");
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name));
    button.setOnAction(event -> action.run());
    return button;
  }

  /** The menu at the header's end for what is needed now and then. */
  public static MenuButton more(MenuItem... items) {
    MenuButton button = new MenuButton("", Icons.of(Feather.MORE_HORIZONTAL), items);
    button.getStyleClass().addAll("al-flat", "al-icon-button");
    button.setAccessibleText("More");
    button.setTooltip(new Tooltip("More"));
    button.setPopupSide(Side.BOTTOM);
    return button;
  }

  /** A menu item. */
  public static MenuItem item(String verb, Runnable action) {
    MenuItem item = new MenuItem(verb);
    item.setOnAction(event -> action.run());
    return item;
  }

  /** Keys as a small cap. */
  public static Label key(String keys) {
    return Labels.of(keys, "al-key");
  }

  /** Makes a button or field 24 px high. */
  public static <N extends Node> N compact(N node) {
    node.getStyleClass().add("al-compact");
    return node;
  }

  private static Button styled(String verb, Ikon icon, Runnable action, String... styleClasses) {
    Button button = new Button(verb, Icons.small(icon));
    button.getStyleClass().addAll(styleClasses);
    button.setOnAction(event -> action.run());
    return button;
  }
}
