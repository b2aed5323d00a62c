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
import dev.alidade.app.control.Tips;
import dev.alidade.app.format.Figures;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.SearchResults;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Left the query, centre the hits, right the selected document and what the search cost. */
final class VectorView extends BorderPane {
  private static final double ORDER_WIDTH = 104;

  /** A shorter piece of a note says nothing: the inspector has it whole. */
  private static final double READABLE_WIDTH = 140;

  private final VectorViewModel model;
  private final QueryColumn query;
  private final HitList hits;
  private final HitTable table;
  private final ComboBox<HitOrder> order;
  private final CollectionForm form;
  private final StackPane centre = new StackPane();
  private final Inspector inspector = new Inspector();
  private final HBox toolbar = new HBox();
  private final MapView map;
  private final ObservableValue<Palette> palette;
  private final Consumer<String> openDataset;
  private final Segmented<Way> way =
      new Segmented<>(List.of(Way.values()), Way::word)
          .withIcon(Way.LIST, Feather.LIST)
          .withIcon(Way.TABLE, Feather.GRID)
          .withIcon(Way.MAP, Feather.MAP);
  private final Segmented<Boolean> drag =
      new Segmented<>(List.of(false, true), draws -> draws ? "Lasso" : "Pan")
          .withIcon(false, Feather.MOVE)
          .withIcon(true, Feather.CIRCLE);

  /**
   * @param openDataset shows a data set by its name
   */
  VectorView(
      VectorViewModel model, ObservableValue<Palette> palette, Consumer<String> openDataset) {
    this.model = model;
    this.openDataset = openDataset;
    this.palette = palette;
    query = new QueryColumn(model, palette);
    hits = new HitList(model);
    map = new MapView(model.map(), model, palette);
    table = new HitTable(model);
    order = orders();
    way.valueProperty()
        .addListener(
            (observed, was, is) -> {
              model.map().shown().set(is == Way.MAP);
              show();
            });
    model
        .map()
        .shown()
        .addListener(
            (observed, was, is) -> {
              if (is != (way.valueProperty().get() == Way.MAP)) {
                way.valueProperty().set(is ? Way.MAP : Way.LIST);
              }
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
    TABLE("Table"),
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
    return way.valueProperty().get() == Way.TABLE ? table : hits;
  }

  /** What the list is ordered by; the table has its heads for that. */
  private ComboBox<HitOrder> orders() {
    ComboBox<HitOrder> box = new ComboBox<>();
    box.setId("hit-order");
    box.setPrefWidth(ORDER_WIDTH);
    box.setMinWidth(ORDER_WIDTH);
    box.setAccessibleText("Order of the hits");
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable HitOrder one) {
            return one == null ? "" : one.label();
          }

          @Override
          public @Nullable HitOrder fromString(String text) {
            return box.getValue();
          }
        });
    box.getItems().setAll(HitOrder.BY_SCORE);
    box.setValue(HitOrder.BY_SCORE);
    box.valueProperty()
        .addListener((observed, was, is) -> hits.order().set(is == null ? HitOrder.BY_SCORE : is));
    model
        .answer()
        .addListener(
            (observed, was, is) -> {
              List<HitOrder> all = HitOrder.of(is == null ? List.of() : is.results().hits());
              HitOrder chosen = box.getValue();
              box.getItems().setAll(all);
              box.setValue(all.contains(chosen) ? chosen : HitOrder.BY_SCORE);
            });
    return Buttons.compact(box);
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
      note.visibleProperty().bind(note.widthProperty().greaterThanOrEqualTo(READABLE_WIDTH));
      if (!note.getText().isEmpty()) {
        note.setTooltip(new Tooltip(note.getText()));
      }
      Label in = Labels.muted("in");
      for (Label whole : List.of(count, in, time)) {
        whole.setMinWidth(Region.USE_PREF_SIZE);
      }
      toolbar.getChildren().addAll(count, in, time, note);
      if (!onMap()) {
        toolbar.getChildren().add(Section.gap());
        if (way.valueProperty().get() == Way.LIST && model.comparison().get() == null) {
          toolbar.getChildren().add(order);
        }
        toolbar.getChildren().addAll(compareButton(), exportButton());
      }
    } else {
      toolbar.getChildren().add(Labels.muted("No search yet"));
    }
    if (onMap()) {
      Button picture = Buttons.flat("Export", Feather.DOWNLOAD, this::exportMap);
      picture.setId("export-map");
      picture.setMinWidth(Region.USE_PREF_SIZE);
      toolbar.getChildren().addAll(Section.gap(), drag, Buttons.compact(picture));
    }
  }

  private void useLasso() {
    model.lassoActions().useAsDataset(made -> openDataset.accept(made.name()));
  }

  private void exportIds() {
    VectorFileChooser.askFor(
            getScene().getWindow(), "Export ids", "Text, one id a line", collectionName(), ".txt")
        .ifPresent(model.lassoActions()::exportIds);
  }

  private void exportMap() {
    VectorFileChooser.askFor(
            getScene().getWindow(), "Export the map", "PNG", collectionName(), ".png")
        .ifPresent(this::writeMap);
  }

  /** Writes the map as it looks now. */
  void writeMap(Path file) {
    WritableImage image = map.picture();
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    model.lassoActions().writePicture(file, width, height, pixels);
  }

  private String collectionName() {
    CollectionInfo info = model.collection().get();
    return info == null ? "map" : info.name();
  }

  private Node compareButton() {
    boolean compares = model.comparison().get() != null;
    Button button =
        compares
            ? Buttons.flat("Back to hits", Feather.LIST, model::endComparison)
            : Buttons.flat("Compare", Feather.COLUMNS, model::compare);
    button.setId("compare");
    Tips.on(button, "The same search exact and by the cascade, side by side");
    button.setMinWidth(Region.USE_PREF_SIZE);
    return Buttons.compact(button);
  }

  private Node exportButton() {
    Button button = Buttons.icon(Feather.DOWNLOAD, "Export hits", this::exportHits);
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
      inspector.show(
          "Lasso",
          LassoDetails.sections(
              model.map(), model, palette.getValue(), this::useLasso, this::exportIds));
      inspector.besideHeading(Badge.neutral("%,d of %,d".formatted(inside, points.size())));
    } else if (hit == null) {
      inspector.close();
    } else {
      inspector.show(
          HitTitle.of(hit),
          HitDetails.sections(
              hit, Double.isNaN(hit.score()) ? null : model.answer().get(), model.scores().get()));
      inspector.besideHeading(HitDetails.similarButton(hit, model));
    }
  }
}
