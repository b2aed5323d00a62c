package dev.alidade.engine.vector;

import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.Shards;
import java.util.Map;

/**
 * What a search reads of a collection: vectors in linear memory, the directory of rows, and
 * metadata columns. Not thread-safe: the collection's lock keeps writers apart from readers.
 */
final class CollectionMemory {
  /** Dead rows are read for nothing: beyond this share the write that makes them removes them. */
  private static final double MAX_DEAD_SHARE = 0.15;

  /**
   * Beyond this share they are removed soon: until then a scan reads so much more, and removing a
   * row moves at most 25 others.
   */
  private static final double WORTH_MOVING = 0.04;

  private final CollectionConfig config;
  private final VectorRows rows;
  private final RowDirectory directory = new RowDirectory();
  private final MetadataColumns metadata = new MetadataColumns();

  /** Rows added or removed since the memory was made; recall is measured again as it grows. */
  private long changes;

  private long version;

  CollectionMemory(Kernels kernels, Shards shards, CollectionConfig config) {
    this.config = config;
    this.rows = new VectorRows(kernels, shards, config.dimensions(), config.metric());
  }

  VectorRows rows() {
    return rows;
  }

  RowDirectory directory() {
    return directory;
  }

  MetadataColumns metadata() {
    return metadata;
  }

  long changes() {
    return changes;
  }

  /** Changes with every change, also when rows only move. */
  long version() {
    return version;
  }

  /** Fills the memory from the workspace. */
  void load(CollectionStore store, CollectionStore.Stored collection) {
    rows.reserve(Math.toIntExact(store.count(collection)));
    store.recall(collection).restore(rows.signCenter(), config.dimensions());
    store.load(
        collection,
        document ->
            append(
                document.seq(),
                document.id(),
                VectorInput.comparable(document.embedding(), config.metric()),
                MetadataValues.read(document.metadata())));
    rows.quantise();
    version++;
  }

  private void append(long seq, String id, float[] comparable, Map<String, Object> values) {
    rows.append(comparable);
    directory.append(seq, id);
    metadata.set(directory.rows() - 1, values);
  }

  /** Makes room for so many documents, so that {@link #put} cannot fail for want of it. */
  void reserve(int documents) {
    rows.reserve(documents);
  }

  /** Adds documents that are committed; one with a known id takes its place. */
  void put(PreparedDocuments documents, long[] seqs) {
    for (int i = 0; i < seqs.length; i++) {
      String id = documents.rows().get(i).id();
      remove(id);
      append(seqs[i], id, documents.comparable().get(i), documents.metadata().get(i));
    }
    rows.quantise();
    changes += seqs.length;
    version++;
    compactWhereWorthwhile();
  }

  void removeAll(Iterable<String> ids) {
    for (String id : ids) {
      remove(id);
    }
    version++;
    compactWhereWorthwhile();
  }

  private void remove(String id) {
    int row = directory.remove(id);
    if (row >= 0) {
      rows.kill(row);
      changes++;
    }
  }

  private void compactWhereWorthwhile() {
    if (directory.deadCount() > directory.rows() * MAX_DEAD_SHARE) {
      compact();
    }
  }

  /** Whether enough rows are dead, or in too many places, for {@link #compact} to be worth it. */
  boolean isWorthCompacting() {
    return directory.deadCount() > directory.rows() * WORTH_MOVING || rows.isScattered();
  }

  /** Moves the rows that are alive together, in their order. */
  void compact() {
    int[] kept = directory.liveRows();
    rows.compact(kept);
    metadata.compact(kept);
    directory.compact(kept);
    version++;
  }

  void clear() {
    version++;
    changes += directory.liveCount();
    rows.close();
    directory.clear();
    metadata.clear();
  }
}
