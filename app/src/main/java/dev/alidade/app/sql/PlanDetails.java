package dev.alidade.app.sql;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.QueryAnalysis;
import dev.alidade.engine.sql.QueryPlan;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What is known of one node of a plan, for the inspector. */
final class PlanDetails {
  private PlanDetails() {}

  /**
   * @param later terms that are checked after a row was read, where that is known
   */
  static Node[] sections(
      QueryPlan.Node node, Outcome outcome, List<String> later, @Nullable QueryAnalysis analysis) {
    List<Node> sections = new ArrayList<>();
    if (analysis != null) {
      analysis.warnings().stream()
          .filter(warning -> warning.nodeId() == node.id())
          .forEach(warning -> sections.add(new Section(warning(warning))));
    }
    List<Node> rows = new ArrayList<>();
    node.tableRows().ifPresent(n -> rows.add(Section.row("Rows of the table", Figures.count(n))));
    node.estimatedRows()
        .ifPresent(n -> rows.add(Section.row("Rows, planner's estimate", Figures.count(n))));
    rows.add(
        Section.row(
            "Planner cost",
            node.costShare().isPresent()
                ? Figures.percent(node.costShare().getAsDouble()) + " of all loops"
                : "SQLite gives none"));
    node.selectivity()
        .ifPresent(share -> rows.add(Section.row("Selectivity", Figures.percent(share))));
    node.tableBytes().ifPresent(n -> rows.add(Section.row("Table size", Figures.bytes(n))));
    rows.add(Section.row("Index used", node.index().orElse("none")));
    node.indexBytes().ifPresent(n -> rows.add(Section.row("Index size", Figures.bytes(n))));
    node.constraint().ifPresent(terms -> rows.add(Section.row("Constraint", terms)));
    rows.add(Section.row("Covering", node.covering() ? "yes" : "no"));
    sections.add(new Section(rows.toArray(Node[]::new)));
    if (!later.isEmpty()) {
      Label terms = Labels.of(String.join("\n", later), "al-mono", "al-small");
      terms.setWrapText(true);
      terms.setMinHeight(VBox.USE_PREF_SIZE);
      sections.add(Section.titled("Filter applied after reading", terms));
    }
    outcome
        .plan()
        .ifPresent(
            plan -> {
              Label text = Labels.of(plan.text(), "al-mono", "al-small");
              sections.add(Section.titled("As SQLite prints it", text));
            });
    return sections.toArray(Node[]::new);
  }

  /** An orange card with a title, its evidence and what to do. */
  static Node warning(QueryAnalysis.Warning warning) {
    Label evidence = Labels.of(warning.evidence(), "al-small");
    Label remedy = Labels.of(warning.remedy(), "al-small");
    for (Label label : List.of(evidence, remedy)) {
      label.setWrapText(true);
      label.setMinHeight(VBox.USE_PREF_SIZE);
    }
    VBox card =
        new VBox(
            4,
            new Badge(warning.title(), Badge.Kind.WARNING, Feather.ALERT_TRIANGLE),
            evidence,
            remedy);
    card.getStyleClass().add("al-warning-card");
    return card;
  }
}
