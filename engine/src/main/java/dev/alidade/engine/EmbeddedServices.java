package dev.alidade.engine;

import dev.alidade.engine.benchmark.BenchmarkSuite;
import dev.alidade.engine.compute.ComputeEngine;
import dev.alidade.engine.compute.ShardedCompute;
import dev.alidade.engine.data.ColumnarProcessor;
import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.dataset.ColumnarCatalog;
import dev.alidade.engine.dataset.DatasetCatalog;
import dev.alidade.engine.module.KernelHost;
import dev.alidade.engine.module.KernelHostConfig;
import dev.alidade.engine.module.ModuleRegistry;
import dev.alidade.engine.module.PathCalibrationStore;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.kernels.KernelCatalog;
import dev.alidade.engine.sql.JdbcSqliteService;
import dev.alidade.engine.sql.SqliteService;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EngineTelemetry;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.LinearUsage;
import dev.alidade.engine.telemetry.NanoClock;
import dev.alidade.engine.telemetry.Observability;
import dev.alidade.engine.telemetry.PerformanceTracker;
import dev.alidade.engine.telemetry.StorageUsage;
import dev.alidade.engine.telemetry.health.DiskCheck;
import dev.alidade.engine.telemetry.health.KernelsCheck;
import dev.alidade.engine.telemetry.health.MemoryCheck;
import dev.alidade.engine.telemetry.health.PathChoiceCheck;
import dev.alidade.engine.telemetry.health.WebAssemblyCheck;
import dev.alidade.engine.telemetry.health.WorkspaceCheck;
import dev.alidade.engine.vector.MiniLmEmbedder;
import dev.alidade.engine.vector.ShardedVectorSearch;
import dev.alidade.engine.vector.VectorSearch;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Wires the services by hand, in the order of their dependencies, and closes them in reverse. */
final class EmbeddedServices implements WasmServices {
  /** How long the emptying of caches may hold up a load. */
  private static final Duration CACHE_PATIENCE = Duration.ofMillis(200);

  private final CloseStack resources;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final EngineTelemetry telemetry;
  private final SqliteWorkspace workspace;
  private final KernelHost host;
  private final ColumnarCatalog datasets;
  private final ShardedVectorSearch vectorSearch;
  private final JdbcSqliteService sqlite;
  private final DataProcessor processor;
  private final ShardedCompute compute;

  private EmbeddedServices(
      WasmServicesConfig config, UnaryOperator<KernelHostConfig> hosting, CloseStack resources) {
    this.resources = resources;
    workspace =
        resources.push(
            SqliteWorkspace.open(
                config.workspace(), config.sqlite().wal(), config.sqlite().cachePages()));
    telemetry = resources.push(new EngineTelemetry(config.observability(), config.clock()));
    telemetry.keepEventsIn(workspace);
    workspace.onRetry(
        note ->
            telemetry.publish(
                new EngineEvent.OperationRetried(
                    config.clock().instant(),
                    "workspace",
                    note.attempts(),
                    note.succeeded(),
                    note.cause(),
                    note.took().toNanos())));
    host =
        resources.push(
            KernelHost.open(
                hosting.apply(
                    KernelHostConfig.of(
                        config.wasm(), config.workers(), config.clock(), telemetry))));
    datasets =
        resources.push(
            new ColumnarCatalog(
                host.shards(), workspace, telemetry, config.clock(), config.workers()));
    processor =
        new ColumnarProcessor(host.kernels(), workspace, telemetry, config.clock(), datasets::get);
    compute = resources.push(new ShardedCompute(host.kernels(), host.shards(), telemetry));
    sqlite = resources.push(new JdbcSqliteService(workspace, telemetry, config.clock()));
    vectorSearch =
        resources.push(
            new ShardedVectorSearch(
                host.kernels(),
                host.shards(),
                workspace,
                telemetry,
                () -> MiniLmEmbedder.load(config.workers()),
                config.vectorSearch()));
    MemoryRelief relief = relief(config);
    host.admitBy(relief);
    telemetry.onMemoryShort(relief::relieve);
    watch(config);
  }

  /** Results and pages first; the collection then also gets what they held. */
  private MemoryRelief relief(WasmServicesConfig config) {
    return new MemoryRelief(
        () -> MemoryCheck.healthOf(telemetry.processUsage(), linearUsage()),
        List.of(
            new MemoryRelief.Cache("results of queries", this::dropQueryCaches),
            new MemoryRelief.Cache("pages of the workspace", workspace::releaseMemory),
            new MemoryRelief.Cache("garbage of the heap", System::gc)),
        telemetry,
        config.clock(),
        NanoClock.SYSTEM);
  }

