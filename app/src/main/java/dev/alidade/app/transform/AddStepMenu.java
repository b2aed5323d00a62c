package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import java.util.Arrays;
import java.util.function.Consumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Every kind of step, by what it works on. */
final class AddStepMenu extends MenuButton {
  AddStepMenu(Consumer<StepKind> add) {
    super("Add step", Icons.small(Feather.PLUS));
    getStyleClass().add("al-add-step");
    setId("add-step");
    setMaxWidth(Double.MAX_VALUE);
    for (StepKind.Group group : StepKind.Group.values()) {
      if (!getItems().isEmpty()) {
        getItems().add(new SeparatorMenuItem());
      }
      MenuItem head = new MenuItem(group.word());
      head.setDisable(true);
      head.getStyleClass().add("al-menu-head");
      getItems().add(head);
      Arrays.stream(StepKind.values())
          .filter(kind -> kind.group() == group)
          .forEach(
              kind -> {
                MenuItem item = Buttons.item(kind.title(), () -> add.accept(kind));
                item.setId("add-" + kind.name());
                item.setGraphic(Icons.small(icon(group)));
                getItems().add(item);
              });
    }
  }

  static Ikon icon(StepKind.Group group) {
    return switch (group) {
      case COLUMNS -> Feather.COLUMNS;
      case VALUES -> Feather.HASH;
      case TEXT -> Feather.TYPE;
      case ROWS -> Feather.LIST;
    };
  }
}
