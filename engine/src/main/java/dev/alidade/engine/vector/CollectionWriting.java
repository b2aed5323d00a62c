package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Changes a collection: first in the workspace, then in memory, behind the memory's lock. */
final class CollectionWriting {
  private static final System.Logger LOG = System.getLogger(CollectionWriting.class.getName());

  private static final String OPERATION = "adding documents";

  /** Searches wait for one batch at most. */
  private static final int WRITE_BATCH = 1_000;

  private final CollectionContext context;
  private final CollectionStore.Stored stored;
  private final CollectionMemory contents;
  private final GuardedMemory memory;
  private final IncomingDocuments incoming;
  private final AtomicBoolean compacting = new AtomicBoolean();

  CollectionWriting(
      CollectionContext context,
      CollectionStore.Stored stored,
      CollectionMemory contents,
      GuardedMemory memory,
      ComparableEmbedder texts) {
    this.context = context;
    this.stored = stored;
    this.contents = contents;
    this.memory = memory;
    this.incoming = new IncomingDocuments(stored.config().dimensions(), texts, context.cache());
  }

  /**
   * Adds or replaces documents; listeners for changes hear nothing. Commits batch by batch: a
   * cancel keeps the batches that are committed.
   */
  void add(List<VectorDocument> documents, Progress progress) {
    context.shards().admit("%,d documents".formatted(documents.size()));
    context.recorded(
        "vector.add",
        documents.size(),
        () -> {
          List<VectorDocument> usable = incoming.usable(documents, progress);
          for (int from = 0; from < usable.size(); from += WRITE_BATCH) {
            progress.check(OPERATION);
            List<VectorDocument> batch =
                usable.subList(from, Math.min(from + WRITE_BATCH, usable.size()));
            putBatch(prepared(batch));
          }
          return usable.size();
        });
    compactLater();
  }

  /**
   * Fills a collection that nobody sees yet: while one batch goes into memory, the next is
   * committed and the one after that is made.
   *
   * @param batches what is to be added, no id twice; called by another thread
   * @param written hears of the documents that are committed, after each batch
   * @return all of them
   */
  long fill(
      Supplier<Optional<List<VectorDocument>>> batches, Progress progress, LongConsumer written) {
    memory.load();
    long done = 0;
    try (var prepared =
            new OneAhead<>(OPERATION, () -> batches.get().map(b -> usable(b, progress)));
        var committed = new OneAhead<>(OPERATION, () -> prepared.next().map(this::commit))) {
      for (var next = committed.next(); next.isPresent(); next = committed.next()) {
        progress.check(OPERATION);
        Committed batch = next.get();
        memory.writing(
            batch.documents().size(),
            () -> {
              contents.put(batch.documents(), batch.seqs());
              return batch;
            });
        done += batch.seqs().length;
        written.accept(done);
      }
    }
    return done;
  }

  /** Documents that are in the workspace, with their places in the document order. */
  @SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
  private record Committed(PreparedDocuments documents, long[] seqs) {}

  private PreparedDocuments usable(List<VectorDocument> batch, Progress progress) {
    return prepared(incoming.usable(batch, new CancelOnly(progress)));
  }

  private PreparedDocuments prepared(List<VectorDocument> usable) {
    return PreparedDocuments.of(usable, stored.config().metric());
  }

  private Committed commit(PreparedDocuments batch) {
    context.shards().admit("%,d documents".formatted(batch.size()));
    AtomicReference<long[]> seqs = new AtomicReference<>(new long[0]);
    context.recorded(
        "vector.add",
        batch.size(),
        () -> {
          seqs.set(context.store().put(stored, batch.rows(), List.of()));
          return batch.size();
        });
    return new Committed(batch, seqs.get());
  }

  private void putBatch(PreparedDocuments batch) {
    memory.writing(
        batch.size(),
        () -> {
          List<String> replaced =
              batch.ids().stream().filter(id -> contents.directory().row(id) >= 0).toList();
          long[] seqs = context.store().put(stored, batch.rows(), replaced);
          contents.put(batch, seqs);
          return seqs;
        });
  }

  /** Removes documents; listeners for changes hear nothing. Returns how many there were. */
  long remove(Collection<String> ids) {
    List<String> distinct = ids.stream().distinct().toList();
    long removed =
        context.recorded(
            "vector.remove",
            distinct.size(),
            () ->
                memory.writing(
                    () -> {
                      long count = context.store().remove(stored, distinct);
                      contents.removeAll(distinct);
                      return count;
                    }));
    compactLater();
    return removed;
  }

  void clear() {
    memory.writing(
        () -> {
          context.store().clear(stored);
          contents.clear();
          return true;
        });
  }

  /** Removes dead rows in the background, where there are enough of them. */
  private void compactLater() {
    if (memory.isWorthCompacting() && compacting.compareAndSet(false, true)) {
      context.background().execute(this::compact);
    }
  }

  /** The rows stay as they are where this fails, or are filled anew by the next call. */
  private void compact() {
    compacting.set(false);
    try {
      memory.compact();
      context.changed().run();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "removed rows of the collection {0} still take memory: {1}",
          stored.name(),
          e.getMessage());
    }
  }
}
