package dev.alidade.app.vector;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.vector.SearchResults;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Exact hits at the left, those of the cascade at the right, and which of them differ. */
final class ComparisonView extends BorderPane {
  private static final double RANK_WIDTH = 40;
  private static final double GAP = 24;
  private static final double SCORE_WIDTH = 56;
  private static final double MARK_WIDTH = 60;
  private static final double SIDES = 32;
  private static final double SCROLL_BAR = 10;

  private final VectorViewModel model;

  ComparisonView(VectorViewModel model, Comparison comparison) {
    this.model = model;
    ListView<Comparison.Line> lines = new ListView<>();
    lines.setId("comparison");
    lines.setAccessibleText("Exact hits beside those of the cascade");
    lines.getStyleClass().addAll("al-list", "ruled");
    lines.setCellFactory(view -> new LineCell());
    lines.getItems().setAll(comparison.lines());
    lines.getSelectionModel().selectedItemProperty().addListener((observed, was, is) -> select(is));
    setTop(new VBox(summary(comparison), heads(comparison)));
    setCenter(lines);
  }

  private void select(Comparison.@Nullable Line line) {
    if (line != null) {
      SearchResults.Hit hit = line.exact() == null ? line.quick() : line.exact();
      model.selectedHit().set(hit);
    }
  }

  private static Node summary(Comparison comparison) {
    int hits = comparison.exact().hits().size();
    Label words =
        Labels.of(
            comparison.byKeywords()
                ? "Both answered by keywords: no vectors were compared."
                : comparison.bothExact()
                    ? "No faster way is known to reach this recall here: both compared everything."
                    : "The cascade found %d of %d exact hits, %s."
                        .formatted(comparison.found(), hits, speed(comparison.speedUp())),
            "al-strong");
    words.setId("comparison-summary");
    words.setWrapText(true);
    VBox box = new VBox(words);
    box.setPadding(new Insets(12, 16, 8, 16));
    return box;
  }

  private static String speed(double speedUp) {
    return speedUp >= 1
        ? Figures.times(speedUp) + " faster"
        : Figures.times(1 / speedUp) + " slower";
  }

  private static Node heads(Comparison comparison) {
    HBox heads =
        new HBox(GAP, head("Exact", comparison.exact()), head("Cascade", comparison.quick()));
    heads.setPadding(new Insets(0, 16 + SCROLL_BAR, 8, 16 + RANK_WIDTH));
    heads.getStyleClass().add("al-ruled-below");
    return heads;
  }

  private static Node head(String title, SearchResults results) {
    Label way = Labels.of(results.explanation().plan(), "al-mono", "al-small", "al-muted");
    way.setMinWidth(0);
    Label time = Labels.mono(Figures.nanos(Comparison.scanNanos(results)));
    time.setMinWidth(Region.USE_PREF_SIZE);
    HBox first =
        new HBox(
            8,
            Labels.caption(title),
            Badge.of(results.explanation().path().used()),
            Section.gap(),
            time);
    first.setAlignment(Pos.CENTER_LEFT);
    VBox head = new VBox(2, first, way);
    head.setPrefWidth(0);
    head.setMinWidth(0);
    HBox.setHgrow(head, Priority.ALWAYS);
    return head;
  }

  private static final class LineCell extends ListCell<Comparison.Line> {
    LineCell() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(Comparison.@Nullable Line line, boolean empty) {
      super.updateItem(line, empty);
      setText(null);
      if (empty || line == null) {
        setGraphic(null);
        return;
      }
      Label rank = Labels.of(Integer.toString(line.rank()), "al-mono", "al-small", "al-muted");
      rank.setMinWidth(RANK_WIDTH);
      Node exact = side(line.exact(), line.missed() ? "missed" : "");
      Node quick = side(line.quick(), line.extra() ? "extra" : "");
      HBox.setMargin(quick, new Insets(0, 0, 0, GAP));
      HBox row = new HBox(rank, exact, quick);
      row.setAlignment(Pos.CENTER_LEFT);
      row.prefWidthProperty().bind(widthProperty().subtract(SIDES));
      row.setMaxWidth(Region.USE_PREF_SIZE);
      setGraphic(row);
    }

    private static Node side(SearchResults.@Nullable Hit hit, String mark) {
      HBox side = new HBox(8);
      side.setAlignment(Pos.CENTER_LEFT);
      side.setPrefWidth(0);
      side.setMinWidth(0);
      HBox.setHgrow(side, Priority.ALWAYS);
      if (hit == null) {
        side.getChildren().add(Labels.small(Figures.NONE));
        return side;
      }
      String words = hit.content().isBlank() ? HitTitle.of(hit) : hit.content();
      Label text = Labels.of(words.lines().findFirst().orElse(hit.id()));
      text.setMinWidth(0);
      Label score = Labels.mono(String.format(Locale.ROOT, "%.3f", hit.score()));
      score.setMinWidth(SCORE_WIDTH);
      score.setAlignment(Pos.CENTER_RIGHT);
      side.getChildren().addAll(List.of(text, Section.gap()));
      if (!mark.isEmpty()) {
        Badge badge =
            new Badge(mark, mark.equals("missed") ? Badge.Kind.WARNING : Badge.Kind.ACCENT, null);
        badge.setMinWidth(MARK_WIDTH);
        side.getChildren().add(badge);
      }
      side.getChildren().add(score);
      return side;
    }
  }
}
