package dev.alidade.app.cli;

import dev.alidade.app.Composition;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.GridColumn;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.Navigation;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Sample;
import dev.alidade.app.table.BinBars;
import dev.alidade.app.transform.TransformPanel;
import dev.alidade.app.vector.VectorPanel;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.vector.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Drives every panel into a state worth a picture, on the samples. JavaFX thread. */
final class ShotScript {
  private static final Map<String, List<Object>> HUNTERS =
      Map.of(
          "lemma",
          List.of(
              "hunting dog",
              "setter",
              "retriever",
              "mastiff",
              "shepherd dog",
              "toy dog",
              "puppy",
              "cur"));

  private static final String COLLECTION = "animals.gloss";

  private final Composition workbench;
  private final List<Sample> samples;
  private final PerformanceShots performance;
  private final SqlShots sql;

  /**
   * @param folder for files of the pictures' own
   */
  ShotScript(Composition workbench, List<Sample> samples, Path folder) {
    this.workbench = workbench;
    this.samples = samples;
    performance = new PerformanceShots(workbench);
    sql = new SqlShots(workbench, sample("agents.sqlite"), folder);
  }

  List<Shot> shots() {
    return Stream.of(dataAndSearch(), sql.shots(), othersBehindSql())
        .flatMap(List::stream)
        .toList();
  }

  private List<Shot> dataAndSearch() {
    return List.of(
        Shot.of("01-welcome", () -> navigation().show(PanelId.DATASETS)),
        Shot.of(
            "02-datasets",
            () -> open("weather.csv"),
            () -> open("agents.sqlite"),
            () -> open("movies.csv"),
            () -> navigation().go(new Intent.ShowDataset("movies")),
            () -> chooseBins("IMDB Rating", 14, 20)),
        Shot.of(
            "02-datasets-stream",
            () ->
                sample("weather.csv")
                    .ifPresent(
                        s ->
                            navigation()
                                .go(new Intent.StreamFile(s.file(), LoadOptions.defaults()))),
            () -> tab(PanelId.DATASETS, "Profile"),
            () -> press(PanelId.DATASETS, "Profile the file")),
        Shot.of("02-datasets-stream-rows", () -> tab(PanelId.DATASETS, "First rows")),
        Shot.of(
            "02-datasets-options", () -> navigation().go(new Intent.ReloadWithOptions("movies"))),
        Shot.of(
            "03-vector",
            () -> open("wordnet-animals.ndjson"),
            this::collect,
            () -> navigation().go(new Intent.SearchCollection(COLLECTION)),
            () -> type(PanelId.VECTOR, "a large cat that hunts at night"),
            () -> panel(PanelId.VECTOR).runPrimary()),
        Shot.of(
            "03-vector-filtered",
            () -> vectors(panel -> panel.search("a dog kept for hunting", 0.98, HUNTERS))),
        Shot.of("03-vector-table", () -> press(PanelId.VECTOR, "Table")),
        Shot.of(
            "03-vector-compare",
            () -> press(PanelId.VECTOR, "List"),
            () -> vectors(panel -> panel.search("a dog kept for hunting", 0.98, Map.of())),
            () -> vectors(VectorPanel::compare)),
        Shot.of("03-vector-map", () -> press(PanelId.VECTOR, "Map")));
  }

  private List<Shot> othersBehindSql() {
    return List.of(
        Shot.of(
            "06-transforms",
            () -> navigation().go(new Intent.TransformDataset("weather")),
            () -> transforms(panel -> panel.openRecipe(RECIPE)),
            () -> panel(PanelId.TRANSFORMS).runPrimary(),
            () -> transforms(panel -> panel.select(3))),
        Shot.of(
            "06-transforms-error",
            () -> transforms(panel -> panel.openRecipe(RECIPE.replace("on > 0", "on >> 0"))),
            () -> transforms(panel -> panel.select(4))),
        Shot.of(
            "06-transforms-aggregate",
            () -> transforms(panel -> panel.openRecipe(RECIPE)),
            () -> tab(PanelId.TRANSFORMS, "Aggregate"),
            () -> transforms(panel -> panel.aggregate(List.of("weather", "location"), MEASURES))),
        Shot.of("06-transforms-chart", () -> tab(PanelId.TRANSFORMS, "Chart")),
        Shot.of("06-transforms-heatmap", () -> press(PanelId.TRANSFORMS, "Heatmap")),
        Shot.of(
            "07-performance-live",
            () -> navigation().show(PanelId.PERFORMANCE),
            () -> tab(PanelId.PERFORMANCE, "Live"),
            () -> press(PanelId.PERFORMANCE, "30 s"),
            this::load,
            () -> press(PanelId.PERFORMANCE, "Pause")),
        Shot.of(
            "08-performance-operations",
            () -> navigation().go(new Intent.ShowOperation("vector.search"))),
        performance.health(),
        performance.events(),
        Shot.of("11-modules", () -> navigation().show(PanelId.MODULES)),
        Shot.of("12-settings", () -> workbench.shell().openSettings()),
        performance.benchmark(),
        performance.comparison());
  }

