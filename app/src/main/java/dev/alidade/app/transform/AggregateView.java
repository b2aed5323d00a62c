package dev.alidade.app.transform;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Chip;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.Workbench;
import dev.alidade.app.table.DatasetRows;
import dev.alidade.app.transform.AggregateViewModel.Aggregated;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The tab Aggregate: keys and measures picked from columns, the groups below. JavaFX thread. */
final class AggregateView extends BorderPane {
  private static final double CAPTION_WIDTH = 64;

  /** Wider than a few chips, so that the height of one line is asked for. */
  private static final double WRAP_LENGTH = 560;

  /** Those that are asked for most; a step "Group by" takes any. */
  private static final List<Double> PERCENTILES = List.of(1.0, 5.0, 25.0, 75.0, 90.0, 95.0, 99.0);

  private final AggregateViewModel model;
  private final Workbench bench;
  private final FlowPane keys = new FlowPane(6, 4);
  private final FlowPane measures = new FlowPane(6, 4);
  private final MenuButton addKey = menu("Add key", "add-aggregate-key");
  private final MenuButton addMeasure = menu("Add measure", "add-measure");
  private final DataGrid grid = new DataGrid();
  private final StackPane body = new StackPane();
  private final Label figures = Labels.of("", "al-mono", "al-small");
  private final Badge path = new Badge();
  private final Label why = Labels.small("");
  private final HBox outcome;

  AggregateView(AggregateViewModel model, Workbench bench) {
    this.model = model;
    this.bench = bench;
    grid.setId("aggregate-rows");
    figures.setId("aggregate-figures");
    why.setMinWidth(0);
    Button export =
        Buttons.compact(
            Buttons.flat(
                "Export",
                Feather.DOWNLOAD,
                () -> ExportGroups.ask(model, bench, getScene().getWindow())));
    export.setId("export-aggregate");
    Button save = Buttons.compact(Buttons.flat("Save as data set", Feather.SAVE, () -> {}));
    save.setId("save-aggregate");
    save.setOnAction(event -> save(save));
    outcome = new HBox(8, figures, path, why, Section.gap(), export, save);
    outcome.getStyleClass().add("al-foot");
    outcome.setAlignment(Pos.CENTER_LEFT);
    VBox builder = new VBox(6, line("Group by", keys), line("Measures", measures));
    builder.getStyleClass().add("al-section");
    setTop(builder);
    setCenter(body);
    setBottom(outcome);
    addKey.setOnShowing(event -> addKey.getItems().setAll(keyItems()));
    addMeasure.setOnShowing(event -> addMeasure.getItems().setAll(measureItems()));
    // A menu without items never opens, so it must not be empty before it is asked for.
    addKey.getItems().setAll(new MenuItem());
    addMeasure.getItems().setAll(new MenuItem());
    model.optionsProperty().subscribe(this::showBuilder);
    model.resultProperty().subscribe(result -> fill());
    model.problemProperty().subscribe(problem -> fill());
    model.activeProperty().subscribe(shows -> fill());
  }

  private void showBuilder(AggregationOptions options) {
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
    fill();
  }

  static String words(Operation measure) {
    if (measure.field().equals(AggregateViewModel.ROWS)) {
      return "count of rows";
    }
    String what =
        measure.percentile().isPresent()
            ? "percentile " + AggregateViewModel.percentileWord(measure.percentile().getAsDouble())
            : AggregateViewModel.word(measure.operation()).replace('_', ' ');
    return what + " of " + measure.field();
  }

  private void fill() {
    Optional<Throwable> problem = model.problemProperty().get();
    Optional<Aggregated> result = model.resultProperty().get();
    outcome.setVisible(result.isPresent());
    outcome.setManaged(result.isPresent());
    if (problem.isPresent()) {
      body.getChildren().setAll(new ErrorState("Can't aggregate", problem.get()));
    } else if (result.isPresent()) {
      show(result.get());
    } else if (model.isEmpty()) {
      body.getChildren().setAll(nothingYet());
    }
  }

  private Node nothingYet() {
    return model
        .suggestion()
        .<Node>map(
            column ->
                new EmptyState(
                    "Choose keys to group by and measures to compute.",
                    "Count rows by " + column,
                    model::takeSuggestion))
        .orElseGet(() -> new EmptyState("Choose keys to group by and measures to compute."));
  }

  private void show(Aggregated result) {
    figures.setText(
        Figures.counted(result.made().rowsIn(), "row")
            + " → "
            + Figures.counted(result.made().rowsOut(), "group")
            + ", "
            + Figures.duration(result.made().duration()));
    path.show(result.made().path().used());
    why.setText(result.made().path().reason());
    grid.show(new DatasetRows(result.data()));
    body.getChildren().setAll(grid);
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
            () -> model.addMeasure(AggregateFunction.COUNT, AggregateViewModel.ROWS)));
    for (AggregateFunction function : AggregateFunction.values()) {
      Menu menu = new Menu(AggregateViewModel.word(function).replace('_', ' ') + " of");
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
    Menu menu = new Menu(AggregateViewModel.percentileWord(percentile) + " of");
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

  private void save(Node owner) {
    String proposed =
        model.resultProperty().get().map(result -> result.data().name()).orElse("groups");
    NamePopup.ask(
        owner,
        "Name of the new data set",
        proposed,
        "Save",
        name ->
            model.save(
                name,
                made ->
                    bench
                        .notices()
                        .info(
                            "Saved the groups as " + made + ".",
                            "Show",
                            () -> bench.navigation().go(new Intent.ShowDataset(made)))));
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
