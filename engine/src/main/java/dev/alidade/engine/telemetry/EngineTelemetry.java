package dev.alidade.engine.telemetry;

import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.module.ShardUsage;
import dev.alidade.engine.telemetry.export.Exporters;
import dev.alidade.engine.telemetry.health.ErrorsCheck;
import dev.alidade.engine.telemetry.health.MemoryCheck;
import dev.alidade.engine.telemetry.health.SlowQueriesCheck;
import dev.alidade.engine.workspace.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's memory of what happened: figures, events and health. Thread-safe. Services put
 * operations and events in; views and exporters pull figures out.
 *
 * <p>It is made first, since everything reports to it; what it watches is told to it while the
 * engine is wired, and {@link #start()} begins the sampling. Switched off, it records nothing and
 * keeps no events, and only {@link #healthStatus()} and {@link #checkNow()} still tell something.
 */
public final class EngineTelemetry
    implements Telemetry, PerformanceTracker, Observability, AutoCloseable {
  /** What a report draws: as far back as the sampler keeps single seconds. */
  private static final Duration REPORTED = Duration.ofMinutes(15);

  private final boolean recording;
  private final Clock clock;
  private final Figures figures;
  private final EventStream events = new EventStream();
  private final Failures failures;
  private final HealthBoard health;
  private final Exporters exporters;
  private volatile Instant countedSince;
  private volatile Runnable memoryShort = () -> {};
  private volatile Supplier<List<ModuleInfo>> modules = List::of;
  private volatile @Nullable EventJournal journal;

  /** Guards starting and closing. */
  private final ReentrantLock lifecycle = new ReentrantLock();

  private @Nullable Rounds rounds;
  private boolean closed;

  /**
   * @param recording false records nothing
   */
  public EngineTelemetry(boolean recording, Clock clock) {
    this(recording, clock, NanoClock.SYSTEM, new ProcessProbe());
  }

  EngineTelemetry(
      boolean recording, Clock clock, NanoClock ticker, Supplier<ProcessUsage> process) {
    this.recording = recording;
    this.clock = clock;
    this.countedSince = clock.instant();
    this.failures = new Failures(ticker);
    this.exporters = new Exporters(this::reading, this::publish, clock);
    this.figures = new Figures(clock, ticker, process);
    this.health =
        new HealthBoard(
            clock,
            () -> MemoryCheck.healthOf(figures.processNow(), figures.linearNow()),
            this::publish);
    health.add(new MemoryCheck(figures::processNow, figures::linearNow));
    if (recording) {
      health.add(new SlowQueriesCheck(this, clock));
      health.add(new ErrorsCheck(this, this, clock));
    }
  }

  /** Tells where linear memory is accounted. */
  public void watchLinearMemory(Supplier<LinearUsage> usage) {
    figures.linearMemory(usage);
  }

  /** Tells where the memory of each shard is listed. */
  public void watchShards(Supplier<List<ShardUsage>> usage) {
    figures.shards(usage);
  }

  /** Tells what the workspace takes. It must not wait for the workspace's work. */
  public void watchStorage(Supplier<StorageUsage> usage) {
    figures.storage(usage);
  }

  /** Called on the health thread after a round in which memory was found short. */
  public void onMemoryShort(Runnable response) {
    memoryShort = response;
  }

  /** What the process uses now. */
  public ProcessUsage processUsage() {
    return figures.processNow();
  }

  /** What exporters send, with the state that the last round of checks found. */
  public MeterReading reading() {
    return new MeterReading(
        countedSince,
        clock.instant(),
        figures.totals(),
        figures.processNow(),
        figures.linearNow(),
        health.latest(),
        droppedEvents());
  }

  @Override
  public Exporters exporters() {
    return exporters;
  }

  /** Tells where modules are listed, for the report's recommendations. */
  public void watchModules(Supplier<List<ModuleInfo>> list) {
    modules = list;
  }

  /**
   * Tells which operations are kernel calls. {@code wasmCallCount}, {@code averageWasmTime} and the
   * other sums of {@link #metrics()} then count those alone, so that a search and the scan inside
   * it are not counted twice; without this they count every operation.
   */
  public void countAsKernels(Set<String> operations) {
    figures.kernels(operations);
  }

  /** Keeps events of WARN and above in this workspace from now on. Close this before it. */
  public void keepEventsIn(Workspace workspace) {
    lifecycle.lock();
    try {
      if (recording && !closed && journal == null) {
        journal = new EventJournal(workspace);
      }
    } finally {
      lifecycle.unlock();
    }
  }

  /** Begins to sample every second and to check health every five; a second call does nothing. */
  public void start() {
    lifecycle.lock();
    try {
      if (recording && !closed && rounds == null) {
        rounds = new Rounds(this::sample, this::checkRound);
      }
    } finally {
      lifecycle.unlock();
    }
  }

  private void checkRound() {
    boolean isShort =
        health
            .round(false)
            .component(MemoryCheck.COMPONENT)
            .map(memory -> memory.status() != HealthStatus.HEALTHY)
            .orElse(false);
    if (isShort) {
      memoryShort.run();
    }
  }

  /** One round of the sampler. */
  void sample() {
    figures.sample();
  }

  /** One round of the health rules that nobody asked for. */
  HealthReport checkInPassing() {
    return health.round(false);
  }

  @Override
  public void record(OperationSample sample) {
    if (recording) {
      figures.record(sample);
      OperationEvent.mirror(sample);
    }
  }

  @Override
  public void publish(EngineEvent event) {
    if (!recording) {
      return;
    }
    events.publish(event);
    EventJournal keeper = journal;
    if (keeper != null && !keeper.isWriting()) {
      keeper.offer(event);
    }
  }

  @Override
  public boolean failed(String operation, Throwable cause) {
    boolean counts = Telemetry.super.failed(operation, cause);
    if (counts && failures.isNew(operation, cause)) {
      publish(failures.event(clock.instant(), operation, cause));
    }
    return counts;
  }

  @Override
  public PerformanceMetrics metrics() {
    return figures.metrics();
  }

  @Override
  public PerformanceMetrics metrics(Duration window) {
    return figures.metrics(window);
  }

  @Override
  public Optional<OperationSample> last() {
    return figures.last();
  }

  @Override
  public List<OperationTotals> totals() {
    return figures.totals();
  }

  @Override
  public OperationHistory history(String operation, Duration window) {
    return figures.history(operation, window);
  }

  @Override
  public OperationHistory history(Set<String> operations, TimeSpan span) {
    return figures.history(operations, span);
  }

  @Override
  public List<OperationSummary> operations(TimeSpan span) {
    return figures.operations(span);
  }

  @Override
  public LatencyDistribution latencies(String operation, TimeSpan span) {
    return figures.latencies(operation, span);
  }

  @Override
  public MemoryHistory memory(Duration window) {
    return figures.memory(window);
  }

  @Override
  public MemoryHistory memory(TimeSpan span) {
    return figures.memory(span);
  }

  @Override
  public Optional<TimeSpan> sampled() {
    return figures.sampled();
  }

  @Override
  public void reset() {
    figures.reset();
    countedSince = clock.instant();
  }

  @Override
  public HealthReport healthStatus() {
    return health.latest();
  }

  /** Runs every rule now and shows the truth of this moment, without the calm that rounds keep. */
  public HealthReport checkNow() {
    return health.round(true);
  }

  @Override
  public PerformanceReport generatePerformanceReport() {
    PerformanceMetrics metrics = metrics();
    HealthReport report = health.latest();
    return new PerformanceReport(
        clock.instant(),
        metrics,
        report,
        figures.processNow(),
        Recommendations.of(metrics, report, modules.get(), droppedEvents()),
        charts(clock.instant()));
  }

  private PerformanceReport.Charts charts(Instant now) {
    TimeSpan span = TimeSpan.before(now, REPORTED);
    return new PerformanceReport.Charts(history(Set.of(), span), memory(span));
  }

  @Override
  public Flow.Publisher<EngineEvent> events() {
    return events;
  }

  @Override
  public List<EngineEvent> recentEvents(EventFilter filter) {
    return events.recent(filter);
  }

  @Override
  public List<EngineEvent.EventKept> earlierEvents(int limit) {
    EventJournal keeper = journal;
    return keeper == null ? List.of() : keeper.earlier(limit);
  }

  @Override
  public long publishedEvents() {
    return events.published();
  }

  @Override
  public long droppedEvents() {
    return events.dropped();
  }

  @Override
  public long unkeptEvents() {
    EventJournal keeper = journal;
    return keeper == null ? 0 : keeper.lost();
  }

  @Override
  public void addCheck(HealthCheck check) {
    health.add(check);
  }

  @Override
  public void mark(String message) {
    publish(new EngineEvent.MomentMarked(clock.instant(), "user", message));
  }

  /** Ends the sampling, writes the last events and ends the subscriptions. */
  @Override
  public void close() {
    lifecycle.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      exporters.close();
      if (rounds != null) {
        rounds.close();
      }
      EventJournal keeper = journal;
      if (keeper != null) {
        keeper.close();
      }
      events.close();
    } finally {
      lifecycle.unlock();
    }
  }
}
