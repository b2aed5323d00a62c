package dev.alidade.app.vector;

import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How the scores of all documents lie, and among them the hits. */
final class ScoreChart extends VBox {
  private static final double HEIGHT = 56;

  private final VectorCollection.ScoreHistogram scores;
  private final List<SearchResults.Hit> hits;
  private final OptionalDouble least;
  private final Pane plot = new Pane();

  /**
   * @param scores by which vectors are compared
   */
  ScoreChart(VectorCollection.ScoreHistogram scores, Answer answer) {
    super(4);
    this.scores = scores;
    // Reciprocal ranks have no place on an axis of cosines.
    boolean fused = ScoreScale.of(answer) == ScoreScale.RANKS;
    this.hits = fused ? List.of() : answer.results().hits();
    this.least = answer.least();
    plot.setPrefHeight(HEIGHT);
    plot.setMinHeight(HEIGHT);
    plot.widthProperty().addListener((observed, was, is) -> draw(is.doubleValue()));
    HBox ends =
        new HBox(
            Labels.of(Figures.number(scores.min()), "al-mono", "al-small", "al-muted"),
            Section.gap(),
            Labels.small(ScoreScale.of(answer.searched().metric()).label()),
            Section.gap(),
            Labels.of(Figures.number(scores.max()), "al-mono", "al-small", "al-muted"));
    Region dot = new Region();
    dot.getStyleClass().addAll("al-dot", "square", "accent");
    HBox legend =
        fused
            ? new HBox(6, Labels.small("Hits are ordered by ranks, not by this score"))
            : new HBox(6, dot, Labels.small(Figures.counted(hits.size(), "hit")));
    legend.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    least.ifPresent(
        score -> {
          Region line = new Region();
          line.getStyleClass().add("al-legend-median");
          legend
              .getChildren()
              .addAll(line, Labels.small("score at least " + Figures.number(score)));
        });
    getChildren().addAll(plot, ends, legend);
    setAccessibleText("Histogram of the scores of the whole collection");
  }

  private void draw(double width) {
    plot.getChildren().clear();
    long most = Arrays.stream(scores.counts()).max().orElse(0);
    if (most == 0 || width <= 0) {
      return;
    }
    double step = width / scores.counts().length;
    for (int bin = 0; bin < scores.counts().length; bin++) {
      double height = HEIGHT * scores.counts()[bin] / most;
      plot.getChildren()
          .add(bar(bin * step, HEIGHT - height, Math.max(1, step - 1), height, "al-bar-soft"));
    }
    double range = Math.max(1e-12, scores.max() - scores.min());
    for (SearchResults.Hit hit : hits) {
      double at = Math.clamp((hit.score() - scores.min()) / range, 0, 1) * (width - 1);
      plot.getChildren().add(bar(at, HEIGHT - 14, 1, 14, "al-hit-mark"));
    }
    if (least.isPresent()
        && least.getAsDouble() >= scores.min()
        && least.getAsDouble() <= scores.max()) {
      double at = (least.getAsDouble() - scores.min()) / range * (width - 1);
      plot.getChildren().add(bar(at, 0, 1, HEIGHT, "al-score-least"));
    }
  }

  private static Region bar(double x, double y, double width, double height, String styleClass) {
    Region bar = new Region();
    bar.getStyleClass().add(styleClass);
    bar.setManaged(false);
    bar.resizeRelocate(x, y, width, height);
    return bar;
  }
}
