package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings a collection's texts into another one, which embeds them. Documents may be added and
 * removed meanwhile: {@link #catchUp} makes both alike while nobody writes. Documents without text
 * keep their vectors where the same embedder is said to have made them; otherwise there is nothing
 * that could stand for them, and the whole is refused.
 */
final class Reembedding {
  /** Texts between two reports, some seconds of embedding. */
  private static final int PAGE = 200;

  private final CollectionStore store;
  private final CollectionStore.Stored from;
  private final DocumentPages pages;
  private final StoredCollection to;
  private final Progress progress;
  private final Set<String> copied = new HashSet<>();
  private final boolean keepsVectors;
  private long kept;
  private long after;

  Reembedding(
      CollectionStore store, CollectionStore.Stored from, StoredCollection to, Progress progress) {
    this.store = store;
    this.from = from;
    this.pages = store.pages(from);
    this.to = to;
    this.progress = progress;
    CollectionConfig made = to.stored().config();
    this.keepsVectors =
        from.config().embedder().equals(made.embedder())
            && from.config().dimensions() == made.dimensions();
  }

  /**
   * @throws InvalidRequest where vectors of documents without text would be lost
   */
  void copy() {
    long blank = keepsVectors ? 0 : pages.countWithoutText();
    if (blank > 0) {
      throw refused("%,d of %,d documents".formatted(blank, store.count(from)));
    }
    long all = Math.max(1, store.count(from));
    while (copyPage(progress)) {
      progress.report(
          Math.min(1, copied.size() / (double) all),
          "%,d of %,d documents embedded".formatted(copied.size() - kept, all));
    }
  }

  /** What was done, for the last report. */
  String done() {
    return "%,d documents embedded".formatted(to.size() - kept)
        + (kept > 0 ? "; %,d have no text and keep their vectors".formatted(kept) : "");
  }

  private InvalidRequest refused(String which) {
    return new InvalidRequest(
        "%s of the collection %s have no text, and their vectors would be lost."
            .formatted(which, from.name()),
        "Add them again with their text, or remove them, or search with vectors as before.");
  }

  private boolean copyPage(Progress pageProgress) {
    pageProgress.check("embedding");
    List<DocumentPages.StoredText> page = pages.textsAfter(after, PAGE);
    List<VectorDocument> documents = new ArrayList<>(page.size());
    for (DocumentPages.StoredText text : page) {
      documents.add(
          new VectorDocument(
              text.id(), text.text().content(), vector(text), text.text().metadata()));
      copied.add(text.id());
      after = text.seq();
    }
    to.add(documents, pageProgress);
    return !page.isEmpty();
  }

  /** Empty for a text that is to be embedded. */
  private float[] vector(DocumentPages.StoredText text) {
    if (!text.isBlank()) {
      return new float[0];
    }
    if (!keepsVectors) {
      throw refused("Documents such as \"%.80s\"".formatted(text.id()));
    }
    kept++;
    return text.embedding();
  }

  /** Copies what came since and removes what is gone; reports nothing, since others wait. */
  void catchUp() {
    Progress silent = new CancelOnly(progress);
    while (copyPage(silent)) {
      silent.check("embedding");
    }
    copied.removeAll(pages.ids());
    if (!copied.isEmpty()) {
      to.remove(copied);
    }
  }
}
