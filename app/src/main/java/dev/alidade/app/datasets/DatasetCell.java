package dev.alidade.app.datasets;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.dataset.Dataset;
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
  private final ContextMenu menu;

  DatasetCell(DatasetActions actions) {
    name.setMinWidth(0);
    name.getStyleClass().add("al-dataset-name");
    size.setMinWidth(Region.USE_PREF_SIZE);
    HBox first = new HBox(8, name, Section.gap(), size);
    first.setAlignment(Pos.CENTER_LEFT);
    VBox words = new VBox(2, first, facts);
    HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
    words.setMinWidth(0);
    icon.setMinWidth(16);
    icon.setAlignment(Pos.TOP_CENTER);
    line = new HBox(12, icon, words);
    line.setMinWidth(0);
    line.setPrefWidth(1);
    menu =
        new ContextMenu(
            Buttons.item("Transform", () -> actions.transform(itemName())),
            Buttons.item("Search by meaning", () -> actions.searchByMeaning(itemName())),
            Buttons.item("Export…", () -> actions.export(itemName())),
            new SeparatorMenuItem(),
            Buttons.item("Remove", () -> actions.remove(itemName())));
  }

  @Override
  protected void updateItem(@Nullable DatasetItem item, boolean empty) {
    super.updateItem(item, empty);
    setText(null);
    if (item == null || empty) {
      setGraphic(null);
      setContextMenu(null);
      setTooltip(null);
      return;
    }
    name.setText(item.name());
    icon.getChildren().setAll(iconOf(item));
    size.setText(item.data().map(data -> Figures.bytes(data.bytes())).orElse(""));
    facts.setText(item.data().map(DatasetCell::factsOf).orElse(stateOf(item)));
    facts.getStyleClass().remove("al-text-err");
    if (item.problem().isPresent()) {
      facts.getStyleClass().add("al-text-err");
    }
    setTooltip(new Tooltip(item.name() + "\n" + item.problem().orElse(item.source())));
    setContextMenu(menu);
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

  private static String stateOf(DatasetItem item) {
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
    };
  }
}
