package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Documents, vectors and values as they are. Its caller holds the collection's read lock. */
final class CollectionReading {
  private static final int ROWS_BETWEEN_CHECKS = 8_192;

  private final CollectionStore store;
  private final CollectionMemory memory;

  CollectionReading(CollectionStore store, CollectionMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  VectorSample sample(int most, int dimensions, Progress progress) {
    if (most < 1) {
      throw new InvalidRequest(
          "A sample cannot have " + most + " documents.", "Ask for 1 or more.");
    }
    int[] live = memory.directory().liveRows();
    int count = Math.min(most, live.length);
    if ((long) count * dimensions > Integer.MAX_VALUE - 8) {
      throw new InvalidRequest(
          "%,d vectors of %,d values do not fit into one array.".formatted(count, dimensions),
          "Ask for fewer documents.");
    }
    float[] vectors = new float[count * dimensions];
    List<String> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (i % ROWS_BETWEEN_CHECKS == 0) {
        progress.check("reading vectors");
      }
      int row = live[(int) ((long) i * live.length / count)];
      System.arraycopy(memory.rows().vector(row), 0, vectors, i * dimensions, dimensions);
      ids.add(memory.directory().id(row));
    }
    return new VectorSample(ids, dimensions, vectors, live.length);
  }

  /** Needs no lock: what is written is the workspace's state of one moment. */
  void export(CollectionStore.Stored collection, Path file, boolean overwrite, Progress progress) {
    try (var out = new CollectionExport(file, overwrite, collection.config().dimensions())) {
      store
          .pages(collection)
          .all(
              new DocumentPages.Reader() {
                private long count;
                private long done;

                @Override
                public void begin(long all) {
                  count = all;
                  out.begin(all);
                }

                @Override
                public void read(VectorDocument document) {
                  out.write(document, OptionalDouble.empty());
                  if (++done % ROWS_BETWEEN_CHECKS == 0) {
                    progress.check("exporting");
                    progress.report(
                        (double) done / count, "%,d of %,d documents".formatted(done, count));
                  }
                }
              });
      out.finish(progress);
    }
  }

  void exportHits(
      CollectionStore.Stored collection, SearchResults results, Path file, boolean overwrite) {
    List<VectorDocument> hits = new ArrayList<>();
    for (SearchResults.Hit hit : results.hits()) {
      int row = memory.directory().row(hit.id());
      if (row < 0) {
        throw new InvalidRequest(
            "The document \"%.80s\" was removed since the search.".formatted(hit.id()),
            "Search again.");
      }
      float[] vector = store.embedding(memory.directory().seq(row));
      hits.add(new VectorDocument(hit.id(), hit.content(), vector, hit.metadata()));
    }
    try (var out = new CollectionExport(file, overwrite, collection.config().dimensions())) {
      out.begin(hits.size());
      for (int i = 0; i < hits.size(); i++) {
        out.write(hits.get(i), OptionalDouble.of(results.hits().get(i).score()));
      }
      out.finish(Progress.NONE);
    }
  }

  /**
   * @param query in the form in which vectors are compared
   */
  VectorCollection.ScoreHistogram scores(RowScan scan, float[] query, int bins, Progress progress) {
    int all = Math.max(1, memory.directory().liveCount());
    Found found = scan.exact(memory.rows(), query, all, null);
    progress.check("scoring");
    return VectorCollection.ScoreHistogram.of(found.scores(), bins);
  }

  List<@Nullable Object> values(String field, List<String> ids) {
    List<@Nullable Object> values = new ArrayList<>(ids.size());
    for (String id : ids) {
      int row = memory.directory().row(id);
      values.add(row < 0 ? null : memory.metadata().value(field, row));
    }
    return Collections.unmodifiableList(values);
  }

  List<VectorDocument> documents(List<String> ids) {
    RowDirectory directory = memory.directory();
    int[] rows = ids.stream().mapToInt(directory::row).filter(row -> row >= 0).toArray();
    long[] seqs = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      seqs[i] = directory.seq(rows[i]);
    }
    Map<Long, CollectionStore.Text> texts = store.texts(seqs);
    List<VectorDocument> found = new ArrayList<>(rows.length);
    for (int i = 0; i < rows.length; i++) {
      CollectionStore.Text text = texts.get(seqs[i]);
      if (text != null) {
        found.add(
            new VectorDocument(
                directory.id(rows[i]),
                text.content(),
                memory.rows().vector(rows[i]),
                text.metadata()));
      }
    }
    return found;
  }
}
