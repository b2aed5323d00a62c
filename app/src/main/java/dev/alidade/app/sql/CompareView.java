package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryPlan;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The plan of the last run beside that of an earlier one, node by node. */
final class CompareView extends StackPane {
  private static final double MIDDLE_WIDTH = 72;
  private static final double INDENT = 8;
  private static final int LONGEST_NAME = 60;

  private final SqlViewModel model;

  CompareView(SqlViewModel model) {
    this.model = model;
    setId("compare");
    InvalidationListener again = changed -> show();
    model.outcome().addListener(again);
    model.recent().comparedWith().addListener(again);
    show();
  }

  private void show() {
    Outcome now = model.outcome().get();
    Outcome then = model.recent().comparedWith().get();
    if (now == null || then == null || now.plan().isEmpty() || then.plan().isEmpty()) {
      getChildren()
          .setAll(
              new EmptyState(
                  "Run two versions of a query to see their plans beside each other, node by"
                      + " node."));
      return;
    }
    HBox bar = new HBox(8, Labels.muted("Compare with"), picker(then));
    bar.getStyleClass().add("al-toolbar");
    bar.setAlignment(Pos.CENTER_RIGHT);
    GridPane grid = pairs(then, now);
    Label note =
        Labels.small(
            "Nodes are paired by table and role. VM steps are counted for the whole query; a node"
                + " shows SQLite's planner cost.");
    note.setWrapText(true);
    VBox content = new VBox(8, heads(then, now), grid, note);
    content.setPadding(new Insets(12, 16, 16, 16));
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().setAll(new VBox(bar, scroll));
  }

  private ComboBox<Outcome> picker(Outcome chosen) {
    ComboBox<Outcome> runs = new ComboBox<>();
    runs.setId("compare-with");
    runs.getItems().setAll(model.recent().earlier());
    runs.setValue(chosen);
    runs.setPrefWidth(320);
    runs.setAccessibleText("Compare with");
    runs.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable Outcome run) {
            return run == null ? "" : name(run);
          }

          @Override
          public @Nullable Outcome fromString(String text) {
            return null;
          }
        });
    runs.setOnAction(
        event -> {
          if (runs.getValue() != null) {
            model.recent().comparedWith().set(runs.getValue());
          }
        });
    return runs;
  }

  private static String name(Outcome run) {
    String sql = run.sql().strip().replaceAll("\\s+", " ");
    return sql.length() > LONGEST_NAME ? sql.substring(0, LONGEST_NAME) + "…" : sql;
  }

  private static Node heads(Outcome then, Outcome now) {
    double ratio = (double) then.result().vmSteps() / Math.max(1, now.result().vmSteps());
    boolean better = ratio >= 1;
    Label change =
        Labels.of(
            (better ? "÷ " : "× ") + Figures.number(better ? ratio : 1 / ratio),
            "al-heading",
            better ? "al-text-ok" : "al-text-warn");
    change.setMinWidth(MIDDLE_WIDTH);
    change.setAlignment(Pos.CENTER);
    change.setId("compare-ratio");
    HBox heads = new HBox(8, head("Before", then), change, head("Now", now));
    heads.setAlignment(Pos.CENTER_LEFT);
    return heads;
  }

  private static Node head(String word, Outcome run) {
    HBox figures =
        new HBox(
            6,
            Labels.of(Figures.count(run.result().vmSteps()), "al-mono", "al-strong"),
            Labels.muted("VM steps"),
            Labels.of(Figures.nanos((double) run.result().nanos()), "al-mono", "al-strong"));
    figures.setAlignment(Pos.CENTER_LEFT);
    VBox head = new VBox(2, Labels.small(word), figures);
    head.setPrefWidth(0);
    HBox.setHgrow(head, Priority.ALWAYS);
    return head;
  }

  private static GridPane pairs(Outcome then, Outcome now) {
    GridPane grid = new GridPane();
    grid.setHgap(8);
    grid.setVgap(8);
    List<PlanPairs.Pair> pairs = PlanPairs.of(then.plan().orElseThrow(), now.plan().orElseThrow());
    for (int row = 0; row < pairs.size(); row++) {
      PlanPairs.Pair pair = pairs.get(row);
      Label word = Labels.of(word(pair), "al-small", "al-strong", style(pair.change()));
      word.setMinWidth(MIDDLE_WIDTH);
      word.setAlignment(Pos.CENTER);
      grid.addRow(row, side(pair.before(), pair), word, side(pair.after(), pair));
    }
    return grid;
  }

  private static String word(PlanPairs.Pair pair) {
    Optional<Long> before = pair.before().flatMap(CompareView::rows);
    Optional<Long> after = pair.after().flatMap(CompareView::rows);
    if (pair.change() == PlanPairs.Change.CHANGED
        && before.isPresent()
        && after.isPresent()
        && !before.equals(after)) {
      double ratio = (double) before.get() / Math.max(1, after.get());
      return ratio >= 1 ? "rows ÷ " + Figures.number(ratio) : "rows × " + Figures.number(1 / ratio);
    }
    return pair.change().word();
  }

  private static Optional<Long> rows(QueryPlan.Node node) {
    return node.estimatedRows();
  }

  private static String style(PlanPairs.Change change) {
    return switch (change) {
      case SAME -> "al-muted";
      case CHANGED, NEW -> "al-text-accent";
      case GONE -> "al-text-ok";
    };
  }

  private static Node side(Optional<QueryPlan.Node> node, PlanPairs.Pair pair) {
    VBox card = new VBox(4);
    card.getStyleClass().addAll("al-card", "al-compare-card");
    if (node.isEmpty()) {
      card.getStyleClass().add("al-compare-none");
      card.getChildren().add(Labels.small("not in this plan"));
    } else {
      if (pair.change() != PlanPairs.Change.SAME) {
        card.getStyleClass().add("al-compare-changed");
      }
      fill(card, node.get());
    }
    card.setPrefWidth(0);
    GridPane.setHgrow(card, Priority.ALWAYS);
    GridPane.setMargin(card, new Insets(0, 0, 0, pair.depth() * INDENT));
    return card;
  }

  private static void fill(VBox card, QueryPlan.Node node) {
    Label operation = Labels.of(PlanCard.operation(node), "al-strong");
    operation.setMinWidth(USE_PREF_SIZE);
    Label object = Labels.mono(node.table().or(node::alias).orElse(""));
    object.setMinWidth(0);
    HBox head = new HBox(6, operation, object, Section.gap());
    head.setAlignment(Pos.CENTER_LEFT);
    if (PlanCard.isFullScan(node)) {
      Badge badge = new Badge("full scan", Badge.Kind.WARNING, Feather.ALERT_TRIANGLE);
      badge.setMinWidth(USE_PREF_SIZE);
      head.getChildren().add(badge);
    }
    Label detail = Labels.of(node.detail(), "al-mono", "al-small", "al-muted");
    detail.setMinWidth(0);
    HBox foot = new HBox(8, detail, Section.gap());
    node.costShare()
        .ifPresent(
            share -> {
              Label cost = Labels.of("cost " + Figures.wholePercent(share), "al-mono", "al-small");
              cost.setMinWidth(USE_PREF_SIZE);
              foot.getChildren().add(cost);
            });
    card.getChildren().addAll(head, foot);
  }
}
