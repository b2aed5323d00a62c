package dev.alidade.app.vector;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.CollectionInfo;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Which collections there are, and which one is searched. */
final class CollectionChoice {
  /** Setting of the workspace that holds the last choice. */
  static final String LAST = "vector.collection";

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final ObservableList<CollectionInfo> all = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable CollectionInfo> chosen = new SimpleObjectProperty<>();

  CollectionChoice(WasmServices engine, BackgroundTasks tasks) {
    this.engine = engine;
    this.tasks = tasks;
  }

  ObservableList<CollectionInfo> all() {
    return all;
  }

  ObjectProperty<@Nullable CollectionInfo> chosen() {
    return chosen;
  }

  /** Reads the list again and keeps the choice where it still exists. */
  void refresh() {
    CollectionInfo now = chosen.get();
    list(now == null ? "" : now.name());
  }

  /**
   * Reads the list again and chooses from it.
   *
   * @param wanted a name; where it is empty, the choice of the last session
   */
  void list(String wanted) {
    tasks
        .task(
            "List collections",
            progress ->
                new Listing(
                    engine.vectorSearch().collections(),
                    wanted.isEmpty() ? engine.workspace().setting(LAST).orElse("") : wanted))
        .quietly()
        .replacing(all)
        .onDone(this::show)
        .start();
  }

  private void show(Listing listing) {
    List<CollectionInfo> found = listing.collections();
    all.setAll(found);
    chosen.set(
        found.stream()
            .filter(info -> info.name().equals(listing.chosen()))
            .findFirst()
            .orElse(found.isEmpty() ? null : found.getFirst()));
  }

  /**
   * @param chosen name of the collection to show; may be gone
   */
  private record Listing(List<CollectionInfo> collections, String chosen) {}
}
