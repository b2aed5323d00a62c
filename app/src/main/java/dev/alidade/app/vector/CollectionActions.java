package dev.alidade.app.vector;

import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.shell.Notices;
import dev.alidade.app.vector.VectorViewModel.Answer;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.EmbedderStatus;
import dev.alidade.engine.vector.SearchResults;
import java.nio.file.Path;
import java.util.function.Consumer;

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

  /**
   * What a user is asked before something that cannot be undone.
   *
   * @param verb of the button that does it
   */
  record Question(String title, String sentence, String verb, Runnable action) {}

  /**
   * Deletes the collection once the question is answered so.
   *
   * @param ask puts the question
   */
  void drop(Consumer<Question> ask) {
    CollectionInfo info = search.collection().get();
    if (info != null) {
      ask.accept(
          new Question(
              "Delete the collection " + info.name() + "?",
              (info.size() == 1
                      ? "1 document with its vector, text and metadata goes from the workspace."
                      : "%,d documents with their vectors, texts and metadata go from the workspace."
                          .formatted(info.size()))
                  + " This can't be undone. What it was made of stays as it is.",
              "Delete collection",
              () -> drop(info.name())));
    }
  }

  private void drop(String dropped) {
    tasks
        .task(
            "Delete collection " + dropped,
            progress -> {
              engine.vectorSearch().dropCollection(dropped);
              return dropped;
            })
        .onDone(
            name -> {
              notices.info("Deleted the collection " + name + ".");
              search.refresh();
            })
        .start();
  }

  /**
   * Makes the vectors anew of the texts by this computer's model, once the question is answered so;
   * refused where there are no texts or no model.
   *
   * @param ask puts the question
   */
  void embedAgain(Consumer<Question> ask) {
    CollectionInfo info = search.collection().get();
    if (info == null) {
      return;
    }
    tasks
        .task(
            "Look at the texts of " + info.name(),
            progress -> {
              EmbedderStatus model = engine.vectorSearch().embedder();
              TextShare texts =
                  TextShare.of(engine.vectorSearch().collection(info.name()), progress);
              return question(info, model, texts);
            })
        .quietly()
        .replacing(this)
        .onDone(ask)
        .start();
  }

  private Question question(CollectionInfo info, EmbedderStatus model, TextShare texts) {
    if (!model.ready()) {
      throw new InvalidRequest(
          "Texts can't be embedded here: " + model.reason(), "The collection stays as it is.");
    }
    if (texts.none()) {
      throw new InvalidRequest(
          "The documents of %s have no texts to make vectors of.".formatted(info.name()),
          "It stays as it is. Make a new collection of a data set with a text column.");
    }
    boolean same = info.embedder().equals(model.name());
    if (!texts.all() && !same) {
      throw new InvalidRequest(
          "%s of %s looked at have no text to make vectors of, and theirs were not made by %s."
              .formatted(Figures.counted(texts.without(), "document"), info.name(), model.name()),
          "It stays as it is: nothing could stand for their vectors. Remove these documents"
              + " first.");
    }
    String made =
        info.embedder().isEmpty()
            ? "Vectors that %s did not make can't be brought back.".formatted(model.name())
            : "The present ones were made by %s.".formatted(info.embedder());
    return new Question(
        "Embed " + info.name() + " again?",
        "The vectors of %s are replaced by new ones that %s makes of their texts. %s This can't be undone. %sYou can go on searching meanwhile."
            .formatted(
                Figures.counted(info.size(), "document"), model.name(), made, texts.warning()),
        "Embed again",
        () -> embedAgain(info.name()));
  }

  private void embedAgain(String name) {
    tasks
        .task(
            "Embed " + name + " again",
            progress -> engine.vectorSearch().reembed(name, progress).info())
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
