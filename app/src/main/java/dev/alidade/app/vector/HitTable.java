package dev.alidade.app.vector;

import dev.alidade.app.format.Values;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.SearchResults;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** Hits as a table: a column for each metadata field; a click on a head sorts. */
final class HitTable extends TableView<SearchResults.Hit> {
  private static final double RANK_WIDTH = 44;
  private static final double SCORE_WIDTH = 108;
  private static final double TITLE_WIDTH = 220;
  private static final double FIELD_WIDTH = 120;

  private final VectorViewModel model;

  /** What a cell shows; empty where a hit has no such field. */
  private record Held(Optional<Object> value) {}

  HitTable(VectorViewModel model) {
    this.model = model;
    setId("hit-table");
    setAccessibleText("Hits");
    model.answer().addListener((observed, was, is) -> show(is));
    show(model.answer().get());
    getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (observed, was, is) -> {
              if (is != null) {
                model.selectedHit().set(is);
              }
            });
  }

  private void show(@Nullable Answer answer) {
    List<SearchResults.Hit> hits = answer == null ? List.of() : answer.results().hits();
    HitRanks ranks = HitRanks.of(hits);
    getSortOrder().clear();
    getColumns().clear();
    if (answer != null) {
      getColumns()
          .add(column("#", RANK_WIDTH, true, hit -> Optional.of(ranks.of(hit)), this::shown));
      getColumns()
          .add(
              column(
                  ScoreScale.of(answer).label(),
                  SCORE_WIDTH,
                  true,
                  hit -> Optional.of(hit.score()),
                  score -> String.format(Locale.ROOT, "%.3f", ((Number) score).doubleValue())));
      getColumns()
          .add(
              column(
                  "Title",
                  TITLE_WIDTH,
                  false,
                  hit -> Optional.of(HitTitle.whole(hit)),
                  this::shown));
      getColumns().add(column("id", FIELD_WIDTH, false, hit -> Optional.of(hit.id()), this::shown));
      for (String field : HitOrder.fields(hits)) {
        getColumns()
            .add(
                column(
                    field,
                    FIELD_WIDTH,
                    hits.stream().anyMatch(hit -> hit.metadata().get(field) instanceof Number),
                    hit -> Optional.ofNullable(hit.metadata().get(field)),
                    this::shown));
      }
    }
    getItems().setAll(hits);
    SearchResults.Hit selected = model.selectedHit().get();
    if (selected != null) {
      getSelectionModel().select(selected);
    }
  }

  private String shown(Object value) {
    return Values.shown(value);
  }

  private static TableColumn<SearchResults.Hit, Held> column(
      String head,
      double width,
      boolean number,
      Function<SearchResults.Hit, Optional<Object>> value,
      Function<Object, String> shown) {
    TableColumn<SearchResults.Hit, Held> column = new TableColumn<>(head);
    column.setPrefWidth(width);
    if (number) {
      column.getStyleClass().add("al-number-column");
    }
    column.setComparator((a, b) -> HitOrder.compare(a.value(), b.value()));
    column.setCellValueFactory(
        row -> new SimpleObjectProperty<>(new Held(value.apply(row.getValue()))));
    column.setCellFactory(
        made ->
            new TableCell<>() {
              {
                getStyleClass().addAll(number ? List.of("al-cell-number") : List.of());
              }

              @Override
              protected void updateItem(@Nullable Held item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? null : item.value().map(shown).orElse(""));
              }
            });
    return column;
  }
}