  private static final String RECIPE =
      """
      {"version": 1, "name": "rainy days", "steps": [
        {"step": "cast", "column": "date", "type": "timestamp"},
        {"step": "uppercase", "column": "location"},
        {"step": "replace", "column": "weather", "find": "drizzle", "replacement": "rain"},
        {"step": "compute", "new_column": "temp_range", "expression": "temp_max - temp_min"},
        {"step": "filter", "expression": "precipitation > 0"},
        {"step": "deduplicate", "columns": ["location", "date"], "enabled": false}
      ]}
      """;

  private static final List<Operation> MEASURES =
      List.of(
          new Operation("precipitation", AggregateFunction.AVG, ""),
          new Operation("temp_range", AggregateFunction.MAX, ""),
          new Operation("*", AggregateFunction.COUNT, ""));

  private void transforms(Consumer<TransformPanel> action) {
    if (panel(PanelId.TRANSFORMS) instanceof TransformPanel transforms) {
      action.accept(transforms);
    }
  }

  private void vectors(Consumer<VectorPanel> action) {
    if (panel(PanelId.VECTOR) instanceof VectorPanel vectors) {
      action.accept(vectors);
    }
  }

  private Navigation navigation() {
    return workbench.bench().navigation();
  }

  private Panel panel(PanelId id) {
    return workbench.shell().panel(id).orElseThrow();
  }

  private Optional<Sample> sample(String file) {
    return samples.stream().filter(s -> s.file().endsWith(file)).findFirst();
  }

  private void open(String file) {
    sample(file).ifPresent(s -> navigation().openFiles(List.of(s.file())));
  }

  /** Filters by a range of the bins under a column's head, as the keyboard does. */
  private void chooseBins(String column, int first, int last) {
    find(panel(PanelId.DATASETS).content(), node -> "dataset-rows".equals(node.getId()))
        .map(node -> (DataGrid) node)
        .ifPresent(
            grid -> {
              int place =
                  grid.model().columns().stream().map(GridColumn::name).toList().indexOf(column);
              if (place < 0) {
                return;
              }
              grid.reveal(place);
              find(grid.head(place), node -> node instanceof BinBars)
                  .ifPresent(bars -> choose(bars, first, last));
            });
  }

  private static void choose(Node bars, int first, int last) {
    for (int i = 0; i <= last; i++) {
      press(bars, KeyCode.RIGHT, i > first);
    }
    press(bars, KeyCode.ENTER, false);
  }

  private static void press(Node node, KeyCode code, boolean shift) {
    Event.fireEvent(
        node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
  }

  private void collect() {
    var engine = workbench.bench().engine();
    workbench
        .bench()
        .tasks()
        .task(
            "Embed animals",
            progress ->
                engine
                    .vectorSearch()
                    .createFromDataset(
                        COLLECTION,
                        engine.datasets().get("wordnet-animals"),
                        "gloss",
                        Metric.COSINE,
                        progress))
        .start();
  }

  /** Some seconds of real work, for the charts. */
  private void load() {
    RealLoad load =
        new RealLoad(
            workbench.bench().engine(),
            "weather",
            COLLECTION,
            sample("agents.sqlite").map(Sample::file));
    workbench.bench().tasks().task("Work for the charts", load::run).quietly().start();
  }

  private void type(PanelId id, String text) {
    find(panel(id).content(), node -> node instanceof TextInputControl)
        .ifPresent(node -> ((TextInputControl) node).setText(text));
  }

  private void tab(PanelId id, String title) {
    find(panel(id).content(), node -> node instanceof TabPane pane && has(pane, title))
        .ifPresent(
            node -> {
              TabPane pane = (TabPane) node;
              pane.getTabs().stream()
                  .filter(tab -> title.equals(tab.getText()))
                  .findFirst()
                  .ifPresent(pane.getSelectionModel()::select);
            });
  }

  private void press(PanelId id, String verb) {
    find(
            panel(id).content(),
            node -> node instanceof ButtonBase button && verb.equals(button.getText()))
        .ifPresent(node -> ((ButtonBase) node).fire());
  }

  private static boolean has(TabPane pane, String title) {
    return pane.getTabs().stream().anyMatch(tab -> title.equals(tab.getText()));
  }

  static Optional<Node> find(Node from, Predicate<Node> wanted) {
    if (wanted.test(from)) {
      return Optional.of(from);
    }
    if (from instanceof Parent parent) {
      for (Node child : parent.getChildrenUnmodifiable()) {
        var found = find(child, wanted);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
