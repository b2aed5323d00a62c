package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import dev.alidade.engine.sql.QueryPlan;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Left the schema, centre editors over result, plan, advice and history, right the details. */
final class SqlView extends BorderPane {
  private static final double LEFT_WIDTH = 296;

  private static final double AROUND_FIGURES = 16;

  /** Between the last tab, which has some room of its own, and the figures. */
  private static final double BESIDE_TABS = 4;

  private final SqlViewModel model;
  private final ScriptTabs scripts;
  private final TabPane tabs = new TabPane();
  private final Badge rowCount = Badge.neutral("0");
  private final Badge adviceCount = new Badge();
  private final Label steps = Labels.of("", "al-mono", "al-small");
  private final Inspector inspector = new Inspector();
  private final CellDetails cells;

  /**
   * @param onDataset takes the name of a data set that was made of rows
   */
  SqlView(
      SqlViewModel model,
      BackgroundTasks tasks,
      Clock clock,
      ObservableValue<Palette> palette,
      Consumer<String> onDataset) {
    this.model = model;
    SqlActions actions = new SqlActions(this, model, palette, onDataset);
    scripts = new ScriptTabs(model, palette);
    cells = new CellDetails(tasks, inspector, actions);
    PlanView plan = new PlanView(model, actions, palette);
    actions.planIn(plan);
    tabs.getTabs()
        .setAll(
            List.of(
                tab("Result", rowCount, new ResultView(model, actions)),
                tab("Plan", null, plan),
                tab("Compare", null, new CompareView(model)),
                tab("Advice", adviceCount, new AdviceView(model, actions)),
                tab(
                    "History",
                    null,
                    new HistoryView(model, clock, palette, sql -> model.scripts().open(sql))),
                tab("Schema", null, new SchemaView(model, actions))));
    tabs.setId("sql-tabs");
    adviceCount.setVisible(false);
    adviceCount.setManaged(false);
    StackPane tabbed = new StackPane(tabs, steps);
    StackPane.setAlignment(steps, Pos.TOP_RIGHT);
    StackPane.setMargin(steps, new Insets(10, AROUND_FIGURES, 0, 0));
    steps.setMouseTransparent(true);
    steps.setMinWidth(Region.USE_PREF_SIZE);
    tabs.skinProperty().subscribe(skin -> keepOffTabs(tabbed));
    SplitPane split = new SplitPane(scripts, tabbed);
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.34);
    SchemaTree schema = new SchemaTree(model, actions);
    VBox.setVgrow(schema, Priority.ALWAYS);
    VBox left = new VBox(schema, new AccessNote(model));
    left.getStyleClass().add("al-left");
    left.setMinWidth(LEFT_WIDTH);
    left.setPrefWidth(LEFT_WIDTH);
    VBox centre = new VBox(new WritingBanner(model), split);
    VBox.setVgrow(split, Priority.ALWAYS);
    setLeft(left);
    setCenter(centre);
    setRight(inspector);
    inspector.setOnClose(() -> model.runs().selectedNode().set(null));
    model.runs().failure().addListener((observed, was, is) -> showFailure(is));
    model.result().reading().state().subscribe(now -> showFigures());
    model.runs().outcome().addListener((observed, was, is) -> leaveOutcome());
    model.advice().analysis().addListener((observed, was, is) -> showAdviceCount());
    model.runs().selectedNode().addListener((observed, was, is) -> showNode(is));
    model
        .laterFilters()
        .byNode()
        .addListener((observed, was, is) -> showNode(model.runs().selectedNode().get()));
  }

  /** Shows the figures only where they do not stand on the tabs. */
  private void keepOffTabs(StackPane tabbed) {
    if (tabs.lookup(".headers-region") instanceof Region heads) {
      steps
          .visibleProperty()
          .bind(
              heads
                  .widthProperty()
                  .add(steps.widthProperty())
                  .add(AROUND_FIGURES + BESIDE_TABS)
                  .lessThan(tabbed.widthProperty()));
    }
  }

  /** The editor in front. */
  SqlEditor editor() {
    return scripts.front();
  }

  /** Shows the tab with this title. */
  void showTab(String title) {
    tabs.getTabs().stream()
        .filter(tab -> title.equals(tab.getId()))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  void showCell(ResultView.Cell cell) {
    cells.show(cell);
  }

  /** Shows another cell where one is shown. */
  void followCell(ResultView.Cell cell) {
    if (cells.isShown()) {
      cells.show(cell);
    }
  }

  /** Closes the details. Returns whether they were open. */
  boolean closeDetails() {
    boolean open = inspector.isOpen();
    inspector.close();
    return open;
  }

  void tryIndex(IndexRecommendation advice) {
    showTab("Compare");
    model.comparison().tryIndexes(advice.applySql(), "With the index, on a copy");
  }

  private static Tab tab(String title, @Nullable Badge badge, Node content) {
    Tab tab = new Tab(title, content);
    tab.setId(title);
    tab.setClosable(false);
    if (badge != null) {
      tab.setGraphic(badge);
    }
    return tab;
  }

  private void showFailure(@Nullable Throwable failure) {
    if (failure != null) {
      tabs.getSelectionModel().selectFirst();
    }
  }

  private void leaveOutcome() {
    cells.leave();
    showFigures();
    showNode(model.runs().selectedNode().get());
  }

  private void showFigures() {
    RowReading.State now = model.result().reading().state().get();
    rowCount.setText(Figures.compact(now.available()) + (now.complete() ? "" : "+"));
    steps.setText(
        model.runs().outcome().get() == null
            ? ""
            : Figures.count(now.vmSteps())
                + " VM steps · "
                + (now.complete() ? Figures.nanos((double) now.nanos()) : "so far"));
  }

  private void showAdviceCount() {
    int count =
        model
            .advice()
            .analysis()
            .get()
            .map(found -> found.warnings().size() + found.indexRecommendations().size())
            .orElse(0);
    adviceCount.show(String.valueOf(count), Badge.Kind.WARNING, null);
    adviceCount.setVisible(count > 0);
    adviceCount.setManaged(count > 0);
  }

  private void showNode(QueryPlan.@Nullable Node node) {
    Outcome outcome = model.runs().outcome().get();
    if (node != null && outcome != null) {
      cells.leave();
      inspector.footer();
      inspector.show(
          PlanWords.operation(node),
          PlanDetails.sections(
              node,
              outcome,
              model.laterFilters().byNode().get().getOrDefault(node.id(), List.of()),
              model.advice().analysis().get().orElse(null)));
      Label source = Labels.mono(PlanWords.source(node));
      source.setMinWidth(0);
      inspector.besideHeading(source);
    } else if (!cells.isShown()) {
      inspector.fold();
    }
  }
}
