package dev.alidade.app.table;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Chip;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Keys and measures as chips, with menus for more. JavaFX thread. */
public final class AggregationBuilder extends VBox {
  private static final double CAPTION_WIDTH = 64;

  /** Wider than a few chips, so that the height of one line is asked for. */
  private static final double WRAP_LENGTH = 560;

  /** Those that are asked for most; a step "Group by" takes any. */
  private static final List<Double> PERCENTILES = List.of(1.0, 5.0, 25.0, 75.0, 90.0, 95.0, 99.0);

  private final AggregationChoice model;
  private final FlowPane keys = new FlowPane(6, 4);
  private final FlowPane measures = new FlowPane(6, 4);
  private final MenuButton addKey = menu("Add key", "add-aggregate-key");
  private final MenuButton addMeasure = menu("Add measure", "add-measure");

  public AggregationBuilder(AggregationChoice model) {
    super(6);
    this.model = model;
    getChildren().addAll(line("Group by", keys), line("Measures", measures));
    getStyleClass().add("al-section");
    addKey.setOnShowing(event -> addKey.getItems().setAll(keyItems()));
    addMeasure.setOnShowing(event -> addMeasure.getItems().setAll(measureItems()));
    // A menu without items never opens, so it must not be empty before it is asked for.
    addKey.getItems().setAll(new MenuItem());
    addMeasure.getItems().setAll(new MenuItem());
    model.optionsProperty().subscribe(this::show);
  }

  private void show(AggregationOptions options) {
    keys.getChildren().clear();
    options
        .groupBy()
        .forEach(key -> keys.getChildren().add(Chip.filter(key, () -> model.removeKey(key))));
    keys.getChildren().add(addKey);
    measures.getChildren().clear();
    options
        .operations()
        .forEach(
            measure ->
                measures
                    .getChildren()
                    .add(Chip.filter(words(measure), () -> model.removeMeasure(measure))));
    measures.getChildren().add(addMeasure);
  }

  /** A measure as a chip says it. */
  public static String words(Operation measure) {
    if (measure.field().equals(AggregationChoice.ROWS)) {
      return "count of rows";
    }
    String what =
        measure.percentile().isPresent()
            ? "percentile " + AggregationChoice.percentileWord(measure.percentile().getAsDouble())
            : AggregationChoice.word(measure.operation()).replace('_', ' ');
    return what + " of " + measure.field();
  }

  private List<MenuItem> keyItems() {
    List<String> taken = model.optionsProperty().get().groupBy();
    return model.columns().stream()
        .filter(field -> !taken.contains(field.name()))
        .map(field -> item(field, () -> model.addKey(field.name())))
        .toList();
  }

  private List<MenuItem> measureItems() {
    List<MenuItem> items = new ArrayList<>();
    items.add(
        Buttons.item(
            "count of rows",
            () -> model.addMeasure(AggregateFunction.COUNT, AggregationChoice.ROWS)));
    for (AggregateFunction function : model.functions()) {
      Menu menu = new Menu(AggregationChoice.word(function).replace('_', ' ') + " of");
      if (function == AggregateFunction.PERCENTILE) {
        menu.setText("percentile");
        PERCENTILES.forEach(p -> menu.getItems().add(percentileMenu(p)));
      } else {
        model.columns().stream()
            .filter(field -> function.fits(field.type()))
            .map(field -> item(field, () -> model.addMeasure(function, field.name())))
            .forEach(menu.getItems()::add);
      }
      if (!menu.getItems().isEmpty()) {
        items.add(menu);
      }
    }
    return items;
  }

  private Menu percentileMenu(double percentile) {
    Menu menu = new Menu(AggregationChoice.percentileWord(percentile) + " of");
    model.columns().stream()
        .filter(field -> AggregateFunction.PERCENTILE.fits(field.type()))
        .map(field -> item(field, () -> model.addPercentile(percentile, field.name())))
        .forEach(menu.getItems()::add);
    return menu;
  }

  private static MenuItem item(Field field, Runnable action) {
    MenuItem item = Buttons.item(field.name(), action);
    item.setMnemonicParsing(false);
    item.setGraphic(Icons.small(Icons.ofType(field.type())));
    return item;
  }

  private static HBox line(String caption, FlowPane chips) {
    Label label = Labels.caption(caption);
    label.setMinWidth(CAPTION_WIDTH);
    chips.setAlignment(Pos.CENTER_LEFT);
    chips.setPrefWrapLength(WRAP_LENGTH);
    HBox.setHgrow(chips, Priority.ALWAYS);
    HBox line = new HBox(8, label, chips);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private static MenuButton menu(String verb, String id) {
    MenuButton button = new MenuButton(verb, Icons.small(Feather.PLUS));
    button.getStyleClass().addAll("al-flat", "al-compact", "al-no-arrow");
    button.setId(id);
    return button;
  }
}
