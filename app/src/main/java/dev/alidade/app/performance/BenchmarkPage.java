package dev.alidade.app.performance;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.benchmark.BenchmarkComparison;
import dev.alidade.engine.benchmark.BenchmarkFormat;
import dev.alidade.engine.benchmark.BenchmarkRun;
import dev.alidade.engine.benchmark.BenchmarkRuns;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Benchmark. */
final class BenchmarkPage implements Page {
  private final BenchmarkViewModel model;
  private final ZoneId zone;
  private final ListView<BenchmarkRuns.Entry> history = new ListView<>();
  private final BenchmarkResults results = new BenchmarkResults();
  private final BenchmarkDeltas deltas;
  private final BorderPane content = new BorderPane();
  private final VBox left = new VBox();
  private final List<Node> tools;
  private final Button run;
  private final MenuButton export = new MenuButton("Export");

  BenchmarkPage(Workbench workbench) {
    model = new BenchmarkViewModel(workbench);
    zone = workbench.clock().getZone();
    deltas = new BenchmarkDeltas(zone, workbench.theme().paletteProperty());
    run = Buttons.primary("Run benchmark", Feather.PLAY, model::run);
    run.setId("run-benchmark");
    run.disableProperty().bind(model.runningProperty().isNotNull());
    for (BenchmarkFormat format : BenchmarkFormat.values()) {
      export.getItems().add(Buttons.item("Export as " + word(format), () -> export(format)));
    }
    export.getStyleClass().add("al-menu-word");
    export.disableProperty().bind(model.shownProperty().isNull());
    tools = List.of(export, run);
    left.getStyleClass().add("al-left");
    left.setPrefWidth(260);
    left.setMinWidth(260);
    left.getChildren().setAll(options(), kept());
    model.runningProperty().addListener((observed, was, is) -> show());
    model.shownProperty().addListener((observed, was, is) -> show());
    model.comparisonProperty().addListener((observed, was, is) -> show());
    show();
  }

  private static String word(BenchmarkFormat format) {
    return switch (format) {
      case JSON -> "JSON";
      case HTML -> "HTML page";
      case MARKDOWN -> "Markdown";
    };
  }

  private Node options() {
    Segmented<Boolean> quick =
        new Segmented<>(List.of(true, false), is -> is ? "Quick" : "Full").filling();
    quick.setId("benchmark-length");
    quick.valueProperty().addListener((observed, was, is) -> model.quickProperty().set(is));
    ComboBox<String> rows = new ComboBox<>();
    rows.setId("benchmark-rows");
    rows.getItems().setAll(BenchmarkViewModel.choices());
    rows.valueProperty().bindBidirectional(model.rowsProperty());
    rows.setMaxWidth(Double.MAX_VALUE);
    rows.setAccessibleText("What to measure");
    return Section.titled(
        "What to measure",
        quick,
        rows,
        Labels.paragraph(
            "Quick takes one size of each operation, about half a minute; Full takes three. Other"
                + " work on this computer shows in the figures."));
  }

  private Node kept() {
    history.setId("benchmark-history");
    history.setAccessibleText("Kept runs, newest first");
    history.getStyleClass().add("al-list");
    history.setItems(model.history());
    history.setPlaceholder(Labels.muted("No run is kept yet."));
    history.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    history.setCellFactory(list -> new RunCell());
    history
        .getSelectionModel()
        .getSelectedItems()
        .addListener(
            (javafx.collections.ListChangeListener<BenchmarkRuns.Entry>)
                change -> open(change.getList().stream().filter(Objects::nonNull).toList()));
    history.setContextMenu(
        new ContextMenu(
            Buttons.item(
                "Remove",
                () ->
                    List.copyOf(history.getSelectionModel().getSelectedItems())
                        .forEach(model::remove))));
    VBox.setVgrow(history, Priority.ALWAYS);
    Section head =
        Section.titled(
            "Kept runs", Labels.paragraph("Hold Ctrl and click a second one to compare the two."));
    VBox box = new VBox(head, history);
    VBox.setVgrow(box, Priority.ALWAYS);
    return box;
  }

  private void open(List<? extends BenchmarkRuns.Entry> chosen) {
    if (model.runningProperty().get() != null) {
      return;
    }
    if (chosen.size() == 1) {
      model.show(chosen.getFirst());
    } else if (chosen.size() == 2) {
      model.compare(chosen.getFirst(), chosen.getLast());
    }
  }

