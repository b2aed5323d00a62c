package dev.alidade.engine.vector;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServicesConfig.VectorDefaults;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Collections that live in the workspace and are searched in linear memory, spread over the shards
 * of the module {@code vector}. Opening reads the list of collections; their vectors are loaded in
 * the background, or by the first call that needs them. Thread-safe.
 */
public final class ShardedVectorSearch implements VectorSearch, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ShardedVectorSearch.class.getName());
  private static final int MAX_NAME_CHARACTERS = 200;

  private final CollectionContext context;
  private final VectorDefaults defaults;
  private final ExecutorService workers;
  private final ExecutorService background;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Guarded by itself. */
  private final Map<String, StoredCollection> collections = new LinkedHashMap<>();

  /** Names of collections that imports are filling. Guarded by the collections. */
  private final Set<String> taken = new HashSet<>();

  /**
   * Opens the workspace's collections.
   *
   * @param embedder loads the model when it is first needed; may throw {@link
   *     VectorException.EmbedderUnavailable}
   */
  public ShardedVectorSearch(
      Kernels kernels,
      Shards shards,
      Workspace workspace,
      Telemetry telemetry,
      Supplier<? extends Embedder> embedder,
      VectorDefaults defaults) {
    this(kernels, shards, workspace, telemetry, embedder, defaults, System::nanoTime);
  }

  ShardedVectorSearch(
      Kernels kernels,
      Shards shards,
      Workspace workspace,
      Telemetry telemetry,
      Supplier<? extends Embedder> embedder,
      VectorDefaults defaults,
      LongSupplier nanoClock) {
    this.defaults = defaults;
    int helpers = Math.max(1, shards.of(VectorKernels.MODULE).size() - 1);
    this.workers =
        Executors.newFixedThreadPool(
            helpers, Thread.ofPlatform().daemon().name("alidade-vector-", 0).factory());
    this.background =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("alidade-vector-loader").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    CollectionStore store = new CollectionStore(workspace);
    this.context =
        new CollectionContext(
            kernels,
            shards,
            workers,
            background,
            store,
            new EmbeddingCache(workspace),
            new LazyEmbedder(embedder),
            telemetry,
            nanoClock,
            this::changed);
    for (CollectionStore.Stored stored : store.open()) {
      collections.put(stored.name(), new StoredCollection(context, stored));
    }
    List.copyOf(collections.values()).forEach(c -> background.execute(() -> loadAhead(c)));
  }

  /** What fails here fails again, with its message, when the collection is used. */
  private void loadAhead(StoredCollection collection) {
    try {
      collection.load();
      changed();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the collection {0} was not loaded ahead: {1}",
          collection.stored().name(),
          e.getMessage());
    }
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public VectorCollection collection(String name) {
    return stored(name);
  }

  private StoredCollection stored(String name) {
    synchronized (collections) {
      StoredCollection found = collections.get(name);
      if (found == null) {
        throw new VectorException.CollectionUnavailable(
            "VEC-201",
            "There is no collection \"%s\".".formatted(name),
            collections.isEmpty()
                ? "Create one first."
                : InvalidRequest.oneOf(collections.keySet()));
      }
      return found;
    }
  }

  @Override
  public VectorCollection createCollection(String name) {
    return createCollection(name, CollectionConfig.of(defaults.dimensions(), defaults.metric()));
  }

  @Override
  public VectorCollection createCollection(String name, CollectionConfig config) {
    VectorInput.requireDimensions(config.dimensions());
    StoredCollection made;
    synchronized (collections) {
      requireFree(name);
      made = new StoredCollection(context, context.store().create(name, config, "", true));
      collections.put(name, made);
    }
    changed();
    return made;
  }

  private void requireFree(String name) {
    if (name == null || name.isBlank() || name.length() > MAX_NAME_CHARACTERS) {
      throw new InvalidRequest(
          "A collection cannot be called \"%.40s\".".formatted(name),
          "Give a name of 1 to %,d characters.".formatted(MAX_NAME_CHARACTERS));
    }
    if (!VectorInput.isUnicode(name)) {
      throw new InvalidRequest(
          "The name \"%.40s\" holds half of a surrogate pair.".formatted(name),
          "Give a name of whole characters.");
    }
    if (collections.containsKey(name)) {
      throw new VectorException.CollectionUnavailable(
          "VEC-202",
          "There is a collection \"%s\" already.".formatted(name),
          "Choose another name, or drop it first.");
    }
    if (taken.contains(name)) {
      throw new VectorException.CollectionUnavailable(
          "VEC-202",
          "A collection \"%s\" is being made.".formatted(name),
          "Choose another name, or wait until it is there and drop it.");
    }
  }

  /** Keeps a name for one import, from before its work begins to its end. */
  private VectorCollection named(String name, Supplier<VectorCollection> work) {
    synchronized (collections) {
      requireFree(name);
      taken.add(name);
    }
    try {
      return work.get();
    } finally {
      synchronized (collections) {
        taken.remove(name);
      }
    }
  }

  @Override
  public SearchOptions defaultOptions() {
    return SearchOptions.top(defaults.maxResults());
  }

  @Override
  public VectorCollection createFromDataset(
      String name, Dataset dataset, String column, Metric metric, Progress progress) {
    return named(
        name,
        () -> {
          try (DatasetImport work = new DatasetImport(context, dataset, column, progress)) {
            work.embedTexts();
            return filled(name, work.config(metric), work.source(), work::fill);
          }
        });
  }

  @Override
  public boolean holdsVectors(Dataset dataset, String column) {
    return DatasetImport.holdsVectors(dataset.column(column));
  }

  /** A collection that is there when it is complete, and not at all when filling it fails. */
  private VectorCollection filled(
      String name, CollectionConfig config, String source, Consumer<StoredCollection> fill) {
    StoredCollection made =
        new StoredCollection(context, context.store().create(name, config, source, false));
    boolean done = false;
    try {
      fill.accept(made);
      finish(made);
      done = true;
    } finally {
      if (!done) {
        made.drop();
      }
    }
    changed();
    return made;
  }

  @Override
  public VectorCollection importVectors(String name, Path file, Metric metric, Progress progress) {
    return named(name, () -> imported(name, file, () -> VectorImport.open(file), metric, progress));
  }

  @Override
  public VectorCollection importBlobs(
      String name, Path database, String sql, Metric metric, Progress progress) {
    return named(
        name,
        () -> imported(name, database, () -> BlobSource.open(database, sql), metric, progress));
  }

  private VectorCollection imported(
      String name, Path file, Supplier<VectorSource> open, Metric metric, Progress progress) {
    try (VectorSource source = open.get()) {
      CollectionConfig config = CollectionConfig.of(source.dimensions(), metric);
      return filled(
          name,
          config,
          String.valueOf(file.getFileName()),
          made -> VectorImport.fill(made, file, source, progress));
    } catch (IOException e) {
      throw VectorImport.unreadable(file, e);
    }
  }

  @Override
  public VectorCollection reembed(String name, Progress progress) {
    StoredCollection old = stored(name);
    StoredCollection making = successor(old.stored());
    Reembedding work = new Reembedding(context.store(), old.stored(), making, progress);
    try {
      work.copy();
      old.replaced(
          () -> {
            work.catchUp();
            replace(old, making);
          });
    } catch (RuntimeException | Error e) {
      try {
        making.drop();
      } catch (RuntimeException leftOver) {
        // The next start removes it.
        e.addSuppressed(leftOver);
      }
      throw e;
    }
    progress.report(1, work.done());
    changed();
    return making;
  }

  /** An empty collection that will have the old one's name; in the workspace it has another yet. */
  private StoredCollection successor(CollectionStore.Stored old) {
    Embedder embedder = context.embedder().get();
    CollectionConfig config =
        new CollectionConfig(embedder.dimensions(), old.config().metric(), embedder.name());
    String unfinished = old.name() + " " + UUID.randomUUID();
    CollectionStore.Stored begun = context.store().create(unfinished, config, old.source(), false);
    return new StoredCollection(
        context, new CollectionStore.Stored(begun.id(), old.name(), config, old.source()));
  }

  /** While nobody reads the old one: who is told that it was replaced finds the new one. */
  private void replace(StoredCollection old, StoredCollection made) {
    context.store().replace(old.stored(), made.stored());
    synchronized (collections) {
      collections.put(old.stored().name(), made);
    }
  }

  private void finish(StoredCollection made) {
    synchronized (collections) {
      context.store().complete(made.stored());
      collections.put(made.stored().name(), made);
    }
  }

  @Override
  public void dropCollection(String name) {
    StoredCollection dropped = stored(name);
    dropped.drop();
    synchronized (collections) {
      collections.remove(name, dropped);
    }
    changed();
  }

  @Override
  public List<CollectionInfo> collections() {
    Collection<StoredCollection> all;
    synchronized (collections) {
      all = new ArrayList<>(collections.values());
    }
    return all.stream().map(StoredCollection::info).toList();
  }

  @Override
  public EmbedderStatus embedder() {
    return context.embedder().status();
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Frees all memory; the workspace stays as it is. Waits for searches under way; what embeds texts
   * ends with VEC-303. A second close does nothing.
   */
  @Override
  public void close() {
    // First, so that calls that embed many texts end now: collections wait for their callers.
    context.embedder().close();
    background.shutdownNow();
    background.close();
    List<StoredCollection> all;
    synchronized (collections) {
      all = List.copyOf(collections.values());
    }
    all.forEach(StoredCollection::close);
    workers.close();
  }
}
