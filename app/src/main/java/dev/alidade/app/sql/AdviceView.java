package dev.alidade.app.sql;

import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.control.Section;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.engine.sql.QueryAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Warnings with their evidence, and indexes that were tried on a copy with what they changed. */
final class AdviceView extends StackPane {
  private final SqlViewModel model;
  private final SqlActions actions;

  AdviceView(SqlViewModel model, SqlActions actions) {
    this.model = model;
    this.actions = actions;
    setId("advice");
    InvalidationListener again = changed -> show();
    model.advice().analysis().addListener(again);
    model.advice().history().addListener(again);
    model.advice().working().addListener(again);
    model.advice().failure().addListener(again);
    model.runs().outcome().addListener(again);
    model.databases().chosen().addListener(again);
    model.databases().isFile().addListener(again);
    show();
  }

  private void show() {
    Node state = state();
    VBox.setVgrow(state, Priority.ALWAYS);
    getChildren().setAll(new VBox(bar(), state));
  }

  private Node bar() {
    HBox bar = new HBox(8, Labels.small(subject()), Section.gap());
    bar.getStyleClass().add("al-toolbar");
    boolean ofHistory = model.advice().history().get().isPresent();
    if (ofHistory) {
      bar.getChildren()
          .add(
              Buttons.compact(
                  Buttons.plain("Back to the last query", model.advice()::leaveHistory)));
    } else if (model.advice().analysis().get().isPresent()) {
      bar.getChildren().add(Buttons.compact(Buttons.plain("Try again", model.advice()::analyse)));
    }
    var history =
        Buttons.compact(Buttons.plain("Advise on the history", model.advice()::analyseHistory));
    history.setDisable(model.databases().chosen().get() == null);
    bar.getChildren().add(history);
    return bar;
  }

  private String subject() {
    if (model.advice().history().get().isPresent()) {
      return "For all queries of the history";
    }
    return model.advice().analysis().get().isPresent() ? "For the last query" : "";
  }

  private Node state() {
    BackgroundTask task = model.advice().working().get();
    Optional<Throwable> failure = model.advice().failure().get();
    if (task != null) {
      return new LoadingState(task);
    }
    if (failure.isPresent()) {
      return new ErrorState("Can't look for advice", failure.get());
    }
    if (model.advice().history().get().isPresent()) {
      return list(new HistoryAdviceRows(model, actions, model.advice().history().get().get()));
    }
    if (model.runs().outcome().get() == null) {
      return new EmptyState("Run a query, then ask for advice about it.");
    }
    return model
        .advice()
        .analysis()
        .get()
        .map(this::rows)
        .orElseGet(
            () ->
                new EmptyState(
                    "Alidade tries indexes on a copy of the data. Your file is not touched.",
                    "Look for advice",
                    model.advice()::analyse));
  }

  private Node rows(QueryAnalysis analysis) {
    List<Node> rows = new ArrayList<>();
    if (!analysis.indexRecommendations().isEmpty()) {
      model
          .advice()
          .whyNotApply()
          .ifPresent(
              reason -> {
                HBox line = new HBox(4, Labels.small(reason));
                if (model.databases().isFile().get()) {
                  Hyperlink allow = new Hyperlink("Allow writing…");
                  allow.getStyleClass().add("al-small");
                  allow.setOnAction(event -> model.databases().reopen(true));
                  line.getChildren().add(allow);
                }
                line.setAlignment(Pos.CENTER_LEFT);
                rows.add(line);
              });
    }
    analysis.indexRecommendations().forEach(a -> rows.add(new AdviceCard(model, actions, a)));
    analysis.warnings().forEach(warning -> rows.add(PlanDetails.warning(warning)));
    analysis.suggestions().forEach(sentence -> rows.add(Labels.paragraph(sentence)));
    return rows.isEmpty()
        ? new EmptyState(
            "Nothing to mend: no warning, and no index that was tried saves a third of the work.")
        : list(rows.toArray(Node[]::new));
  }

  private static Node list(Node... rows) {
    VBox list = new VBox(12, rows);
    list.setPadding(new Insets(16));
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    return scroll;
  }
}
