package dev.alidade.app.vector;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.shell.Notices;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.SearchResults;
import java.nio.file.Path;

/** What is done to a whole collection: deleting, embedding anew, exporting. */
final class CollectionActions {
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final VectorViewModel search;

  CollectionActions(
      WasmServices engine, BackgroundTasks tasks, Notices notices, VectorViewModel search) {
    this.engine = engine;
    this.tasks = tasks;
    this.notices = notices;
    this.search = search;
  }

  void drop() {
    CollectionInfo info = search.collection().get();
    if (info == null) {
      return;
    }
    tasks
        .task(
            "Delete collection " + info.name(),
            progress -> {
              engine.vectorSearch().dropCollection(info.name());
              return info.name();
            })
        .onDone(
            name -> {
              notices.info("Deleted the collection " + name + ".");
              search.refresh();
            })
        .start();
  }

  /** Makes the vectors anew of the texts, by this computer's model. */
  void embedAgain() {
    CollectionInfo info = search.collection().get();
    if (info == null) {
      return;
    }
    tasks
        .task(
            "Embed " + info.name() + " again",
            progress -> engine.vectorSearch().reembed(info.name(), progress).info())
        .onDone(
            made -> {
              notices.info(
                  "The vectors of %s were made by %s, %d dimensions."
                      .formatted(made.name(), made.embedder(), made.dimensions()));
              search.select(made.name());
            })
        .start();
  }

  void exportCollection(Path file) {
    CollectionInfo info = search.collection().get();
    if (info == null) {
      return;
    }
    tasks
        .task(
            "Export " + info.name(),
            progress -> {
              engine.vectorSearch().collection(info.name()).export(file, true, progress);
              return info.size();
            })
        .onDone(count -> notices.info("Exported %,d documents to %s.".formatted(count, file)))
        .start();
  }

  void exportHits(Path file) {
    CollectionInfo info = search.collection().get();
    Answer answer = search.answer().get();
    if (info == null || answer == null) {
      return;
    }
    SearchResults hits = answer.results();
    tasks
        .task(
            "Export hits",
            progress -> {
              engine.vectorSearch().collection(info.name()).exportHits(hits, file, true);
              return hits.hits().size();
            })
        .onDone(count -> notices.info("Exported %,d hits to %s.".formatted(count, file)))
        .start();
  }
}
