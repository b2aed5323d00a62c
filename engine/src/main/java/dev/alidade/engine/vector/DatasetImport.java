package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.VectorColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes documents of a data set's rows. Texts are embedded into the cache first, batch by batch, so
 * that a cancel or a crash loses one batch of work; only then is the collection written.
 */
final class DatasetImport implements AutoCloseable {
  /** About a second of work on one slow core: what a cancel or a crash can lose. */
  private static final int EMBED_BATCH = 64;

  /** Share of the progress that writing the collection takes after embedding. */
  private static final double WRITE_SHARE = 0.05;

  private final CollectionContext context;
  private final Dataset dataset;
  private final Column column;
  private final Progress progress;
  private final DatasetFields fields;

  /** Null where the column's texts are embedded. */
  private final @Nullable Brought brought;

  /** Vectors that the column brings along. */
  private record Brought(int dimensions, LongFunction<float[]> vector) {}

  DatasetImport(CollectionContext context, Dataset dataset, String column, Progress progress) {
    this.context = context;
    this.progress = progress;
    Column chosen = dataset.column(column);
    if (!(chosen instanceof StringColumn) && !(chosen instanceof VectorColumn)) {
      throw new InvalidRequest(
          "The column \"%s\" holds %s values.".formatted(column, chosen.field().type().label()),
          "Choose a string column to embed, or a vector column.");
    }
    Brought given = brought(chosen);
    if (given != null && !VectorInput.isDimensions(given.dimensions())) {
      throw new InvalidRequest(
          "The vectors of the column \"%s\" have %,d values.".formatted(column, given.dimensions()),
          VectorInput.DIMENSIONS_REMEDY);
    }
    // Held until the end, whatever the catalogue does with the data set in the meantime.
    this.dataset = dataset.named(dataset.name());
    this.column = this.dataset.column(column);
    this.brought = brought(this.column);
    this.fields = new DatasetFields(this.dataset, this.column, brought == null);
  }

  /** Whether a column holds vectors, as they are or as lists of numbers in text. */
  static boolean holdsVectors(Column column) {
    return brought(column) != null;
  }

  private static @Nullable Brought brought(Column column) {
    return switch (column) {
      case VectorColumn vectors -> new Brought(vectors.dimensions(), vectors::get);
      case StringColumn texts ->
          NumberLists.in(texts)
              .map(lists -> new Brought(lists.dimensions(), lists::vector))
              .orElse(null);
      default -> null;
    };
  }

  String source() {
    return dataset.name() + ", column " + column.field().name();
  }

  CollectionConfig config(Metric metric) {
    if (brought != null) {
      return CollectionConfig.of(brought.dimensions(), metric);
    }
    Embedder embedder = context.embedder().get();
    return new CollectionConfig(embedder.dimensions(), metric, embedder.name());
  }

  /**
   * Brings the vectors of all texts into the cache; does nothing where vectors are brought along.
   */
  void embedTexts() {
    if (brought != null) {
      return;
    }
    StringColumn texts = (StringColumn) column;
    Embedder embedder = context.embedder().get();
    Rate rate = new Rate(dataset.rowCount());
    for (long from = 0; from < dataset.rowCount(); from += EMBED_BATCH) {
      progress.check("embedding");
      long to = Math.min(from + EMBED_BATCH, dataset.rowCount());
      List<String> batch = new ArrayList<>();
      for (long row = from; row < to; row++) {
        if (!texts.isNull(row)) {
          batch.add(texts.text(row));
        }
      }
      long start = context.nanoClock().getAsLong();
      int made = context.cache().fill(embedder, batch, new CancelOnly(progress));
      rate.add(made, context.nanoClock().getAsLong() - start);
      progress.report((1 - WRITE_SHARE) * to / dataset.rowCount(), rate.message(to));
    }
  }

  /** Writes all rows as documents. */
  void fill(StoredCollection collection) {
    double before = brought == null ? 1 - WRITE_SHARE : 0;
    long all = dataset.rowCount() - column.nullCount();
    Batches batches =
        new Batches(VectorImport.batchSize(collection.stored().config().dimensions()));
    collection.fill(
        batches::next,
        progress,
        done ->
            progress.report(
                before + (1 - before) * done / all, "%,d of %,d documents".formatted(done, all)));
  }

  /** The documents of one run of rows after the other. */
  private final class Batches {
    private final int rows;
    private long from;

    Batches(int rows) {
      this.rows = rows;
    }

    Optional<List<VectorDocument>> next() {
      List<VectorDocument> batch = List.of();
      while (batch.isEmpty() && from < dataset.rowCount()) {
        long to = Math.min(from + rows, dataset.rowCount());
        batch = documents(from, to);
        from = to;
      }
      return batch.isEmpty() ? Optional.empty() : Optional.of(batch);
    }
  }

  private List<VectorDocument> documents(long from, long to) {
    List<Long> rows = new ArrayList<>();
    for (long row = from; row < to; row++) {
      if (!column.isNull(row)) {
        rows.add(row);
      }
    }
    return brought == null ? embedded(rows) : taken(rows, brought);
  }

  private List<VectorDocument> embedded(List<Long> rows) {
    List<String> contents = rows.stream().map(((StringColumn) column)::text).toList();
    List<float[]> vectors = context.cache().embed(context.embedder().get(), contents, progress);
    List<VectorDocument> documents = new ArrayList<>(rows.size());
    for (int i = 0; i < vectors.size(); i++) {
      documents.add(document(rows.get(i), vectors.get(i)));
    }
    return documents;
  }

  private List<VectorDocument> taken(List<Long> rows, Brought from) {
    List<VectorDocument> documents = new ArrayList<>(rows.size());
    for (long row : rows) {
      float[] vector = from.vector().apply(row);
      VectorInput.requireUsable(
          vector,
          from.dimensions(),
          "Row %,d of the column \"%s\"".formatted(row + 1, column.field().name()));
      documents.add(document(row, vector));
    }
    return documents;
  }

  private VectorDocument document(long row, float[] vector) {
    return new VectorDocument(fields.id(row), fields.content(row), vector, fields.metadata(row));
  }

  @Override
  public void close() {
    dataset.close();
  }

  /** Texts a second and the time left, of the texts that were really embedded. */
  private static final class Rate {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long total;
    private long made;
    private long nanos;

    Rate(long total) {
      this.total = total;
    }

    void add(int texts, long spentNanos) {
      if (texts > 0) {
        made += texts;
        nanos += spentNanos;
      }
    }

    String message(long done) {
      String count = "%,d of %,d texts".formatted(done, total);
      if (made == 0 || nanos == 0) {
        return count;
      }
      double perSecond = made * NANOS_PER_SECOND / nanos;
      Duration left = Duration.ofSeconds(Math.round((total - done) / perSecond));
      return "%s, %,.0f a second, about %s left".formatted(count, perSecond, words(left));
    }

    private static String words(Duration left) {
      long seconds = left.toSeconds();
      return seconds < 100 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
  }
}
