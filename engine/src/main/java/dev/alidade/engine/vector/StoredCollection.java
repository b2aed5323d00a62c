package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A collection whose truth is in the workspace and whose vectors are in linear memory. */
final class StoredCollection implements VectorCollection {
  private final CollectionContext context;
  private final CollectionStore.Stored stored;
  private final CollectionMemory contents;
  private final GuardedMemory memory;
  private final ComparableEmbedder texts;
  private final RowScan scan;
  private final RecallMeasurement recall;
  private final CollectionSearch search;
  private final CollectionReading reading;
  private final CollectionWriting writing;

  StoredCollection(CollectionContext context, CollectionStore.Stored stored) {
    this.context = context;
    this.stored = stored;
    this.contents = new CollectionMemory(context.kernels(), context.shards(), stored.config());
    this.memory = new GuardedMemory(context.store(), stored, contents);
    this.texts = new ComparableEmbedder(context.embedder(), stored, new AskedText());
    ShardCalls calls =
        new ShardCalls(
            context.kernels(),
            context.workers(),
            stored.config().dimensions(),
            stored.config().metric());
    this.scan = new RowScan(calls);
    BatchScan batch = new BatchScan(calls);
    Rescoring rescoring = new Rescoring(calls);
    this.recall =
        new RecallMeasurement(
            scan, batch, rescoring, context.nanoClock(), context.store().recall(stored));
    this.search =
        new CollectionSearch(
            context.store(),
            stored,
            contents,
            new RowSearch(contents, scan, batch, rescoring, recall),
            new FilterPlanner(contents));
    this.reading = new CollectionReading(context.store(), contents);
    this.writing = new CollectionWriting(context, stored, contents, memory, texts);
  }

  CollectionStore.Stored stored() {
    return stored;
  }

