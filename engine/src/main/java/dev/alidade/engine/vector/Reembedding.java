package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings a collection's texts into another one, which embeds them. Documents may be added and
 * removed meanwhile: {@link #catchUp} makes both alike while nobody writes.
 */
final class Reembedding {
  /** Texts between two reports, some seconds of embedding. */
  private static final int PAGE = 200;

  private final CollectionStore store;
  private final CollectionStore.Stored from;
  private final StoredCollection to;
  private final Progress progress;
  private final Set<String> copied = new HashSet<>();
  private long after;

  Reembedding(
      CollectionStore store, CollectionStore.Stored from, StoredCollection to, Progress progress) {
    this.store = store;
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  void copy() {
    long all = Math.max(1, store.count(from));
    while (copyPage()) {
      progress.report(
          Math.min(1, copied.size() / (double) all),
          "%,d of %,d documents embedded".formatted(copied.size(), all));
    }
  }

  private boolean copyPage() {
    progress.check("embedding");
    List<CollectionStore.StoredText> page = store.textsAfter(from, after, PAGE);
    List<VectorDocument> documents = new ArrayList<>(page.size());
    for (CollectionStore.StoredText text : page) {
      documents.add(
          new VectorDocument(
              text.id(), text.text().content(), new float[0], text.text().metadata()));
      copied.add(text.id());
      after = text.seq();
    }
    to.put(documents, progress);
    return !page.isEmpty();
  }

  /** Copies what came since and removes what is gone. */
  void catchUp() {
    copy();
    copied.removeAll(store.ids(from));
    if (!copied.isEmpty()) {
      to.removeDocuments(copied);
    }
  }
}
