package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One index that was tried: what it saves, what it costs, and how to have it. */
final class AdviceCard extends VBox {
  private final SqlViewModel model;
  private final SqlActions actions;

  AdviceCard(SqlViewModel model, SqlActions actions, IndexRecommendation advice) {
    super(8);
    this.model = model;
    this.actions = actions;
    getStyleClass().add("al-card");
    double ratio = (double) advice.vmStepsBefore() / Math.max(1, advice.vmStepsAfter());
    Label sql = Labels.mono(statements(advice));
    sql.setWrapText(true);
    sql.setMinHeight(USE_PREF_SIZE);
    sql.getStyleClass().add("al-code-block");
    sql.setMaxWidth(Double.MAX_VALUE);
    Label costs = Labels.small(costs(advice));
    costs.setWrapText(true);
    costs.setMinHeight(USE_PREF_SIZE);
    getChildren()
        .addAll(
            head(advice, ratio),
            sql,
            bar("VM steps now", advice.vmStepsBefore(), 1, Badge.Kind.NEUTRAL),
            bar("with the index", advice.vmStepsAfter(), 1 / ratio, Badge.Kind.OK),
            costs);
  }

  private static String statements(IndexRecommendation advice) {
    return String.join(";\n", advice.applySql()) + ";";
  }

  private Node head(IndexRecommendation advice, double ratio) {
    Label title = Labels.of("÷ " + Figures.number(ratio), "al-heading", "al-text-ok");
    title.setMinWidth(USE_PREF_SIZE);
    Label verified =
        Labels.muted(
            advice.kind().name().toLowerCase(Locale.ROOT)
                + " index, verified on "
                + advice.verifiedOn());
    verified.setMinWidth(0);
    HBox head =
        new HBox(
            8,
            title,
            verified,
            Section.gap(),
            compact(Buttons.plain("Copy SQL", () -> actions.copy(statements(advice)))),
            compact(Buttons.plain("Try", () -> actions.tryIndex(advice))),
            apply(advice));
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  /** A disabled button has no tooltip of its own: the reason is on what stands around it. */
  private Node apply(IndexRecommendation advice) {
    Button button = compact(Buttons.outlined("Apply", () -> model.advice().apply(advice)));
    StackPane around = new StackPane(button);
    around.setMinWidth(USE_PREF_SIZE);
    model
        .advice()
        .whyNotApply()
        .ifPresent(
            reason -> {
              button.setDisable(true);
              button.setAccessibleHelp(reason);
              Tips.on(around, reason);
            });
    return around;
  }

  private static Button compact(Button button) {
    button.setMinWidth(USE_PREF_SIZE);
    return Buttons.compact(button);
  }

  private static String costs(IndexRecommendation advice) {
    return String.join(
        " · ",
        List.of(
            "Time %s → %s"
                .formatted(
                    Figures.nanos((double) advice.nanosBefore()),
                    Figures.nanos((double) advice.nanosAfter())),
            "index " + Figures.bytes(advice.indexBytes()),
            "insert a row %s → %s"
                .formatted(
                    Figures.nanos((double) advice.insertNanosBefore()),
                    Figures.nanos((double) advice.insertNanosAfter())),
            "undo: " + advice.undoSql()));
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
}
