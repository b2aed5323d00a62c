package dev.alidade.app.datasets;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.dataset.Dataset;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A data set in the list: icon by kind, name, size, rows and columns. */
final class DatasetCell extends ListCell<DatasetItem> {
  private final Label name = new Label();
  private final Label size = Labels.of("", "al-mono", "al-small", "al-muted");
  private final Label facts = Labels.small("");
  private final StackPane icon = new StackPane();
  private final HBox line;
  private @Nullable Icon shown;
  private final StringProperty words = new SimpleStringProperty("");

  /** What the icon in view says. */
  private record Icon(DatasetItem.Kind kind, boolean problem) {}

  DatasetCell(DatasetActions actions) {
    name.setMinWidth(0);
    name.getStyleClass().add("al-dataset-name");
    size.setMinWidth(Region.USE_PREF_SIZE);
    HBox first = new HBox(8, name, Section.gap(), size);
    first.setAlignment(Pos.CENTER_LEFT);
    VBox lines = new VBox(2, first, facts);
    HBox.setHgrow(lines, javafx.scene.layout.Priority.ALWAYS);
    lines.setMinWidth(0);
    icon.setMinWidth(16);
    icon.setAlignment(Pos.TOP_CENTER);
    line = new HBox(12, icon, lines);
    line.setMinWidth(0);
    line.setPrefWidth(1);
    Tips.on(
        line,
        () -> {
          Tooltip tooltip = new Tooltip();
          tooltip.textProperty().bind(words);
          return tooltip;
        });
    setOnContextMenuRequested(
        event -> {
          if (!isEmpty()) {
            menu(actions).show(this, event.getScreenX(), event.getScreenY());
            event.consume();
          }
        });
  }

  /** Made when it is asked for: a menu is a window, and most lines never open theirs. */
  private ContextMenu menu(DatasetActions actions) {
    DatasetItem item = getItem();
    if (item != null && item.stream().isPresent()) {
      return new ContextMenu(
          Buttons.item("Convert…", () -> actions.export(itemName())),
          Buttons.item("Reload with options…", () -> actions.reload(itemName())),
          Buttons.item("Remove", () -> actions.remove(itemName())));
    }
    ContextMenu menu =
        new ContextMenu(
            Buttons.item("Transform", () -> actions.transform(itemName())),
            Buttons.item("Search by meaning", () -> actions.searchByMeaning(itemName())),
            Buttons.item("Export…", () -> actions.export(itemName())),
            new SeparatorMenuItem(),
            Buttons.item("Remove", () -> actions.remove(itemName())));
    if (item != null && item.file().isPresent()) {
      menu.getItems()
          .add(3, Buttons.item("Reload with options…", () -> actions.reload(itemName())));
    }
    return menu;
  }

  @Override
  protected void updateItem(@Nullable DatasetItem item, boolean empty) {
    super.updateItem(item, empty);
    setText(null);
    if (item == null || empty) {
      setGraphic(null);
      return;
    }
    name.setText(item.name());
    Icon next = new Icon(item.kind(), item.problem().isPresent());
    if (!next.equals(shown)) {
      shown = next;
      icon.getChildren().setAll(iconOf(item));
    }
    size.setText(sizeOf(item));
    facts.setText(item.data().map(DatasetCell::factsOf).orElse(stateOf(item)));
    if (item.problem().isEmpty()) {
      facts.getStyleClass().remove("al-text-err");
    } else if (!facts.getStyleClass().contains("al-text-err")) {
      facts.getStyleClass().add("al-text-err");
    }
    words.set(item.name() + "\n" + item.problem().orElse(item.source()));
    setGraphic(line);
  }

  private String itemName() {
    DatasetItem item = getItem();
    return item == null ? "" : item.name();
  }

  private static String factsOf(Dataset data) {
    return Figures.counted(data.rowCount(), "row")
        + " · "
        + Figures.counted(data.columns().size(), "column");
  }

  private static String sizeOf(DatasetItem item) {
    return item.data()
        .map(data -> Figures.bytes(data.bytes()))
        .or(() -> item.stream().map(file -> Figures.bytes(file.stream().bytes())))
        .orElse("");
  }

  private static String stateOf(DatasetItem item) {
    if (item.stream().isPresent()) {
      return "Not in memory · "
          + Figures.counted(item.stream().get().stream().schema().size(), "column");
    }
    return switch (item.state()) {
      case READY -> "";
      case LOADING -> "Reading it again…";
      case UNAVAILABLE -> "Not available: " + item.problem().orElse("its source is gone");
    };
  }

  private static Node iconOf(DatasetItem item) {
    if (item.problem().isPresent()) {
      return Icons.of(Feather.ALERT_TRIANGLE, "al-icon-err");
    }
    return switch (item.kind()) {
      case TABLE -> Icons.table(16);
      case DATABASE -> Icons.of(Feather.DATABASE);
      case DOCUMENT -> Icons.of(Feather.FILE_TEXT);
      case DERIVED -> Icons.of(Feather.SHUFFLE);
      case STREAM -> Icons.of(Feather.FAST_FORWARD);
    };
  }
}
