package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Every kind of step in menus by what it works on. */
final class AddStepMenu extends MenuButton {
  AddStepMenu(Consumer<StepKind> add) {
    super("Add step", Icons.small(Feather.PLUS));
    getStyleClass().add("al-add-step");
    setId("add-step");
    setMaxWidth(Double.MAX_VALUE);
    for (StepKind.Group group : StepKind.Group.values()) {
      Menu kinds = new Menu(group.word(), Icons.small(icon(group)));
      kinds.setId("add-" + group.name());
      for (StepKind kind : StepKind.values()) {
        if (kind.group() == group) {
          MenuItem item = Buttons.item(kind.title(), () -> add.accept(kind));
          item.setId("add-" + kind.name());
          kinds.getItems().add(item);
        }
      }
      getItems().add(kinds);
    }
  }

  static Ikon icon(StepKind.Group group) {
    return switch (group) {
      case COLUMNS -> Feather.COLUMNS;
      case TEXT -> Feather.TYPE;
      case NUMBERS -> Feather.HASH;
      case DATES -> Feather.CALENDAR;
      case ROWS -> Feather.LIST;
      case TABLES -> Feather.GRID;
    };
  }
}
