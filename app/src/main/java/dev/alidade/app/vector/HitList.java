package dev.alidade.app.vector;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Values;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.SearchResults;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Hits, best first: rank, text with marked words, metadata, score with its bar. */
final class HitList extends ListView<SearchResults.Hit> {
  private static final int METADATA_SHOWN = 4;
  private static final double RANK_WIDTH = 32;
  private static final double SCORE_WIDTH = 96;

  /** Padding of a cell at both sides, as in the style sheet. */
  private static final double SIDES = 24;

  private final VectorViewModel model;
  private HitRanks ranks = HitRanks.of(List.of());
  private final ObjectProperty<HitOrder> order = new SimpleObjectProperty<>(HitOrder.BY_SCORE);

  HitList(VectorViewModel model) {
    this.model = model;
    setId("hits");
    setAccessibleText("Hits");
    getStyleClass().addAll("al-list", "ruled", "al-hits");
    setCellFactory(view -> new HitCell());
    model.answer().addListener((observed, was, is) -> list());
    order.addListener((observed, was, is) -> list());
    getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (observed, was, is) -> {
              if (is != null) {
                model.selectedHit().set(is);
              }
            });
  }

  /** The order in which hits are listed. */
  ObjectProperty<HitOrder> order() {
    return order;
  }

  private void list() {
    Answer answer = model.answer().get();
    List<SearchResults.Hit> hits = answer == null ? List.of() : answer.results().hits();
    ranks = HitRanks.of(hits);
    getItems().setAll(order.get().sorted(hits));
    if (!getItems().isEmpty()) {
      getSelectionModel().select(0);
      scrollTo(0);
    }
  }

  private final class HitCell extends ListCell<SearchResults.Hit> {
    HitCell() {
      // As wide as the list: long words are cut, the list does not scroll sideways.
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(SearchResults.@Nullable Hit hit, boolean empty) {
      super.updateItem(hit, empty);
      setText(null);
      Answer answer = model.answer().get();
      if (empty || hit == null || answer == null) {
        setGraphic(null);
        return;
      }
      Label rank = Labels.of(String.valueOf(ranks.of(hit)), "al-mono", "al-muted");
      rank.setMinWidth(RANK_WIDTH);
      rank.setAlignment(Pos.TOP_RIGHT);
      Region text = MarkedText.of(hit.content(), answer.markedWords());
      VBox middle = new VBox(4);
      if (HitTitle.field(hit.metadata()).isPresent() || hit.content().isBlank()) {
        Label title = Labels.of(HitTitle.whole(hit), "al-strong");
        title.setMinWidth(0);
        middle.getChildren().add(title);
      }
      if (!hit.content().isBlank()) {
        middle.getChildren().add(text);
      }
      middle.getChildren().add(Labels.of(metadata(hit), "al-small", "al-muted"));
      middle.setMinWidth(0);
      HBox.setHgrow(middle, Priority.ALWAYS);
      Label score = Labels.mono(String.format(Locale.ROOT, "%.3f", hit.score()));
      score.getStyleClass().add("al-strong");
      Hyperlink similar = new Hyperlink("Find similar");
      similar.getStyleClass().add("al-small");
      similar.setOnAction(event -> model.findSimilar(hit));
      similar.visibleProperty().bind(selectedProperty().or(hoverProperty()));
      VBox right =
          new VBox(
              4,
              score,
              new ShareBar(
                  ScoreScale.of(answer).share(hit.score(), answer.results().hits()),
                  Badge.Kind.ACCENT),
              similar);
      right.setAlignment(Pos.TOP_RIGHT);
      right.setMinWidth(SCORE_WIDTH);
      right.setMaxWidth(SCORE_WIDTH);
      HBox row = new HBox(12, rank, middle, right);
      row.prefWidthProperty().bind(widthProperty().subtract(SIDES));
      setGraphic(row);
    }

    /** As high as the text is at this width; a cell by itself asks for the height of one line. */
    @Override
    protected double computePrefHeight(double width) {
      Node row = getGraphic();
      double wide = getWidth() > 0 ? getWidth() : HitList.this.getWidth();
      return row == null || wide <= SIDES
          ? super.computePrefHeight(width)
          : snappedTopInset() + snapSizeY(row.prefHeight(wide - SIDES)) + snappedBottomInset();
    }

    /** The id, then what else is known, each with its name. */
    private static String metadata(SearchResults.Hit hit) {
      Optional<String> title = HitTitle.field(hit.metadata());
      Stream<String> values =
          hit.metadata().entrySet().stream()
              .filter(entry -> !hit.id().equals(Values.copied(entry.getValue())))
              .filter(entry -> !title.equals(Optional.of(entry.getKey())))
              .limit(METADATA_SHOWN)
              .map(entry -> entry.getKey() + ": " + Values.shown(entry.getValue()));
      return Stream.concat(Stream.of(hit.id()), values).collect(Collectors.joining("   "));
    }
  }
}
