package dev.alidade.app.sql;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.sql.PlanComparison;
import dev.alidade.engine.sql.PlanComparison.Change;
import dev.alidade.engine.sql.PlanComparison.Pair;
import dev.alidade.engine.sql.QueryPlan;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/**
 * The nodes of two plans in rows: left and right what belongs together, between them the change.
 */
final class ComparedNodes extends GridPane {
  static final double MIDDLE_WIDTH = 88;
  private static final double INDENT = 8;

  /** The colours of what was and of what is: better, worse, or who knows. */
  private enum Tone {
    BETTER("al-warn", "al-ok", "al-text-ok"),
    WORSE("al-ok", "al-warn", "al-text-warn"),
    OPEN("al-compare-changed", "al-compare-changed", "al-text-accent");

    private final String before;
    private final String after;
    private final String word;

    Tone(String before, String after, String word) {
      this.before = before;
      this.after = after;
      this.word = word;
    }

    static Tone of(PlanComparison comparison) {
      double ratio = comparison.stepsRatio().orElse(1.0);
      return ratio > 1 ? BETTER : ratio < 1 ? WORSE : OPEN;
    }
  }

  private final Tone tone;
  private int row;

  ComparedNodes(PlanComparison comparison) {
    tone = Tone.of(comparison);
    setHgap(8);
    setVgap(8);
    add(comparison.roots(), 0);
  }

  private void add(List<Pair> pairs, int depth) {
    for (Pair pair : pairs) {
      Label word =
          Labels.of(
              word(pair),
              "al-small",
              "al-strong",
              pair.change() == Change.SAME ? "al-muted" : tone.word);
      word.setMinWidth(MIDDLE_WIDTH);
      word.setMaxWidth(MIDDLE_WIDTH);
      word.setWrapText(true);
      word.setTextAlignment(TextAlignment.CENTER);
      word.setAlignment(Pos.CENTER);
      if (!pair.difference().isEmpty()) {
        Tips.on(word, pair.difference());
      }
      addRow(
          row++,
          side(pair.before(), pair, depth, tone.before),
          word,
          side(pair.after(), pair, depth, tone.after));
      add(pair.children(), depth + 1);
    }
  }

  private static String word(Pair pair) {
    Optional<Long> before = pair.before().flatMap(PlanWords::rows);
    Optional<Long> after = pair.after().flatMap(PlanWords::rows);
    if (pair.change() == Change.CHANGED
        && before.isPresent()
        && after.isPresent()
        && !before.equals(after)) {
      double ratio = (double) before.get() / Math.max(1, after.get());
      return ratio >= 1 ? "rows ÷ " + Figures.number(ratio) : "rows × " + Figures.number(1 / ratio);
    }
    return switch (pair.change()) {
      case SAME -> "same";
      case CHANGED -> pair.difference().isEmpty() ? "changed" : pair.difference();
      case MOVED -> "moved";
      case ADDED -> "new";
      case REMOVED -> "gone";
    };
  }

  private static Node side(Optional<QueryPlan.Node> node, Pair pair, int depth, String changed) {
    VBox card = new VBox(4);
    card.getStyleClass().addAll("al-card", "al-compare-card");
    if (node.isEmpty()) {
      card.getStyleClass().add("al-compare-none");
      card.getChildren().add(Labels.small("not in this plan"));
    } else {
      if (pair.change() != Change.SAME) {
        card.getStyleClass().add(changed);
      }
      fill(card, node.get());
    }
    card.setPrefWidth(0);
    card.setMinWidth(0);
    GridPane.setHgrow(card, Priority.ALWAYS);
    GridPane.setMargin(card, new Insets(0, 0, 0, depth * INDENT));
    return card;
  }

  private static void fill(VBox card, QueryPlan.Node node) {
    Label operation = Labels.of(PlanWords.operation(node), "al-strong");
    operation.setMinWidth(USE_PREF_SIZE);
    Label object = Labels.mono(PlanWords.object(node));
    object.setMinWidth(0);
    HBox head = new HBox(6, operation, object, Section.gap());
    head.setAlignment(Pos.CENTER_LEFT);
    PlanWords.mark(node).ifPresent(mark -> head.getChildren().add(PlanCard.badge(mark)));
    Label detail = Labels.of(node.detail(), "al-mono", "al-small", "al-muted");
    detail.setMinWidth(0);
    Tips.on(detail, node.detail());
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
