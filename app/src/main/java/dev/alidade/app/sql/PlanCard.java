package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Icons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryAnalysis.Warning;
import dev.alidade.engine.sql.QueryPlan;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One operation of a plan: what, on what, its cost and what is remarkable about it. */
final class PlanCard extends VBox {
  static final double WIDTH = 272;
  static final double HEIGHT = 76;

  private final HBox head = new HBox(6);

  PlanCard(PlanTree.Step step) {
    super(4);
    getStyleClass().addAll("al-card", "al-plan-card");
    setMinSize(WIDTH, HEIGHT);
    setPrefSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
    setFocusTraversable(true);
    head.setAlignment(Pos.CENTER_LEFT);
    switch (step) {
      case PlanTree.Step.Line line -> show(line.node());
      case PlanTree.Step.NestedLoops loops ->
          show("Join", loops.loops() + " tables", "nested loops, the first one outside");
      case PlanTree.Step.Result result -> show("Result", "", "its parts stand below");
    }
  }

  /** Warnings of the advice on this node. */
  void warn(List<Warning> warnings) {
    head.getChildren().removeIf(node -> node.getStyleClass().contains("al-plan-warning"));
    if (!warnings.isEmpty()) {
      Label count =
          Labels.of(String.valueOf(warnings.size()), "al-plan-warning", "al-small", "al-text-warn");
      count.setGraphic(Icons.small(Feather.ZAP, "al-icon-warn"));
      count.setMinWidth(USE_PREF_SIZE);
      Tips.on(count, warnings.stream().map(Warning::title).collect(Collectors.joining("\n")));
      head.getChildren().add(count);
    }
  }

  private void show(String operation, String object, String description) {
    head(operation, object);
    getChildren().addAll(head, Labels.small(description), noCost());
    setAccessibleText(operation + " " + object);
  }

  private void show(QueryPlan.Node node) {
    head(PlanWords.operation(node), PlanWords.object(node));
    PlanWords.mark(node).ifPresent(mark -> head.getChildren().add(badge(mark)));
    getChildren().addAll(head, Labels.small(PlanWords.description(node)), cost(node));
    setAccessibleText(node.detail());
    switch (PlanWords.cost(node)) {
      case HIGH -> getStyleClass().add("al-costly");
      case SOME -> getStyleClass().add("al-some-cost");
      case NONE -> {}
    }
  }

  private void head(String operation, String object) {
    Label word = Labels.of(operation, "al-strong");
    word.setMinWidth(USE_PREF_SIZE);
    Label name = Labels.mono(object);
    name.setMinWidth(0);
    head.getChildren().addAll(word, name, Section.gap());
  }

  static Badge badge(PlanWords.Mark mark) {
    Badge badge =
        new Badge(
            mark.word(),
            mark.kind(),
            mark.kind() == Badge.Kind.WARNING
                ? Feather.ALERT_TRIANGLE
                : mark.kind() == Badge.Kind.OK ? Feather.CHECK : null);
    badge.setMinWidth(USE_PREF_SIZE);
    return badge;
  }

  private static HBox cost(QueryPlan.Node node) {
    if (node.costShare().isEmpty()) {
      return noCost();
    }
    double share = node.costShare().getAsDouble();
    ShareBar bar =
        new ShareBar(
            share,
            PlanWords.cost(node) == PlanWords.Cost.HIGH ? Badge.Kind.WARNING : Badge.Kind.NEUTRAL);
    HBox.setHgrow(bar, Priority.ALWAYS);
    HBox row =
        new HBox(
            8,
            Labels.small("planner cost"),
            bar,
            Labels.of(Figures.wholePercent(share), "al-mono", "al-small"));
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static HBox noCost() {
    return new HBox(Labels.small("SQLite gives no cost here"));
  }
}
