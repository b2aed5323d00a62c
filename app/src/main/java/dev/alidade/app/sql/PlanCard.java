package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryPlan;
import java.util.Locale;
import java.util.Optional;
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

  /** A scan above this many rows is marked. */
  private static final long LARGE_TABLE_ROWS = 1_000;

  /** A loop with this share of the plan's cost is drawn in the warning colour. */
  private static final double COSTLY_SHARE = 0.3;

  PlanCard(PlanTree.Step step) {
    super(4);
    getStyleClass().addAll("al-card", "al-plan-card");
    setMinSize(WIDTH, HEIGHT);
    setPrefSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
    setFocusTraversable(true);
    switch (step) {
      case PlanTree.Step.Line line -> show(line.node());
      case PlanTree.Step.NestedLoops loops ->
          show("Join", loops.loops() + " tables", "nested loops, the first one outside");
      case PlanTree.Step.Result result -> show("Result", "", "its parts stand below");
    }
  }

  private void show(String operation, String object, String description) {
    getChildren().addAll(head(operation, object), Labels.small(description), noCost());
    setAccessibleText(operation + " " + object);
  }

  private void show(QueryPlan.Node node) {
    HBox head = head(operation(node), object(node));
    badge(node)
        .ifPresent(
            badge -> {
              badge.setMinWidth(USE_PREF_SIZE);
              head.getChildren().addAll(Section.gap(), badge);
            });
    getChildren().addAll(head, Labels.small(description(node)), cost(node));
    setAccessibleText(node.detail());
  }

  private static HBox head(String operation, String object) {
    Label word = Labels.of(operation, "al-strong");
    word.setMinWidth(USE_PREF_SIZE);
    Label name = Labels.mono(object);
    name.setMinWidth(0);
    HBox head = new HBox(6, word, name);
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private static HBox cost(QueryPlan.Node node) {
    if (node.costShare().isEmpty()) {
      return noCost();
    }
    double share = node.costShare().getAsDouble();
    ShareBar bar =
        new ShareBar(share, share >= COSTLY_SHARE ? Badge.Kind.WARNING : Badge.Kind.NEUTRAL);
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

  static String operation(QueryPlan.Node node) {
    return switch (node.kind()) {
      case SCAN -> "Scan";
      case SEARCH -> "Search";
      case TEMP_B_TREE -> node.detail().contains("GROUP") ? "Group" : sortWord(node);
      case SUBQUERY -> "Subquery";
      case CO_ROUTINE -> "Co-routine";
      case MATERIALIZE -> "Materialize";
      case COMPOUND -> "Compound";
      case MULTI_INDEX_OR -> "Multi-index OR";
      case VIRTUAL_TABLE -> "Virtual table";
      case BLOOM_FILTER -> "Bloom filter";
      case CONSTANT_ROW -> "Constant row";
      case OTHER -> "Step";
    };
  }

  private static String sortWord(QueryPlan.Node node) {
    return node.detail().contains("DISTINCT") ? "Distinct" : "Sort";
  }

  private static String object(QueryPlan.Node node) {
    return node.table().or(node::alias).orElse("");
  }

  private static String description(QueryPlan.Node node) {
    return switch (node.kind()) {
      case SCAN, SEARCH -> {
        String way =
            node.index()
                .map(index -> (node.automatic() ? "index made for this run" : index))
                .orElse(node.kind() == QueryPlan.Kind.SEARCH ? "by rowid" : "no index");
        String rows =
            node.estimatedRows()
                .or(node::tableRows)
                .map(n -> ", reads " + Figures.compact(n))
                .orElse("");
        yield way + rows + node.constraint().map(c -> " · " + c).orElse("");
      }
      case TEMP_B_TREE -> "temp B-tree";
      case SUBQUERY -> node.correlated() ? "runs again for each outer row" : "runs once";
      case CO_ROUTINE -> "rows are passed on one by one";
      case MATERIALIZE -> "kept in a temp table";
      case COMPOUND, MULTI_INDEX_OR, VIRTUAL_TABLE, BLOOM_FILTER, CONSTANT_ROW, OTHER ->
          node.detail().toLowerCase(Locale.ROOT);
    };
  }

  private static Optional<Badge> badge(QueryPlan.Node node) {
    if (node.correlated()) {
      return Optional.of(new Badge("correlated", Badge.Kind.WARNING, Feather.ALERT_TRIANGLE));
    }
    if (node.automatic()) {
      return Optional.of(new Badge("auto index", Badge.Kind.WARNING, Feather.ALERT_TRIANGLE));
    }
    if (isFullScan(node)) {
      return Optional.of(new Badge("full scan", Badge.Kind.WARNING, Feather.ALERT_TRIANGLE));
    }
    if (node.covering()) {
      return Optional.of(new Badge("covering", Badge.Kind.OK, Feather.CHECK));
    }
    if (node.index().isPresent()) {
      return Optional.of(new Badge("index", Badge.Kind.OK, Feather.CHECK));
    }
    return node.kind() == QueryPlan.Kind.TEMP_B_TREE
        ? Optional.of(Badge.neutral("temp B-tree"))
        : Optional.empty();
  }

  /** A scan of a large table without an index. */
  static boolean isFullScan(QueryPlan.Node node) {
    return node.kind() == QueryPlan.Kind.SCAN
        && node.index().isEmpty()
        && node.table().isPresent()
        && node.tableRows().map(rows -> rows >= LARGE_TABLE_ROWS).orElse(false);
  }
}
