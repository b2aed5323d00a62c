package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.LoadingState;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import dev.alidade.engine.sql.QueryAnalysis;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Warnings with their evidence, and indexes that were tried on a copy with what they changed. */
final class AdviceView extends StackPane {
  private final SqlViewModel model;

  AdviceView(SqlViewModel model) {
    this.model = model;
    setId("advice");
    model.analysis().addListener((observed, was, is) -> show());
    model.analysing().addListener((observed, was, is) -> show());
    model.outcome().addListener((observed, was, is) -> show());
    show();
  }

  private void show() {
    getChildren().setAll(state());
  }

  private Node state() {
    BackgroundTask task = model.analysing().get();
    if (task != null) {
      return new LoadingState(task);
    }
    QueryAnalysis analysis = model.analysis().get();
    if (model.outcome().get() == null) {
      return new EmptyState("Run a query, then ask for advice about it.");
    }
    if (analysis == null) {
      return new EmptyState(
          "Alidade tries indexes on a copy of the data. Your file is not touched.",
          "Look for advice",
          model::analyse);
    }
    List<Node> rows = new ArrayList<>();
    analysis.indexRecommendations().forEach(advice -> rows.add(card(advice)));
    analysis.warnings().forEach(warning -> rows.add(PlanDetails.warning(warning)));
    analysis.suggestions().forEach(sentence -> rows.add(Labels.paragraph(sentence)));
    if (rows.isEmpty()) {
      return new EmptyState(
          "Nothing to mend: no warning, and no index that was tried saves a third of the work.");
    }
    VBox list = new VBox(12);
    list.getChildren().setAll(rows);
    list.setPadding(new Insets(16));
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    return scroll;
  }

  private Node card(QueryAnalysis.IndexRecommendation advice) {
    double ratio = (double) advice.vmStepsBefore() / Math.max(1, advice.vmStepsAfter());
    Label title = Labels.of("÷ " + Figures.number(ratio), "al-heading", "al-text-ok");
    HBox head =
        new HBox(
            8,
            title,
            Labels.muted("VM steps, verified on " + advice.verifiedOn()),
            Section.gap(),
            Buttons.compact(Buttons.plain("Copy SQL", () -> copy(advice.createSql()))),
            Buttons.compact(Buttons.outlined("Apply index", () -> model.apply(advice))));
    head.setAlignment(Pos.CENTER_LEFT);
    Label sql = Labels.mono(advice.createSql());
    sql.setWrapText(true);
    sql.getStyleClass().add("al-code-block");
    sql.setMaxWidth(Double.MAX_VALUE);
    VBox card =
        new VBox(
            8,
            head,
            sql,
            bar("VM steps now", advice.vmStepsBefore(), 1, Badge.Kind.NEUTRAL),
            bar("with the index", advice.vmStepsAfter(), 1 / ratio, Badge.Kind.OK),
            Labels.small(
                "Time %s → %s · index %s · undo: %s"
                    .formatted(
                        Figures.nanos((double) advice.nanosBefore()),
                        Figures.nanos((double) advice.nanosAfter()),
                        Figures.bytes(advice.indexBytes()),
                        advice.undoSql())));
    card.getStyleClass().add("al-card");
    return card;
  }

  private static Node bar(String name, long steps, double share, Badge.Kind kind) {
    Label label = Labels.small(name);
    label.setMinWidth(96);
    ShareBar bar = new ShareBar(share, kind);
    HBox.setHgrow(bar, Priority.ALWAYS);
    Label figure = Labels.of(Figures.count(steps), "al-mono", "al-small");
    figure.setMinWidth(80);
    figure.setAlignment(Pos.CENTER_RIGHT);
    HBox row = new HBox(8, label, bar, figure);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
