package dev.alidade.app.transform;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.fx.Debounce;
import dev.alidade.app.shell.Intent;
import dev.alidade.app.shell.PaletteAction;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.data.AggregationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import org.kordamp.ikonli.feather.Feather;

/** Transforms: steps on a data set with a live preview, aggregates and charts. */
public final class TransformPanel implements Panel {
  /** Shorter than a key press takes, so that a fast typist starts one preview a word or so. */
  private static final Duration QUIET = Duration.ofMillis(25);

  private final Workbench bench;
  private final TransformViewModel model;
  private final AggregateViewModel groups;
  private final TransformView view;
  private final Button undo;
  private final Button redo;
  private final Button save;
  private final Button run;
  private final List<Node> start;
  private final List<Node> tools;

  public TransformPanel(Workbench bench) {
    this.bench = bench;
    model =
        new TransformViewModel(
            bench.engine(), bench.tasks(), bench.fx(), bench.notices(), Debounce.after(QUIET));
    groups = new AggregateViewModel(bench.engine(), bench.tasks(), model, Debounce.after(QUIET));
    view = new TransformView(model, groups, bench);
    undo = Buttons.icon(Feather.CORNER_UP_LEFT, "Undo (Ctrl+Z)", model::undo);
    redo = Buttons.icon(Feather.CORNER_UP_RIGHT, "Redo (Ctrl+Shift+Z)", model::redo);
    undo.setId("undo");
    redo.setId("redo");
    save = Buttons.plain("Save as data set", Feather.SAVE, this::save);
    save.setId("save-result");
    run = Buttons.primary("Run", Feather.PLAY, "Ctrl+Enter", this::runPrimary);
    run.setId("run-transform");
    start = List.of(picker(), undo, redo);
    tools = List.of(new RecipeMenu(model, bench), save, run);
    model
        .draftProperty()
        .subscribe(
            draft -> {
              undo.setDisable(!model.canUndo());
              redo.setDisable(!model.canRedo());
            });
    model
        .sourceProperty()
        .subscribe(
            data -> {
              save.setDisable(data.isEmpty());
              run.setDisable(data.isEmpty());
            });
  }

  @Override
  public PanelId id() {
    return PanelId.TRANSFORMS;
  }

  @Override
  public Node content() {
    return view;
  }

  @Override
  public List<Node> headerStart() {
    return start;
  }

  @Override
  public List<Node> headerTools() {
    return tools;
  }

  @Override
  public void onShown() {
    model.refresh();
  }

  @Override
  public void focusFirst() {
    view.focusFirst();
  }

  @Override
  public void runPrimary() {
    model.run();
  }

  @Override
  public boolean escape() {
    return model.fullRun().cancel() || view.escape();
  }

  @Override
  public void accept(Intent intent) {
    if (intent instanceof Intent.TransformDataset transform) {
      model.choose(transform.name());
    }
  }

  @Override
  public List<PaletteAction> actions() {
    List<PaletteAction> actions = new ArrayList<>();
    if (model.sourceProperty().get().isEmpty()) {
      return actions;
    }
    for (StepKind kind : StepKind.values()) {
      actions.add(
          PaletteAction.of(
              "Add step: " + kind.title(),
              "Transforms",
              AddStepMenu.icon(kind.group()),
              () -> {
                bench.navigation().show(PanelId.TRANSFORMS);
                model.add(kind);
              }));
    }
    actions.add(
        new PaletteAction(
            "Run the steps on all rows", "Transforms", Feather.PLAY, "Ctrl+Enter", model::run));
    actions.add(
        PaletteAction.of(
            "Save the result as a data set",
            "Transforms",
            Feather.SAVE,
            () -> {
              bench.navigation().show(PanelId.TRANSFORMS);
              save();
            }));
    return actions;
  }

  /** Puts a recipe in the place of the steps. */
  public void openRecipe(String json) {
    model.apply(bench.engine().dataProcessor().fromJson(json).items());
  }

  /** Opens a step, from 0, in the editor. */
  public void select(int step) {
    model.select(step);
  }

  /** Brings a tab to the front: Rows, Aggregate or Chart. */
  public void showTab(String title) {
    view.showTab(title);
  }

  /** Groups all rows; the measures name themselves. */
  public void aggregate(List<String> keys, List<AggregationOptions.Operation> measures) {
    keys.forEach(groups.choice()::addKey);
    measures.forEach(measure -> groups.choice().addMeasure(measure.operation(), measure.field()));
  }

  private void save() {
    String proposed = model.sourceProperty().get().map(d -> d.name() + " transformed").orElse("");
    NamePopup.ask(
        save,
        "Name of the new data set",
        proposed,
        "Save",
        name -> model.saveResult(name, made -> saved(made)));
  }

  private void saved(String name) {
    bench
        .notices()
        .info(
            "Saved the result as " + name + ".",
            "Show",
            () -> bench.navigation().go(new Intent.ShowDataset(name)));
  }

  private Node picker() {
    ComboBox<String> box = new ComboBox<>(model.names());
    box.setId("transform-source");
    box.setPromptText("No data set");
    box.setPrefWidth(200);
    box.setAccessibleText("Data set to transform");
    model
        .sourceProperty()
        .subscribe(data -> box.setValue(data.map(all -> all.name()).orElse(null)));
    box.valueProperty()
        .addListener(
            (observed, was, is) -> {
              String now = model.sourceProperty().get().map(d -> d.name()).orElse(null);
              if (is != null && !Objects.equals(is, now)) {
                model.choose(is);
              }
            });
    return box;
  }
}