  /** A database that works on a long query gives its cache back when it has ended. */
  private void dropQueryCaches() {
    Thread dropping = Thread.ofVirtual().name("alidade-drop-caches").start(sqlite::dropCaches);
    try {
      dropping.join(CACHE_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StorageUsage storageUsage() {
    long file =
        workspace
            .file()
            .map(
                path ->
                    path.toFile().length()
                        + path.resolveSibling(path.getFileName() + "-wal").toFile().length())
            .orElse(0L);
    return new StorageUsage(file, workspace.pageCacheLimitBytes());
  }

  static WasmServices open(WasmServicesConfig config) {
    return open(config, UnaryOperator.identity());
  }

  /**
   * @param hosting replaces where modules and the runtime come from, for tests of their failures
   */
  static WasmServices open(WasmServicesConfig config, UnaryOperator<KernelHostConfig> hosting) {
    CloseStack resources = new CloseStack();
    try {
      EmbeddedServices services = new EmbeddedServices(config, hosting, resources);
      services.start(config);
      return services;
    } catch (RuntimeException | Error e) {
      resources.close();
      throw e;
    }
  }

  /** Tells telemetry what to look at. */
  private void watch(WasmServicesConfig config) {
    telemetry.watchLinearMemory(this::linearUsage);
    telemetry.watchShards(host.registry()::memory);
    telemetry.watchStorage(this::storageUsage);
    telemetry.watchModules(host.registry()::list);
    telemetry.countAsKernels(
        KernelCatalog.ALL.stream().map(KernelDefinition::operation).collect(Collectors.toSet()));
    telemetry.addCheck(
        new KernelsCheck(host.registry()::list, host.registry()::mode, telemetry, config.clock()));
    telemetry.addCheck(new WebAssemblyCheck(host::capabilities, host.registry()::mode));
    telemetry.addCheck(new PathChoiceCheck(host.registry(), config.clock()));
    telemetry.addCheck(new WorkspaceCheck(workspace, NanoClock.SYSTEM));
    telemetry.addCheck(new DiskCheck(workspace::file));
  }

  private void start(WasmServicesConfig config) {
    PathCalibrationStore calibration = new PathCalibrationStore(workspace);
    host.restore(calibration.read());
    host.onMeasured(calibration::write);
    telemetry.start();
    if (config.calibrateAtOpen()) {
      host.measureInBackground();
    }
    Thread.ofPlatform()
        .daemon()
        .name("alidade-data-sets")
        .start(() -> datasets.restore(Progress.NONE));
  }

  private LinearUsage linearUsage() {
    long limit =
        KernelCatalog.MODULES.stream()
            .flatMap(module -> host.shards().of(module).stream())
            .mapToLong(shard -> shard.memory().limitBytes())
            .sum();
    return new LinearUsage(
        host.usedBytes(MemoryPurpose.VECTORS),
        host.usedBytes(MemoryPurpose.COLUMNS),
        host.usedBytes(MemoryPurpose.SCRATCH),
        host.committedBytes(),
        limit);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new EngineClosed();
    }
  }

  @Override
  public WasmCapabilities capabilities() {
    requireOpen();
    return host.capabilities();
  }

  @Override
  public VectorSearch vectorSearch() {
    requireOpen();
    return vectorSearch;
  }

  @Override
  public SqliteService sqlite() {
    requireOpen();
    return sqlite;
  }

  @Override
  public ComputeEngine compute() {
    requireOpen();
    return compute;
  }

  @Override
  public DataProcessor dataProcessor() {
    requireOpen();
    return processor;
  }

  @Override
  public DatasetCatalog datasets() {
    requireOpen();
    return datasets;
  }

  @Override
  public ModuleRegistry modules() {
    requireOpen();
    return host.registry();
  }

  @Override
  public PerformanceTracker performance() {
    requireOpen();
    return telemetry;
  }

  @Override
  public Observability observability() {
    requireOpen();
    return telemetry;
  }

  @Override
  public Workspace workspace() {
    requireOpen();
    return workspace;
  }

  @Override
  public ServicesStats stats() {
    requireOpen();
    return ServicesStats.of(telemetry.metrics(), linearUsage());
  }

  @Override
  public BenchmarkSuite benchmark() {
    requireOpen();
    return BenchmarkSuite.open();
  }

  @Override
  public HealthReport healthCheck() {
    requireOpen();
    return telemetry.checkNow();
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      resources.close();
    }
  }
}
