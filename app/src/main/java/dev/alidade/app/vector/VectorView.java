package dev.alidade.app.vector;

import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.format.Figures;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.SearchResults;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Left the query, centre the hits, right the selected document and what the search cost. */
final class VectorView extends BorderPane {
  private final VectorViewModel model;
  private final QueryColumn query;
  private final HitList hits;
  private final CollectionForm form;
  private final StackPane centre = new StackPane();
  private final Inspector inspector = new Inspector();
  private final HBox toolbar = new HBox();

  VectorView(VectorViewModel model) {
    this.model = model;
    query = new QueryColumn(model);
    hits = new HitList(model);
    form = new CollectionForm(model);
    toolbar.getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    setLeft(query);
    BorderPane work = new BorderPane(centre);
    work.setTop(toolbar);
    setCenter(work);
    setRight(inspector);
    model.answer().addListener((observed, was, is) -> show());
    model.failure().addListener((observed, was, is) -> show());
    model.creating().addListener((observed, was, is) -> show());
    model.searching().addListener((observed, was, is) -> showToolbar());
    model.collection().addListener((observed, was, is) -> show());
    model.selectedHit().addListener((observed, was, is) -> showHit(is));
    show();
  }

  void focusQuery() {
    query.focusQuery();
  }

  private void show() {
    centre.getChildren().setAll(state());
    showToolbar();
    showHit(model.selectedHit().get());
  }

  private Node state() {
    if (model.creating().get()) {
      return form;
    }
    Throwable failure = model.failure().get();
    if (failure != null) {
      return new ErrorState("Can't search", failure, "Search again", model::search);
    }
    if (model.collection().get() == null) {
      return new EmptyState(
          "No collection yet. Make one of a data set's text column to search it by meaning.",
          "Create collection",
          () -> {
            model.form().refresh();
            model.creating().set(true);
          });
    }
    Answer answer = model.answer().get();
    if (answer == null) {
      return new EmptyState("Write what you are looking for, then press Ctrl+Enter.");
    }
    if (answer.results().hits().isEmpty()) {
      return new EmptyState("Nothing matches. Take a filter away or ask for a lower score.");
    }
    return hits;
  }

  private void showToolbar() {
    Answer answer = model.answer().get();
    toolbar.getChildren().clear();
    if (model.searching().get()) {
      ProgressBar bar = new ProgressBar();
      bar.setPrefWidth(120);
      toolbar.getChildren().addAll(bar, Labels.muted("Searching"));
    } else if (answer != null && !model.creating().get()) {
      SearchResults results = answer.results();
      Label count = Labels.of(Figures.counted(results.hits().size(), "hit"), "al-strong");
      count.setId("hit-count");
      toolbar
          .getChildren()
          .addAll(
              count,
              Labels.muted("in"),
              Labels.of(
                  Figures.nanos((double) results.explanation().totalNanos()),
                  "al-mono",
                  "al-strong"),
              Section.gap(),
              Labels.small(results.explanation().note()));
    } else {
      toolbar
          .getChildren()
          .add(Labels.muted(model.creating().get() ? "New collection" : "No search yet"));
    }
  }

  private void showHit(SearchResults.@Nullable Hit hit) {
    Answer answer = model.answer().get();
    if (hit == null || answer == null || model.creating().get()) {
      inspector.close();
      return;
    }
    inspector.show(hit.id(), HitDetails.sections(hit, answer));
    inspector.besideHeading(HitDetails.similarButton(hit, model));
  }
}
