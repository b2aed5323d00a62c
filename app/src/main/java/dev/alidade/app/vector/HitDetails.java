package dev.alidade.app.vector;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.format.Values;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A hit's text and metadata, and where the time of its search went. */
final class HitDetails {
  private HitDetails() {}

  /**
   * @param answer the search that found it; null for a document that was picked on the map
   * @param scores of all documents, once they are counted
   */
  static Node[] sections(
      SearchResults.Hit hit,
      @Nullable Answer answer,
      Optional<VectorCollection.ScoreHistogram> scores) {
    List<Node> sections = new ArrayList<>();
    sections.add(
        new Section(
            MarkedText.of(hit.content(), answer == null ? List.of() : answer.markedWords())));
    sections.add(metadata(hit));
    if (answer == null) {
      return sections.toArray(Node[]::new);
    }
    SearchResults.Explanation why = answer.results().explanation();
    sections.add(
        Section.of(
            "Where the time went",
            Labels.mono(Figures.nanos((double) why.totalNanos())),
            new StageWaterfall(why)));
    sections.add(path(why));
    scores.ifPresent(
        counted ->
            sections.add(
                Section.titled("Scores of the whole collection", new ScoreChart(counted, answer))));
    return sections.toArray(Node[]::new);
  }

  static Node similarButton(SearchResults.Hit hit, VectorViewModel model) {
    Button button = Buttons.plain("Find similar", Feather.TARGET, () -> model.findSimilar(hit));
    return Buttons.compact(button);
  }

  private static Node metadata(SearchResults.Hit hit) {
    List<Node> rows = new ArrayList<>();
    rows.add(Section.row("id", hit.id()));
    hit.metadata()
        .forEach(
            (name, value) -> {
              Label shown = Labels.of(Values.shown(value), "al-mono", "al-small");
              shown.setTooltip(new Tooltip(Values.copied(value)));
              rows.add(Section.row(name, shown));
            });
    if (!Double.isNaN(hit.score())) {
      rows.add(Section.row("score", String.format(Locale.ROOT, "%.6f", hit.score())));
    }
    return Section.titled("Metadata", rows.toArray(Node[]::new));
  }

  private static Node path(SearchResults.Explanation why) {
    Label reason = Labels.small(why.path().reason());
    reason.setWrapText(true);
    HBox head = new HBox(8, Badge.of(why.path().used()), reason);
    head.setAlignment(Pos.CENTER_LEFT);
    VBox rows = new VBox(4);
    rows.getChildren()
        .addAll(
            Section.row("Rows scanned", Figures.count(why.rowsScanned())),
            Section.row("Candidates rescored", Figures.count(why.candidates())),
            Section.row("Kept by the filter", Figures.percent(why.selectivity())),
            Section.row("Recall", SearchWay.recall(why)));
    if (!why.note().isEmpty()) {
      Label note = Labels.small(why.note());
      note.setWrapText(true);
      rows.getChildren().add(note);
    }
    return new Section(head, rows);
  }
}
