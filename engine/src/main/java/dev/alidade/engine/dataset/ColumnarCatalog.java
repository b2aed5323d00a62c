package dev.alidade.engine.dataset;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.DatasetMissing;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.sql.QueryCursor;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.QueryResult;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Data sets as columns in the memory of {@code data} shards, remembered in the workspace. After
 * opening a workspace, {@link #restore} reads its data sets again; until then, {@link #get} reads
 * the one it is asked for.
 */
public final class ColumnarCatalog implements DatasetCatalog, AutoCloseable {
  static final PathChoice BY_JAVA =
      new PathChoice(ExecutionPath.JAVA, "files are read and written by Java alone");
  static final PathChoice BY_SQLITE =
      new PathChoice(ExecutionPath.SQLITE, "SQLite reads its own files");

  private static final System.Logger LOG = System.getLogger(ColumnarCatalog.class.getName());

  private final Shards shards;
  private final Telemetry telemetry;
  private final Clock clock;
  private final int threads;
  private final StoredDatasets stored;
  private final CatalogExports exports;
  private final CatalogueList entries;

  /**
   * Takes the list from the workspace; reads no file yet.
   *
   * @param threads how many may work on one file
   */
  public ColumnarCatalog(
      Shards shards, Workspace workspace, Telemetry telemetry, Clock clock, int threads) {
    this.shards = shards;
    this.telemetry = telemetry;
    this.clock = clock;
    this.threads = threads;
    this.stored = new StoredDatasets(workspace, clock);
    this.exports = new CatalogExports(shards, telemetry, clock);
    this.entries = new CatalogueList(stored.all().stream().map(CatalogueEntry::new).toList());
  }

  /**
   * Reads the data sets of the workspace again, one after the other, and tells the listeners after
   * each. One that cannot be had stays in {@link #entries} with its problem. Takes as long as
   * loading: call it in the background.
   */
  public void restore(Progress progress) {
    for (CatalogueEntry entry : entries.all()) {
      progress.check("reading the workspace's data sets");
      if (entry.state() == DatasetEntry.State.LOADING) {
        try {
          read(entry, progress);
        } catch (OperationCancelled e) {
          throw e;
        } catch (EngineException e) {
          // The entry keeps the problem; the other data sets go on.
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} {1}: {2}",
              e.code(),
              entry.stored().name(),
              e.sentence());
        }
        entries.changed();
      }
    }
  }

  private Dataset read(CatalogueEntry entry, Progress progress) {
    return entry.readOnce(
        () ->
            entry
                .stored()
                .origin()
                .map(
                    origin ->
                        timed(
                            entry.stored().name(),
                            () -> readFile(origin.path(), origin.options(), progress)))
                .orElseGet(() -> timed(entry.stored().name(), () -> readRows(entry.stored())))
                .dataset());
  }

  /**
   * @param bytes what was read
   */
  private record Loaded(Dataset dataset, PathChoice path, long bytes) {}

  @Override
  public Dataset load(Path file, LoadOptions options, Progress progress) {
    Loaded loaded =
        timed(String.valueOf(file.getFileName()), () -> readFile(file, options, progress));
    return register(loaded.dataset(), dataset -> stored.addFile(dataset, file, options));
  }

  @Override
  public Optional<TextLayout> layoutOf(Path file, LoadOptions options) {
    return DatasetReader.layout(file, options);
  }

  @Override
  public Optional<LoadOptions> optionsOf(String name) {
    return entries.entry(name).stored().origin().map(StoredDatasets.Origin::options);
  }

  @Override
  public Dataset reload(String name, LoadOptions options, Progress progress) {
    Path file =
        entries
            .entry(name)
            .stored()
            .origin()
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "The data set " + name + " came from no file.",
                        "Choose a data set that was loaded from a file."))
            .path();
    LoadOptions named = options.withName(name);
    Loaded loaded = timed(name, () -> readFile(file, named, progress));
    try {
      remove(name);
    } catch (DatasetMissing e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} was removed while its file was read again", name);
    }
    return register(loaded.dataset(), dataset -> stored.addFile(dataset, file, named));
  }

  private Loaded readFile(Path file, LoadOptions options, Progress progress) {
    DatasetReader.Read read = DatasetReader.read(file, options, progress, threads);
    return new Loaded(
        build(
            options.name().orElse(read.title()),
            file.toAbsolutePath().toString(),
            read.table(),
            progress),
        read.sqlite() ? BY_SQLITE : BY_JAVA,
        read.bytes());
  }

  private Loaded readRows(StoredDatasets.Stored rows) {
    Shard shard = shards.roomiest("data");
    List<Column> columns = stored.columns(rows, shard);
    long count = columns.isEmpty() ? 0 : columns.getFirst().rowCount();
    Dataset dataset = new Dataset(rows.name(), rows.source(), count, columns, shard, List.of(), 0);
    return new Loaded(dataset, BY_SQLITE, dataset.bytes());
  }

  private Dataset build(String name, String source, TableLoader.Table table, Progress progress) {
    progress.report(1, "%,d rows, copying into linear memory".formatted(table.rows()));
    progress.check("loading " + name);
    Shard shard = shards.roomiest("data");
    return new Dataset(
        name,
        source,
        table.rows(),
        ColumnBuilder.buildAll(table.columns(), shard),
        shard,
        table.rejects().kept(),
        table.rejects().count());
  }

  @Override
  public List<String> tablesOf(Path file) {
    return DatasetReader.tablesOf(file);
  }

  @Override
  public Dataset fromRows(String name, List<? extends Map<String, ?>> rows) {
    if (rows.isEmpty()) {
      throw new InvalidRequest(
          "The data set " + name + " would have no columns: there are no rows.",
          "Give at least one row.");
    }
    return fromRecords(
        name, "rows", RowRecords.of(rows), new ValueCells(false), BY_JAVA, Progress.NONE);
  }

  @Override
  public Dataset fromQuery(String name, SqliteDatabase database, String sql, Progress progress) {
    QueryResult result =
        database.executeQuery(
            sql,
            SqlParameters.NONE,
            new QueryOptions(false, false, Integer.MAX_VALUE, Optional.empty()),
            progress);
    return fromRecords(
        name,
        "query on " + database.name() + ": " + sql,
        RowRecords.of(result),
        new ValueCells(true),
        BY_SQLITE,
        progress);
  }

  private Dataset fromRecords(
      String name,
      String source,
      RowRecords records,
      ValueCells cells,
      PathChoice path,
      Progress progress) {
    Loaded loaded =
        timed(
            name,
            () -> {
              TableLoader.Table table =
                  new TableLoader<>(
                          records, cells, LoadOptions.BadValues.WIDEN, progress, "loading " + name)
                      .load();
              Dataset dataset = build(name, source, table, progress);
              return new Loaded(dataset, path, dataset.bytes());
            });
    return register(loaded.dataset(), dataset -> stored.addRows(dataset, progress));
  }

  @Override
  public Dataset add(Dataset dataset, Progress progress) {
    return register(dataset, named -> stored.addRows(named, progress));
  }

  /** Gives it a free name, commits it to the workspace, and only then lists it. */
  private Dataset register(Dataset made, Function<Dataset, StoredDatasets.Stored> store) {
    AtomicReference<Dataset> held = new AtomicReference<>(made);
    boolean listed = false;
    try {
      entries.add(
          made.name(),
          name -> {
            if (!name.equals(made.name())) {
              held.set(made.named(name));
              made.close();
            }
            return new CatalogueEntry(store.apply(held.get()), held.get());
          });
      listed = true;
      return held.get();
    } finally {
      if (!listed) {
        held.get().close();
      }
    }
  }

  @Override
  public Dataset get(String name) {
    CatalogueEntry entry = entries.entry(name);
    boolean wasReady = entry.state() == DatasetEntry.State.READY;
    Dataset dataset = read(entry, Progress.NONE);
    if (!wasReady) {
      entries.changed();
    }
    return dataset;
  }

  @Override
  public List<Dataset> list() {
    return entries.all().stream().flatMap(entry -> entry.ready().stream()).toList();
  }

  @Override
  public List<DatasetEntry> entries() {
    return entries.all().stream().map(CatalogueEntry::described).toList();
  }

  @Override
  public void remove(String name) {
    CatalogueEntry entry = entries.remove(name, gone -> stored.remove(gone.stored()));
    entry.close();
    entries.changed();
  }

  @Override
  public void onChange(Runnable listener) {
    entries.onChange(listener);
  }

  @Override
  public ExportLosses export(Dataset dataset, Path file, ExportOptions options, Progress progress) {
    return exports.write(dataset, file, options, progress);
  }

  @Override
  public long exportQuery(QueryCursor rows, Path file, ExportOptions options, Progress progress) {
    return exports.write(rows, file, options, progress);
  }

  @Override
  public DatasetStream stream(Path file, LoadOptions options, Progress progress) {
    return new FileStream(file, options, shards, threads, progress);
  }

  /** Records how loading went; a failure becomes an event, a cancel does not. */
  private Loaded timed(String what, Supplier<Loaded> work) {
    long start = System.nanoTime();
    try {
      shards.admit(what);
      Loaded loaded = work.get();
      long nanos = System.nanoTime() - start;
      Dataset dataset = loaded.dataset();
      telemetry.record(
          new OperationSample(
              "data.load",
              loaded.path(),
              nanos,
              dataset.rowCount() + dataset.rejectCount(),
              dataset.rowCount(),
              loaded.bytes(),
              false,
              false));
      telemetry.publish(
          new EngineEvent.DatasetLoaded(
              clock.instant(), dataset.name(), dataset.rowCount(), dataset.rejectCount(), nanos));
      return loaded;
    } catch (EngineException e) {
      boolean failed = !(e instanceof OperationCancelled);
      telemetry.record(
          new OperationSample(
              "data.load", BY_JAVA, System.nanoTime() - start, 0, 0, 0, failed, false));
      if (failed) {
        failed(what, e);
      }
      throw e;
    }
  }

  private void failed(String what, EngineException e) {
    telemetry.publish(
        new EngineEvent.OperationFailed(clock.instant(), what, e.code(), e.sentence()));
  }

  /** Frees the memory of every data set; the workspace still names them. */
  @Override
  public void close() {
    entries.close().forEach(CatalogueEntry::close);
  }
}
