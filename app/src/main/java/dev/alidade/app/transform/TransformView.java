package dev.alidade.app.transform;

import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.shell.Workbench;
import dev.alidade.app.table.DataStyles;
import dev.alidade.app.table.SideSplit;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** Steps, preview and editor side by side. JavaFX thread. */
final class TransformView extends StackPane {
  private static final double STEPS_WIDTH = 280;
  private static final KeyCombination UNDO =
      new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination REDO =
      new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);

  private final TransformViewModel model;
  private final StepList steps;
  private final Inspector inspector;
  private final ChartView chart;
  private final TabPane tabs = new TabPane();

  TransformView(TransformViewModel model, AggregateViewModel groups, Workbench bench) {
    this.model = model;
    DataStyles.dress(this);
    setId("transform-panel");
    steps = new StepList(model);
    inspector = new StepInspector(model).view();
    chart = new ChartView(groups, bench, () -> showTab("Aggregate"));
    tabs.getTabs()
        .setAll(
            tab("Rows", new PreviewView(model)),
            tab("Aggregate", new AggregateView(groups, bench)),
            tab("Chart", chart));
    groups
        .activeProperty()
        .bind(tabs.getSelectionModel().selectedIndexProperty().map(index -> index.intValue() > 0));
    tabs.getSelectionModel()
        .selectedItemProperty()
        .flatMap(tab -> sceneProperty().map(scene -> tab.getContent() == chart))
        .orElse(false)
        .subscribe(chart::setInView);
    tabs.getStyleClass().add("al-tabs");
    tabs.setId("transform-tabs");
    StackPane tabbed = new StackPane(tabs, since());
    BorderPane work = new BorderPane(tabbed);
    work.setRight(inspector);
    Node split = new SideSplit(steps, work, bench.preferences(), "transform.steps", STEPS_WIDTH);
    Node empty =
        new EmptyState(
            "Open a data set, then add steps and watch what they change.",
            "Open file…",
            bench.navigation()::chooseFiles);
    getChildren().addAll(split, empty);
    ObservableValue<Boolean> has = model.sourceProperty().map(data -> data.isPresent());
    split.visibleProperty().bind(has);
    empty.visibleProperty().bind(has.map(there -> !there));
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  void focusFirst() {
    steps.focusFirst();
  }

  /** Opens the menu of steps. */
  void openMenu() {
    steps.openMenu();
  }

  /** Closes the editor; returns whether it was open. */
  boolean escape() {
    if (inspector.isOpen()) {
      inspector.close();
      return true;
    }
    return false;
  }

  /** The tab Chart, for what is drawn in it. */
  ChartView chart() {
    return chart;
  }

  void showTab(String title) {
    tabs.getTabs().stream()
        .filter(tab -> tab.getText().equals(title))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  /** Undo and redo are those of the steps everywhere here: every letter typed is an edit. */
  private void key(KeyEvent event) {
    if (UNDO.match(event)) {
      model.undo();
    } else if (REDO.match(event)) {
      model.redo();
    } else {
      return;
    }
    event.consume();
  }

  private Node since() {
    Segmented<Boolean> choice =
        new Segmented<>(List.of(true, false), source -> source ? "Source" : "Step before");
    choice.getStyleClass().add("al-compact");
    choice.setId("mark-since");
    choice.valueProperty().bindBidirectional(model.sinceSourceProperty().asObject());
    HBox box = new HBox(8, Labels.small("Mark changes since"), choice);
    box.setAlignment(Pos.CENTER_RIGHT);
    box.getStyleClass().add("al-beside-tabs");
    box.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    box.setPickOnBounds(false);
    StackPane.setAlignment(box, Pos.TOP_RIGHT);
    box.visibleProperty()
        .bind(
            tabs.getSelectionModel()
                .selectedIndexProperty()
                .map(index -> index.intValue() == 0)
                .flatMap(
                    first -> model.draftProperty().map(draft -> first && draft.selected() >= 0)));
    return box;
  }

  private static Tab tab(String title, Node content) {
    Tab tab = new Tab(title, content);
    tab.setClosable(false);
    return tab;
  }
}