  private void show() {
    BackgroundTask task = model.runningProperty().get();
    BenchmarkRun shown = model.shownProperty().get();
    BenchmarkComparison comparison = model.comparisonProperty().get();
    if (comparison != null) {
      content.setTop(null);
      deltas.show(comparison);
      content.setCenter(deltas);
      return;
    }
    if (task != null) {
      if (!(content.getTop() instanceof Going going && going.task.equals(task))) {
        content.setTop(new Going(task, model::cancel));
      }
    } else {
      content.setTop(shown == null ? null : about(shown));
    }
    if (shown != null) {
      results.show(shown);
      content.setCenter(results);
    } else {
      content.setCenter(
          task != null
              ? new EmptyState("Results appear here as they are measured.")
              : new EmptyState(
                  "Measure how fast kernels and services are on this computer, on WASM and on"
                      + " Java.",
                  "Run quick benchmark",
                  model::run));
    }
  }

  private Node about(BenchmarkRun shown) {
    Label machine = Labels.small(shown.machine().sentence());
    machine.setMinWidth(0);
    HBox.setHgrow(machine, Priority.ALWAYS);
    Label when = Labels.of(BenchmarkDeltas.MOMENT.format(shown.at().atZone(zone)), "al-mono");
    when.setMinWidth(Label.USE_PREF_SIZE);
    Label what =
        Labels.small(
            (shown.quick() ? "quick" : "full")
                + (shown.complete() ? "" : ", some rows only")
                + ", "
                + Figures.counted(shown.results().size(), "row"));
    what.setMinWidth(Label.USE_PREF_SIZE);
    HBox bar = new HBox(when, what, machine);
    bar.getStyleClass().add("al-toolbar");
    return bar;
  }

  private void export(BenchmarkFormat format) {
    SaveDialog.ask(content.getScene().getWindow(), "benchmark", format.extension())
        .ifPresent(file -> model.export(format, file));
  }

  @Override
  public String title() {
    return "Benchmark";
  }

  @Override
  public Node content() {
    return content;
  }

  @Override
  public Optional<Node> left() {
    return Optional.of(left);
  }

  @Override
  public void onShown() {
    model.refresh();
  }

  @Override
  public List<Node> headerTools() {
    return tools;
  }

  @Override
  public List<PaletteAction> actions() {
    return Arrays.asList(
        PaletteAction.of("Run benchmark", "Performance", Feather.PLAY, model::run),
        PaletteAction.of("Cancel benchmark", "Performance", Feather.X, model::cancel));
  }

  @Override
  public void runPrimary() {
    model.run();
  }

  @Override
  public boolean escape() {
    if (model.runningProperty().get() == null) {
      return false;
    }
    model.cancel();
    return true;
  }

  /** What goes on, how far it is, and Cancel. */
  private static final class Going extends HBox {
    private final BackgroundTask task;

    Going(BackgroundTask task, Runnable cancel) {
      this.task = task;
      ProgressBar bar = new ProgressBar();
      bar.progressProperty().bind(task.fractionProperty());
      bar.setPrefWidth(220);
      Label message = Labels.small("");
      message.textProperty().bind(task.messageProperty());
      Button stop = Buttons.compact(Buttons.plain("Cancel", cancel));
      stop.setId("cancel-benchmark");
      getChildren().setAll(Labels.of(task.title(), "al-medium"), bar, message, Section.gap(), stop);
      getStyleClass().add("al-toolbar");
    }
  }

  /** When, and what was measured. */
  private final class RunCell extends ListCell<BenchmarkRuns.Entry> {
    @Override
    protected void updateItem(BenchmarkRuns.@Nullable Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(null);
      if (empty || entry == null) {
        setGraphic(null);
        return;
      }
      Label cpu = Labels.small(entry.cpu());
      cpu.setMinWidth(0);
      VBox lines =
          new VBox(
              2,
              new HBox(
                  8,
                  Labels.of(BenchmarkDeltas.MOMENT.format(entry.at().atZone(zone)), "al-mono"),
                  Section.gap(),
                  Labels.small(entry.name().isEmpty() ? "everything" : entry.name())),
              cpu);
      lines.setAlignment(Pos.CENTER_LEFT);
      setGraphic(lines);
      setPrefWidth(0);
    }
  }
}
