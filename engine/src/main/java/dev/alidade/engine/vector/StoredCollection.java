package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A collection whose truth is in the workspace and whose vectors are in linear memory. */
final class StoredCollection implements VectorCollection {
  private static final System.Logger LOG = System.getLogger(StoredCollection.class.getName());

  /** Searches wait for one batch at most. */
  private static final int WRITE_BATCH = 1_000;

  private final CollectionContext context;
  private final CollectionStore.Stored stored;
  private final CollectionMemory contents;
  private final GuardedMemory memory;
  private final ComparableEmbedder texts;
  private final IncomingDocuments incoming;
  private final RowScan scan;
  private final RecallMeasurement recall;
  private final CollectionSearch search;
  private final CollectionReading reading;
  private final AtomicBoolean compacting = new AtomicBoolean();

  StoredCollection(CollectionContext context, CollectionStore.Stored stored) {
    this.context = context;
    this.stored = stored;
    this.contents = new CollectionMemory(context.kernels(), context.shards(), stored.config());
    this.memory = new GuardedMemory(context.store(), stored, contents);
    this.texts = new ComparableEmbedder(context.embedder(), stored, new AskedText());
    this.incoming = new IncomingDocuments(stored.config().dimensions(), texts, context.cache());
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
  void put(List<VectorDocument> documents, Progress progress) {
    add(documents, progress);
    context.changed().run();
  }

  /** The same without a word to those who listen for changes. */
  void add(List<VectorDocument> documents, Progress progress) {
    context.shards().admit("%,d documents".formatted(documents.size()));
    context.recorded(
        "vector.add",
        documents.size(),
        () -> {
          List<VectorDocument> usable = incoming.usable(documents, progress);
          for (int from = 0; from < usable.size(); from += WRITE_BATCH) {
            progress.check("adding documents");
            putBatch(usable.subList(from, Math.min(from + WRITE_BATCH, usable.size())));
          }
          return usable.size();
        });
    compactLater();
  }

  private void putBatch(List<VectorDocument> batch) {
    List<Map<String, Object>> kept =
        batch.stream().map(d -> MetadataValues.kept(d.id(), d.metadata())).toList();
    List<CollectionStore.NewDocument> rows = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      VectorDocument d = batch.get(i);
      String json = MetadataValues.write(kept.get(i));
      rows.add(new CollectionStore.NewDocument(d.id(), d.content(), json, d.embedding()));
    }
    memory.writing(
        batch.size(),
        () -> {
          List<String> replaced =
              batch.stream()
                  .map(VectorDocument::id)
                  .filter(id -> contents.directory().row(id) >= 0)
                  .toList();
          long[] seqs = context.store().put(stored, rows, replaced);
          contents.put(batch, kept, seqs);
          return seqs;
        });
  }

  @Override
  public long removeDocuments(Collection<String> ids) {
    long removed = remove(ids);
    context.changed().run();
    return removed;
  }

  /** The same without a word to those who listen for changes. */
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

  /** Rows in memory whose documents are gone. */
  int deadRows() {
    return memory.reading(() -> contents.directory().deadCount());
  }

  @Override
  public void clear() {
    memory.writing(
        () -> {
          context.store().clear(stored);
          contents.clear();
          return true;
        });
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
          SearchTrace.METADATA,
          () -> {
            recall.measure(k, memory);
            return true;
          });
    }
  }
}
