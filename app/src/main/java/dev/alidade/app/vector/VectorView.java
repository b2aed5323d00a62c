package dev.alidade.app.vector;

import dev.alidade.app.chart.Palette;
import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.Segmented;
import dev.alidade.app.format.Figures;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.SearchResults;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** Left the query, centre the hits, right the selected document and what the search cost. */
final class VectorView extends BorderPane {
  private final VectorViewModel model;
  private final QueryColumn query;
  private final HitList hits;
  private final CollectionForm form;
  private final StackPane centre = new StackPane();
  private final Inspector inspector = new Inspector();
  private final HBox toolbar = new HBox();
  private final MapView map;
  private final ObservableValue<Palette> palette;
  private final Segmented<Way> way =
      new Segmented<>(List.of(Way.values()), Way::word)
          .withIcon(Way.LIST, Feather.LIST)
          .withIcon(Way.MAP, Feather.MAP);
  private final Segmented<Boolean> drag =
      new Segmented<>(List.of(false, true), draws -> draws ? "Lasso" : "Pan")
          .withIcon(false, Feather.MOVE)
          .withIcon(true, Feather.CIRCLE);

  VectorView(VectorViewModel model, ObservableValue<Palette> palette) {
    this.model = model;
    this.palette = palette;
    query = new QueryColumn(model, palette);
    hits = new HitList(model);
    map = new MapView(model.map(), model, palette);
    way.valueProperty().addListener((observed, was, is) -> model.map().shown().set(is == Way.MAP));
    model
        .map()
        .shown()
        .addListener(
            (observed, was, is) -> {
              way.valueProperty().set(is ? Way.MAP : Way.LIST);
              show();
            });
    drag.valueProperty().addListener((observed, was, is) -> map.lassoing().set(is));
    model.map().lassoed().addListener((observed, was, is) -> showDetails());
    model.map().colouring().addListener((observed, was, is) -> showDetails());
    form = new CollectionForm(model);
    toolbar.getStyleClass().addAll("al-toolbar", "al-toolbar-44");
    setLeft(query);
    BorderPane work = new BorderPane(centre);
    work.setTop(toolbar);
    setCenter(work);
    setRight(inspector);
    model.answer().addListener((observed, was, is) -> show());
    model.comparison().addListener((observed, was, is) -> show());
    model.failure().addListener((observed, was, is) -> show());
    model.creating().addListener((observed, was, is) -> show());
    model.searching().addListener((observed, was, is) -> showToolbar());
    model.collection().addListener((observed, was, is) -> show());
    model.selectedHit().addListener((observed, was, is) -> showDetails());
    model.scores().addListener((observed, was, is) -> showDetails());
    show();
  }

  /** How the centre shows the collection. */
  private enum Way {
    LIST("List"),
    MAP("Map");

    private final String word;

    Way(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  void focusQuery() {
    query.focusQuery();
  }

  private void show() {
    centre.getChildren().setAll(state());
    showToolbar();
    showDetails();
  }

  private boolean onMap() {
    return model.map().shown().get();
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
    if (onMap()) {
      return map;
    }
    Answer answer = model.answer().get();
    if (answer == null) {
      return new EmptyState("Write what you are looking for, then press Ctrl+Enter.");
    }
    Comparison comparison = model.comparison().get();
    if (comparison != null) {
      return new ComparisonView(model, comparison);
    }
    if (answer.results().hits().isEmpty()) {
      return new EmptyState("Nothing matches. Take a filter away or ask for a lower score.");
    }
    return hits;
  }

  private void showToolbar() {
    Answer answer = model.answer().get();
    toolbar.getChildren().clear();
    if (model.creating().get()) {
      toolbar.getChildren().add(Labels.muted("New collection"));
      return;
    }
    if (model.collection().get() != null) {
      toolbar.getChildren().add(way);
    }
    if (model.searching().get()) {
      ProgressBar bar = new ProgressBar();
      bar.setPrefWidth(120);
      toolbar
          .getChildren()
          .addAll(
              bar,
              Labels.muted("Searching"),
              Buttons.compact(Buttons.plain("Cancel", model::cancelSearch)));
    } else if (answer != null) {
      SearchResults results = answer.results();
      Label count = Labels.of(Figures.counted(results.hits().size(), "hit"), "al-strong");
      count.setId("hit-count");
      Label time =
          Labels.of(
              Figures.nanos((double) results.explanation().totalNanos()), "al-mono", "al-strong");
      time.setId("search-time");
      Label note = Labels.small(results.explanation().note());
      note.setMinWidth(0);
      if (!note.getText().isEmpty()) {
        note.setTooltip(new Tooltip(note.getText()));
      }
      toolbar.getChildren().addAll(count, Labels.muted("in"), time, note);
      if (!onMap()) {
        toolbar.getChildren().addAll(Section.gap(), compareButton(), exportButton());
      }
    } else {
      toolbar.getChildren().add(Labels.muted("No search yet"));
    }
    if (onMap()) {
      toolbar.getChildren().addAll(Section.gap(), drag);
    }
  }

  private Node compareButton() {
    boolean compares = model.comparison().get() != null;
    Button button =
        compares
            ? Buttons.flat("Back to hits", Feather.LIST, model::endComparison)
            : Buttons.flat("Exact vs cascade", Feather.COLUMNS, model::compare);
    button.setId("compare");
    button.setMinWidth(Region.USE_PREF_SIZE);
    return Buttons.compact(button);
  }

  private Node exportButton() {
    Button button = Buttons.flat("Export", Feather.DOWNLOAD, this::exportHits);
    button.setId("export-hits");
    button.setMinWidth(Region.USE_PREF_SIZE);
    return Buttons.compact(button);
  }

  private void exportHits() {
    VectorFileChooser.ask(getScene().getWindow(), "Export hits", "hits")
        .ifPresent(model.actions()::exportHits);
  }

  private void showDetails() {
    SearchResults.Hit hit = model.selectedHit().get();
    Projection points = model.map().projection().get();
    int inside = model.map().lassoed().get().length;
    if (model.creating().get()) {
      inspector.close();
    } else if (onMap() && inside > 0 && points != null) {
      inspector.show("Lasso", LassoDetails.sections(model.map(), model, palette.getValue()));
      inspector.besideHeading(Badge.neutral("%,d of %,d".formatted(inside, points.size())));
    } else if (hit == null) {
      inspector.close();
    } else {
      inspector.show(
          hit.id(),
          HitDetails.sections(
              hit, Double.isNaN(hit.score()) ? null : model.answer().get(), model.scores().get()));
      inspector.besideHeading(HitDetails.similarButton(hit, model));
    }
  }
}
