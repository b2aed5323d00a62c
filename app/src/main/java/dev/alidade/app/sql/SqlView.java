package dev.alidade.app.sql;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.DataGrid;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.engine.sql.QueryPlan;
import dev.alidade.engine.sql.QueryResult;
import dev.alidade.engine.sql.SqliteDatabase;
import java.time.Clock;
import java.util.OptionalInt;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Left the schema, centre editor over result, plan, advice and history, right a plan node. */
final class SqlView extends BorderPane {
  private static final double LEFT_WIDTH = 296;

  private final SqlViewModel model;
  private final SqlEditor editor;
  private final DataGrid grid = new DataGrid();
  private final StackPane result = new StackPane();
  private final TabPane tabs = new TabPane();
  private final Badge rowCount = Badge.neutral("0");
  private final Badge adviceCount = new Badge();
  private final Label steps = Labels.of("", "al-mono", "al-small");
  private final Inspector inspector = new Inspector();
  private final VBox access = new VBox(4);

  SqlView(SqlViewModel model, Clock clock, ObservableValue<Palette> palette) {
    this.model = model;
    editor = new SqlEditor(model, palette);
    grid.setId("result-grid");
    Tab resultTab = tab("Result", rowCount, result);
    Tab planTab = tab("Plan", null, new PlanView(model));
    Tab compareTab = tab("Compare", null, new CompareView(model));
    Tab adviceTab = tab("Advice", adviceCount, new AdviceView(model));
    Tab historyTab = tab("History", null, new HistoryView(model, clock, editor::setText));
    tabs.getTabs().setAll(resultTab, planTab, compareTab, adviceTab, historyTab);
    tabs.setId("sql-tabs");
    adviceCount.setVisible(false);
    adviceCount.setManaged(false);
    StackPane tabbed = new StackPane(tabs, steps);
    StackPane.setAlignment(steps, Pos.TOP_RIGHT);
    StackPane.setMargin(steps, new javafx.geometry.Insets(10, 16, 0, 0));
    SplitPane split = new SplitPane(editorPart(), tabbed);
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.34);
    SchemaTree schema = new SchemaTree(model);
    VBox.setVgrow(schema, Priority.ALWAYS);
    VBox left = new VBox(schema, access);
    left.getStyleClass().add("al-left");
    left.setMinWidth(LEFT_WIDTH);
    left.setPrefWidth(LEFT_WIDTH);
    access.getStyleClass().addAll("al-section", "al-ruled-above");
    setLeft(left);
    setCenter(split);
    setRight(inspector);
    model.outcome().addListener((observed, was, is) -> showResult());
    model.failure().addListener((observed, was, is) -> showResult());
    model.errorPlace().addListener((observed, was, is) -> showResult());
    model.running().addListener((observed, was, is) -> showResult());
    model.analysis().addListener((observed, was, is) -> showAdviceCount());
    model.selectedNode().addListener((observed, was, is) -> showNode(is));
    model.canAllowWriting().addListener((observed, was, is) -> showAccess());
    model.database().addListener((observed, was, is) -> showAccess());
    showResult();
    showAccess();
  }

  SqlEditor editor() {
    return editor;
  }

  /** Shows the tab with this title. */
  void showTab(String title) {
    tabs.getTabs().stream()
        .filter(tab -> title.equals(tab.getId()))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
  }

  private Node editorPart() {
    HBox bar = new HBox(8, Labels.of("Query", "al-strong"), Section.gap(), new ParameterBar(model));
    bar.getStyleClass().add("al-toolbar");
    BorderPane part = new BorderPane(editor);
    part.setTop(bar);
    return part;
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

  private void showResult() {
    BackgroundTask task = model.running().get();
    Throwable failure = model.failure().get();
    Outcome outcome = model.outcome().get();
    Node state;
    if (task != null) {
      state = new LoadingState(task);
    } else if (failure != null) {
      OptionalInt place = model.errorPlace().get();
      state =
          place.isPresent()
              ? new ErrorState(
                  "The query failed at " + editor.placeName(place.getAsInt()),
                  failure,
                  "Show the place",
                  editor::focusCode)
              : new ErrorState("The query failed", failure);
      tabs.getSelectionModel().selectFirst();
    } else if (outcome == null) {
      state =
          new EmptyState(
              model.database().get() == null
                  ? "Open a SQLite file to query it."
                  : "Write a query, then press Ctrl+Enter. A double click on History brings one"
                      + " back.");
    } else {
      state = rows(outcome.result());
    }
    result.getChildren().setAll(state);
    rowCount.setText(outcome == null ? "0" : Figures.compact(outcome.result().rows().size()));
    steps.setText(
        outcome == null
            ? ""
            : Figures.count(outcome.result().vmSteps())
                + " VM steps · "
                + Figures.nanos((double) outcome.result().nanos()));
    showNode(model.selectedNode().get());
  }

  private Node rows(QueryResult done) {
    if (done.columns().isEmpty()) {
      return new EmptyState(Figures.counted(done.changedRows(), "row") + " changed.");
    }
    grid.show(new ResultModel(done));
    if (!done.truncated()) {
      return grid;
    }
    BorderPane cut = new BorderPane(grid);
    HBox note =
        new HBox(
            Labels.small(
                "Only the first " + Figures.compact(done.rows().size()) + " rows were read."));
    note.getStyleClass().add("al-toolbar");
    cut.setBottom(note);
    return cut;
  }

  private void showAdviceCount() {
    var analysis = model.analysis().get();
    int count =
        analysis == null ? 0 : analysis.warnings().size() + analysis.indexRecommendations().size();
    adviceCount.show(String.valueOf(count), Badge.Kind.WARNING, null);
    adviceCount.setVisible(count > 0);
    adviceCount.setManaged(count > 0);
  }

  private void showNode(QueryPlan.@Nullable Node node) {
    Outcome outcome = model.outcome().get();
    if (node == null || outcome == null) {
      inspector.close();
      return;
    }
    inspector.show(
        PlanCard.operation(node) + " " + node.alias().or(node::table).orElse(""),
        PlanDetails.sections(node, outcome, model.analysis().get()));
  }

  private void showAccess() {
    SqliteDatabase database = model.database().get();
    access.setVisible(database != null);
    if (database == null) {
      return;
    }
    HBox head =
        new HBox(
            8,
            Icons.small(database.writable() ? Feather.UNLOCK : Feather.LOCK),
            Labels.of(database.writable() ? "Open for writing" : "Opened read-only", "al-strong"));
    head.setAlignment(Pos.CENTER_LEFT);
    HBox line =
        new HBox(
            4,
            Labels.small(
                database.writable()
                    ? "Statements change this file."
                    : "Queries can't change this file."));
    line.setAlignment(Pos.CENTER_LEFT);
    if (model.canAllowWriting().get()) {
      Hyperlink allow = new Hyperlink("Allow writing…");
      allow.getStyleClass().add("al-small");
      allow.setOnAction(event -> model.allowWriting());
      line.getChildren().add(allow);
    }
    access.getChildren().setAll(head, line);
  }
}
