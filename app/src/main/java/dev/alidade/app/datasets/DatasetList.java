package dev.alidade.app.datasets;

import dev.alidade.app.control.Badge;
import dev.alidade.app.control.Buttons;
import dev.alidade.app.control.Labels;
import dev.alidade.app.control.SearchField;
import dev.alidade.app.control.Section;
import dev.alidade.app.control.ShareBar;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The left column: search, the data sets, what is being opened, and the memory they take. */
final class DatasetList extends VBox {
  /** Cards of files that load; 800 pixels have room for so many. */
  private static final int MOST_LOADS = 2;

  private final DatasetsViewModel model;
  private final SearchField search = new SearchField("dataset-search", "Find a data set");
  private final ListView<DatasetItem> list;
  private boolean following;

  DatasetList(DatasetsViewModel model, DatasetActions actions) {
    this.model = model;
    getStyleClass().add("al-left");
    list = new ListView<>(model.items());
    list.setId("dataset-list");
    list.getStyleClass().addAll("al-list", "two-lines");
    list.setAccessibleText("Data sets");
    search.textProperty().bindBidirectional(model.searchProperty());
    list.setCellFactory(view -> new DatasetCell(actions));
    Label none = Labels.muted("");
    none.textProperty()
        .bind(
            model
                .searchProperty()
                .map(
                    words ->
                        words.isBlank()
                            ? "No data set yet."
                            : "No name contains “" + words + "”."));
    none.setWrapText(true);
    list.setPlaceholder(none);
    list.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.DELETE) {
            model.selectedName().ifPresent(actions::remove);
          }
        });
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(search, list, loads(), memory());
    list.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (observed, was, is) -> {
              if (is != null && !following) {
                model.select(is.name());
              }
            });
    model.selectedProperty().subscribe(this::follow);
    model
        .items()
        .addListener(
            (ListChangeListener<DatasetItem>) change -> follow(model.selectedProperty().get()));
  }

  void focusSearch() {
    search.focus();
  }

  private void follow(Optional<DatasetItem> selected) {
    following = true;
    if (selected.isPresent() && model.items().contains(selected.get())) {
      list.getSelectionModel().select(selected.get());
    } else {
      list.getSelectionModel().clearSelection();
    }
    following = false;
  }

  private VBox loads() {
    VBox box = new VBox();
    model
        .loading()
        .addListener(
            (ListChangeListener<BackgroundTask>)
                change -> box.getChildren().setAll(loadCards(model.loading())));
    return box;
  }

  /** The first few as cards, the others as a number: the list must not push the window apart. */
  private static List<Region> loadCards(List<BackgroundTask> loading) {
    List<Region> cards = new ArrayList<>();
    loading.stream().limit(MOST_LOADS).map(DatasetList::load).forEach(cards::add);
    if (loading.size() > MOST_LOADS) {
      Label more = Labels.small("and " + (loading.size() - MOST_LOADS) + " more");
      VBox rest = new VBox(more);
      rest.getStyleClass().addAll("al-section", "al-load");
      cards.add(rest);
    }
    return cards;
  }

  private static Region load(BackgroundTask task) {
    Label title = Labels.of(task.title(), "al-medium");
    title.setMinWidth(0);
    HBox first =
        new HBox(
            8,
            title,
            Section.gap(),
            Buttons.icon(Feather.X, "Cancel " + task.title(), task::cancel));
    first.setAlignment(Pos.CENTER_LEFT);
    ProgressBar bar = new ProgressBar();
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.progressProperty().bind(task.fractionProperty());
    Label message = Labels.small("");
    message.textProperty().bind(task.messageProperty());
    VBox box = new VBox(4, first, bar, message);
    box.getStyleClass().addAll("al-section", "al-load");
    return box;
  }

  private VBox memory() {
    Label figures = Labels.of("", "al-mono", "al-small");
    figures.setId("memory-figures");
    ShareBar bar = new ShareBar(0, Badge.Kind.WASM);
    Label sentence = Labels.small("");
    sentence.setWrapText(true);
    sentence.setMinHeight(USE_PREF_SIZE);
    HBox first = new HBox(8, Labels.caption("Memory"), Section.gap(), figures);
    first.setAlignment(Pos.CENTER_LEFT);
    VBox box = new VBox(8, first, bar, sentence);
    box.getStyleClass().add("al-list-foot");
    model
        .memoryProperty()
        .subscribe(
            memory ->
                memory.ifPresent(
                    now -> {
                      figures.setText(
                          Figures.bytes(now.usedBytes())
                              + " of "
                              + Figures.bytes(now.limitBytes()));
                      bar.shareProperty().set(now.share());
                      sentence.setText(now.sentence());
                    }));
    return box;
  }
}
