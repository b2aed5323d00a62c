package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.PlanComparison;
import dev.alidade.engine.sql.SqlStatement;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Two plans beside each other, node by node, with what the queries cost. */
final class CompareView extends StackPane {
  private static final int LONGEST_NAME = 60;

  private final SqlViewModel model;

  CompareView(SqlViewModel model) {
    this.model = model;
    setId("compare");
    InvalidationListener again = changed -> show();
    model.comparison().shown().addListener(again);
    model.comparison().working().addListener(again);
    model.comparison().failure().addListener(again);
    model.runs().outcome().addListener(again);
    model.advice().analysis().addListener(again);
    show();
  }

  private void show() {
    Node state = state();
    VBox.setVgrow(state, Priority.ALWAYS);
    getChildren().setAll(new VBox(bar(), state));
  }

  private Node state() {
    var task = model.comparison().working().get();
    Optional<Throwable> failure = model.comparison().failure().get();
    Optional<ComparisonViewModel.Shown> shown = model.comparison().shown().get();
    if (task != null) {
      return new LoadingState(task);
    }
    if (failure.isPresent()) {
      return new ErrorState("Can't compare the plans", failure.get());
    }
    if (shown.isEmpty()) {
      return new EmptyState(
          model.runs().earlier().isEmpty()
              ? "Run two versions of a query to see their plans beside each other, node by node."
              : "Choose what to compare the last query with.");
    }
    Label note =
        Labels.small(
            "VM steps are counted for the whole query; a node shows SQLite's planner cost.");
    note.setWrapText(true);
    VBox content =
        new VBox(8, heads(shown.get()), new ComparedNodes(shown.get().comparison()), note);
    content.setPadding(new Insets(12, 16, 16, 16));
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    return scroll;
  }

  private Node bar() {
    MenuButton with = Buttons.compact(new MenuButton("Compare with"));
    with.setId("compare-with");
    for (SqlStatement earlier : model.runs().earlier()) {
      with.getItems()
          .add(plain(Buttons.item(name(earlier), () -> model.comparison().compareWith(earlier))));
    }
    model
        .advice()
        .analysis()
        .get()
        .flatMap(analysis -> analysis.withAdvice())
        .ifPresent(
            comparison ->
                with.getItems()
                    .addFirst(
                        Buttons.item(
                            "All recommended indexes",
                            () ->
                                model
                                    .comparison()
                                    .show("Now", "With all advice, on a copy", comparison))));
    with.setDisable(with.getItems().isEmpty());
    HBox bar = new HBox(8, Labels.small("Both queries run again."), Section.gap(), with);
    bar.getStyleClass().add("al-toolbar");
    return bar;
  }

  /** An underscore in SQL is no mark of a key. */
  private static MenuItem plain(MenuItem item) {
    item.setMnemonicParsing(false);
    return item;
  }

  private static String name(SqlStatement statement) {
    String sql = statement.sql().strip().replaceAll("\\s+", " ");
    return sql.length() > LONGEST_NAME ? sql.substring(0, LONGEST_NAME) + "…" : sql;
  }

  private static Node heads(ComparisonViewModel.Shown shown) {
    Label change = ratio(shown.comparison());
    change.setMinWidth(ComparedNodes.MIDDLE_WIDTH);
    change.setAlignment(Pos.CENTER);
    change.setId("compare-ratio");
    HBox heads =
        new HBox(
            8,
            head(shown.before(), shown.comparison().before()),
            change,
            head(shown.after(), shown.comparison().after()));
    heads.setAlignment(Pos.CENTER_LEFT);
    return heads;
  }

  private static Label ratio(PlanComparison comparison) {
    Optional<Double> ratio = comparison.stepsRatio();
    if (ratio.isEmpty()) {
      return Labels.muted("not run");
    }
    boolean better = ratio.get() >= 1;
    return Labels.of(
        (better ? "÷ " : "× ") + Figures.number(better ? ratio.get() : 1 / ratio.get()),
        "al-heading",
        better ? "al-text-ok" : "al-text-warn");
  }

  private static Node head(String word, PlanComparison.Side side) {
    HBox figures = new HBox(6);
    figures.setAlignment(Pos.CENTER_LEFT);
    if (side.run().isPresent()) {
      PlanComparison.Run run = side.run().get();
      figures
          .getChildren()
          .addAll(
              Labels.of(Figures.count(run.vmSteps()), "al-mono", "al-strong"),
              Labels.muted("VM steps"),
              Labels.of(Figures.nanos((double) run.nanos()), "al-mono", "al-strong"));
      if (!run.finished()) {
        figures.getChildren().add(Labels.of("stopped", "al-small", "al-text-warn"));
      }
    } else {
      figures.getChildren().add(Labels.muted("not run: it changes rows"));
    }
    VBox head = new VBox(2, Labels.small(word), figures);
    head.setPrefWidth(0);
    head.setMinWidth(0);
    HBox.setHgrow(head, Priority.ALWAYS);
    return head;
  }
}
