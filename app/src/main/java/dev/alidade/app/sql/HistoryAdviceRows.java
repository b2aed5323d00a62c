package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.IndexFinding;
import dev.alidade.engine.sql.WorkloadAdvice;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Indexes for all queries of the history, what they do to each, and indexes that can go. */
final class HistoryAdviceRows extends VBox {
  private final SqlViewModel model;

  HistoryAdviceRows(SqlViewModel model, SqlActions actions, AdviceViewModel.HistoryAdvice found) {
    super(12);
    this.model = model;
    WorkloadAdvice advice = found.advice();
    if (advice.recommendations().isEmpty()) {
      getChildren().add(Labels.paragraph("No index that was tried saves a third of the work."));
    }
    advice.recommendations().forEach(a -> getChildren().add(new AdviceCard(model, actions, a)));
    if (!advice.effects().isEmpty()) {
      VBox effects = new VBox(4, Labels.caption("Effect on the queries of the history"));
      advice.effects().forEach(effect -> effects.getChildren().add(effect(effect)));
      effects.getStyleClass().add("al-card");
      getChildren().add(effects);
    }
    found.findings().forEach(finding -> getChildren().add(card(finding)));
    if (found.findings().isEmpty()) {
      getChildren().add(Labels.paragraph("No index is redundant, and the history uses all."));
    }
    advice.notes().forEach(note -> getChildren().add(Labels.paragraph(note)));
  }

  private static Node effect(WorkloadAdvice.QueryEffect effect) {
    Label sql =
        Labels.of(
            effect.query().statement().sql().strip().replaceAll("\\s+", " "),
            "al-mono",
            "al-small");
    sql.setMinWidth(0);
    double ratio = (double) effect.before().vmSteps() / Math.max(1, effect.after().vmSteps());
    Label change =
        Labels.of(
            ratio >= 1 ? "÷ " + Figures.number(ratio) : "× " + Figures.number(1 / ratio),
            "al-mono",
            "al-small",
            ratio > 1.05 ? "al-text-ok" : ratio < 0.95 ? "al-text-warn" : "al-muted");
    change.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(8, sql, Section.gap(), change);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Node card(IndexFinding finding) {
    Button drop = Buttons.compact(Buttons.plain("Drop index", () -> model.advice().apply(finding)));
    Optional<String> reason = model.advice().whyNotApply();
    drop.setDisable(reason.isPresent());
    reason.ifPresent(drop::setAccessibleHelp);
    Label name = Labels.mono(finding.index());
    name.setMinWidth(0);
    HBox head =
        new HBox(
            8,
            Badge.neutral(finding.kind().name().toLowerCase(Locale.ROOT)),
            name,
            Labels.small(finding.bytes() < 0 ? "" : Figures.bytes(finding.bytes())),
            Section.gap(),
            drop);
    head.setAlignment(Pos.CENTER_LEFT);
    VBox card = new VBox(4, head, Labels.paragraph(finding.evidence()));
    reason.ifPresent(words -> card.getChildren().add(Labels.small(words)));
    card.getStyleClass().add("al-card");
    return card;
  }
}
