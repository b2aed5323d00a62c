package dev.alidade.app.shell;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** The panel's title, what it acts on, and its tools. */
final class HeaderBar extends HBox {
  private final Label title = Labels.of("", "al-title");
  private final Button search;

  HeaderBar(Runnable openPalette) {
    getStyleClass().add("al-header");
    title.setMinWidth(Region.USE_PREF_SIZE);
    search = searchButton(openPalette);
  }

  /** Shows a panel's title and tools. */
  void show(Panel panel) {
    show(panel.title(), panel.headerStart(), panel.headerTools());
  }

  /** Shows a title and the way into the palette, for views without tools. */
  void showPlain(String text) {
    show(text, List.of(), List.of(search));
  }

  private void show(String text, List<Node> start, List<Node> tools) {
    title.setText(text);
    getChildren().setAll(title);
    if (!start.isEmpty()) {
      Region space = new Region();
      space.setMinWidth(4);
      getChildren().add(space);
    }
    getChildren().addAll(start);
    getChildren().add(Section.gap());
    getChildren().addAll(tools);
  }

  private static Button searchButton(Runnable openPalette) {
    Button button = new Button();
    HBox content =
        new HBox(
            8,
            Icons.of(Feather.SEARCH, "al-icon-14"),
            Labels.of("Search actions and data", "al-subtle"),
            Section.gap(),
            Buttons.key("Ctrl+K"));
    content.setAlignment(Pos.CENTER_LEFT);
    content.setPrefWidth(262);
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.setGraphic(content);
    button.getStyleClass().add("al-header-search");
    button.setId("header-search");
    button.setAccessibleText("Search actions and data");
    button.setOnAction(event -> openPalette.run());
    return button;
  }
}
