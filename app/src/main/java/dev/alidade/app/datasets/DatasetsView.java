package dev.alidade.app.datasets;

import dev.alidade.app.control.EmptyState;
import dev.alidade.app.control.ErrorState;
import dev.alidade.app.control.Inspector;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.table.DataStyles;
import dev.alidade.app.table.SideSplit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

/** List, rows and details side by side. */
final class DatasetsView extends BorderPane {
  private static final double LIST_WIDTH = 260;

  private final DatasetList list;
  private final RowsView rows;
  private final Inspector inspector;
  private final StackPane centre = new StackPane();
  private final Runnable openFile;
  private final DatasetActions actions;
  private final Consumer<String> loaded;
  private final Map<LargeFile, Node> largeViews = new WeakHashMap<>();

  DatasetsView(
      DatasetsViewModel model, DatasetActions actions, Runnable openFile, Preferences preferences) {
    this.openFile = openFile;
    this.actions = actions;
    this.loaded = model::select;
    DataStyles.dress(this);
    list = new DatasetList(model, actions);
    rows = new RowsView(model.rows(), model.column(), actions);
    inspector = new ColumnInspector(model.rows(), model.column()).view();
    BorderPane work = new BorderPane(centre);
    work.setRight(inspector);
    setCenter(new SideSplit(list, work, preferences, "datasets.list", LIST_WIDTH));
    model.selectedProperty().subscribe(this::show);
    model
        .selectedProperty()
        .subscribe(
            item -> {
              boolean whole = item.flatMap(DatasetItem::stream).isEmpty();
              inspector.setVisible(whole);
              inspector.setManaged(whole);
            });
  }

  void focusFirst() {
    list.focusSearch();
  }

  boolean escape() {
    if (inspector.isOpen()) {
      inspector.close();
      return true;
    }
    return false;
  }

  private void show(Optional<DatasetItem> item) {
    Node next = nodeFor(item);
    // The same node again would be taken out and put in, and so styled anew with all its cells.
    if (!centre.getChildren().equals(List.of(next))) {
      centre.getChildren().setAll(next);
    }
  }

  /** One view a file, so that it keeps its place. */
  private Node large(LargeFile file) {
    return largeViews.computeIfAbsent(
        file,
        made -> new LargeFileView(made, () -> actions.export(LargeFiles.nameOf(made)), loaded));
  }

  private Node nodeFor(Optional<DatasetItem> item) {
    if (item.isEmpty()) {
      return new EmptyState("No data set is open.", "Open file…", openFile);
    }
    if (item.get().stream().isPresent()) {
      return large(item.get().stream().get());
    }
    return switch (item.get().state()) {
      case READY -> rows;
      case LOADING -> new EmptyState("Reading " + item.get().name() + " again…");
      case UNAVAILABLE -> unavailable(item.get());
    };
  }

  private Node unavailable(DatasetItem item) {
    return new ErrorState(
        "Can't read " + item.name(),
        new SourceGone(item.problem().orElse("Its source " + item.source() + " is gone.")),
        "Open another file…",
        openFile);
  }

  /** Carries the catalogue's sentence into the card. */
  private static final class SourceGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceGone(String sentence) {
      super(sentence);
    }
  }
}