  @Override
  public CollectionInfo info() {
    CollectionInfo.Memory linear = memory.linear();
    return new CollectionInfo(
        stored.name(),
        stored.config().dimensions(),
        stored.config().metric(),
        memory.size(),
        linear.total(),
        linear,
        stored.config().embedder(),
        stored.source(),
        stored.id() + "." + memory.writes());
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public void addDocuments(List<VectorDocument> documents) {
    put(documents, Progress.NONE);
  }

  @Override
  public void addDocuments(List<VectorDocument> documents, Progress progress) {
    put(documents, progress);
    progress.report(1, "%,d documents added".formatted(documents.size()));
  }

  /** Commits batch by batch; a cancel keeps the batches that are committed. */
  private void put(List<VectorDocument> documents, Progress progress) {
    add(documents, progress);
    context.changed().run();
  }

  /** The same without a word to those who listen for changes. */
  void add(List<VectorDocument> documents, Progress progress) {
    writing.add(documents, progress);
  }

  /** See {@link CollectionWriting#fill}. */
  long fill(
      Supplier<Optional<List<VectorDocument>>> batches, Progress progress, LongConsumer written) {
    return writing.fill(batches, progress, written);
  }

  @Override
  public long removeDocuments(Collection<String> ids) {
    long removed = remove(ids);
    context.changed().run();
    return removed;
  }

  /** The same without a word to those who listen for changes. */
  long remove(Collection<String> ids) {
    return writing.remove(ids);
  }

  /** Rows in memory whose documents are gone. */
  int deadRows() {
    return memory.reading(() -> contents.directory().deadCount());
  }

  @Override
  public void clear() {
    writing.clear();
    context.changed().run();
  }

  /** Removes the collection from the workspace and frees its memory. */
  void drop() {
    memory.end("was dropped", () -> context.store().drop(stored));
  }

  /** Frees the memory; nothing in the workspace changes. */
  void close() {
    memory.end("belongs to an engine that is closed", () -> {});
  }

  @Override
  public SearchResults search(float[] query, SearchOptions options) {
    CollectionSearch.requireUsable(options);
    VectorInput.requireUsable(query, stored.config().dimensions(), "The query");
    return traced(options, 0, trace -> search.near(query, null, -1, options, trace));
  }

  @Override
  public List<SearchResults> searchBatch(float[][] queries, SearchOptions options) {
    CollectionSearch.requireUsable(options);
    for (int i = 0; i < queries.length; i++) {
      VectorInput.requireUsable(queries[i], stored.config().dimensions(), "Query " + (i + 1));
    }
    return context.tracedBatch(
        trace -> {
          if (queries.length > 0) {
            measure(options, 0, trace);
          }
          return memory.reading(() -> search.nearAll(queries, options, trace));
        });
  }

  @Override
  public SearchResults findSimilar(String documentId, SearchOptions options) {
    CollectionSearch.requireUsable(options);
    return traced(
        options,
        1,
        trace -> {
          int row = contents.directory().row(documentId);
          if (row < 0) {
            throw new InvalidRequest(
                "The collection %s has no document \"%.80s\".".formatted(stored.name(), documentId),
                "Choose the id of a document that a search returned.");
          }
          return search.near(contents.rows().vector(row), null, row, options, trace);
        });
  }

  @Override
  public SearchResults searchByText(String text, SearchOptions options) {
    CollectionSearch.requireUsable(options);
    return context.traced(
        trace -> {
          Optional<float[]> query = texts.query(text, trace);
          if (query.isEmpty()) {
            return memory.reading(() -> search.withWords(text, options, trace));
          }
          measure(options, 0, trace);
          return memory.reading(() -> search.near(query.get(), text, -1, options, trace));
        });
  }

  @Override
  public float[] embed(String text) {
    return texts.embed(text);
  }

  @Override
  public List<MetadataField> metadataFields() {
    return memory.reading(() -> contents.metadata().fields(contents.directory()));
  }

  @Override
  public void export(Path file, boolean overwrite, Progress progress) {
    memory.requireThere();
    reading.export(stored, file, overwrite, progress);
  }

  @Override
  public void exportHits(SearchResults results, Path file, boolean overwrite) {
    memory.reading(
        () -> {
          reading.exportHits(stored, results, file, overwrite);
          return true;
        });
  }

  @Override
  public VectorSample sample(int most, Progress progress) {
    return memory.reading(() -> reading.sample(most, stored.config().dimensions(), progress));
  }

  @Override
  public List<@Nullable Object> values(String field, List<String> ids) {
    return memory.reading(() -> reading.values(field, ids));
  }

  @Override
  public List<VectorDocument> documents(List<String> ids) {
    return memory.reading(() -> reading.documents(ids));
  }

  @Override
  public ScoreHistogram scores(float[] query, int bins, Progress progress) {
    VectorInput.requireUsable(query, stored.config().dimensions(), "The query");
    if (bins < 1) {
      throw new InvalidRequest("A histogram cannot have " + bins + " bins.", "Give 1 or more.");
    }
    progress.check("scoring");
    float[] comparable = VectorInput.comparable(query, stored.config().metric());
    return memory.reading(() -> reading.scores(scan, comparable, bins, progress));
  }

  @Override
  public PrecisionCurve precision(int k, List<Double> targets, boolean again) {
    CollectionSearch.requireUsable(SearchOptions.top(k));
    return recall.curve(k, targets, again, memory);
  }

  /**
   * Runs what puts another collection in the place of this one, while nobody else reads or writes
   * here; who waits meanwhile is told so. When it fails, everything stays as it is.
   *
   * @throws VectorException.CollectionUnavailable where this one has its end behind it
   */
  void replaced(Runnable work) {
    memory.replace("was replaced by one with new vectors", work);
  }

  /** Loads the vectors into memory, if they are not there. */
  void load() {
    memory.load();
  }

  /**
   * @param left how many more than the options' results are looked for
   */
  private SearchResults traced(
      SearchOptions options, int left, Function<SearchTrace, SearchResults> work) {
    return context.traced(
        trace -> {
          measure(options, left, trace);
          return memory.reading(() -> work.apply(trace));
        });
  }

  /** Before the search takes the lock, which would keep writers out for seconds. */
  private void measure(SearchOptions options, int left, SearchTrace trace) {
    if (!(options.precision() instanceof Precision.TargetRecall)) {
      return;
    }
    int k = memory.reading(() -> search.unmeasured(options, left, recall));
    if (k > 0) {
      trace.stage(
          "Measure",
          SearchTrace.MEASUREMENT,
          () -> {
            recall.measure(k, memory);
            return true;
          });
    }
  }
}
