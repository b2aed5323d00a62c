package dev.alidade.app.shell;

import dev.alidade.app.control.Icons;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The column of panels at the left edge; the settings at its bottom. */
final class NavigationRail extends VBox {
  private final Map<PanelId, ToggleButton> buttons = new EnumMap<>(PanelId.class);
  private final ToggleButton settings = button("Settings", "Ctrl+,", Feather.SETTINGS);

  NavigationRail(ShellViewModel model) {
    getStyleClass().add("al-rail");
    setAccessibleText("Panels");
    getChildren().add(new Logo());
    for (PanelId id : PanelId.values()) {
      ToggleButton button = button(id.title(), id.keys(), id.icon());
      button.setId("rail-" + id.name().toLowerCase(Locale.ROOT));
      button.setOnAction(
          event -> {
            model.show(id);
            select(model);
          });
      buttons.put(id, button);
      getChildren().add(button);
    }
    settings.setId("rail-settings");
    settings.setOnAction(
        event -> {
          model.settingsOpenProperty().set(true);
          select(model);
        });
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    getChildren().addAll(gap, settings);
    model.panelProperty().subscribe(id -> select(model));
    model.settingsOpenProperty().subscribe(open -> select(model));
  }

  private void select(ShellViewModel model) {
    boolean open = model.settingsOpenProperty().get();
    settings.setSelected(open);
    buttons.forEach((id, button) -> button.setSelected(!open && id == model.panelProperty().get()));
  }

  private static ToggleButton button(String name, String keys, Ikon icon) {
    ToggleButton button = new ToggleButton();
    button.setGraphic(Icons.of(icon));
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name + "  " + keys));
    return button;
  }
}
