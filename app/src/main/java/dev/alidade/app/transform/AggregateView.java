package dev.alidade.app.transform;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.Workbench;
import dev.alidade.app.table.AggregationBuilder;
import dev.alidade.app.transform.AggregateViewModel.Aggregated;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** The tab Aggregate: keys and measures picked from columns, the groups below. JavaFX thread. */
final class AggregateView extends BorderPane {
  private final AggregateViewModel model;
  private final Workbench bench;
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
    setTop(new AggregationBuilder(model.choice()));
    setCenter(body);
    setBottom(outcome);
    model.choice().optionsProperty().subscribe(options -> fill());
    model.resultProperty().subscribe(result -> fill());
    model.problemProperty().subscribe(problem -> fill());
    model.activeProperty().subscribe(shows -> fill());
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
    } else if (model.choice().isEmpty()) {
      body.getChildren().setAll(nothingYet());
    }
  }

  private Node nothingYet() {
    return model
        .choice()
        .suggestion()
        .<Node>map(
            column ->
                new EmptyState(
                    "Choose keys to group by and measures to compute.",
                    "Count rows by " + column,
                    model.choice()::takeSuggestion))
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
    grid.show(new GroupedRows(result.data()));
    body.getChildren().setAll(grid);
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
}
