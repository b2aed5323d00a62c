package dev.alidade.engine.benchmark;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.benchmark.BenchmarkCase.Prepared;
import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import dev.alidade.engine.module.KernelHost;
import dev.alidade.engine.module.KernelHostConfig;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.kernels.KernelCatalog;
import dev.alidade.engine.telemetry.NanoClock;
import dev.alidade.engine.telemetry.Quantity;
import dev.alidade.engine.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs benchmark cases one after the other, on the calling thread. It has an engine of its own with
 * a workspace in memory, so that it leaves nothing in the user's workspace and may switch
 * WebAssembly on and off. Close it to give the engine's memory back; one run at a time.
 */
public final class BenchmarkSuite implements AutoCloseable {
  private final Machine machine;
  private final List<BenchmarkCase> cases;
  private final List<BenchmarkCase> headline;
  private final Clock clock;
  private final NanoClock ticker;
  private final Consumer<Progress> beforeFirst;
  private final Runnable closing;

  BenchmarkSuite(
      Machine machine,
      List<BenchmarkCase> cases,
      List<BenchmarkCase> headline,
      Clock clock,
      NanoClock ticker) {
    this(machine, cases, headline, clock, ticker, progress -> {}, () -> {});
  }

  /**
   * @param beforeFirst done at the beginning of each run
   */
  private BenchmarkSuite(
      Machine machine,
      List<BenchmarkCase> cases,
      List<BenchmarkCase> headline,
      Clock clock,
      NanoClock ticker,
      Consumer<Progress> beforeFirst,
      Runnable closing) {
    this.machine = machine;
    this.cases = List.copyOf(cases);
    this.headline = List.copyOf(headline);
    this.clock = clock;
    this.ticker = ticker;
    this.beforeFirst = beforeFirst;
    this.closing = closing;
  }

  /**
   * The suite of this build: every kernel, what recording and SQL cost, ways of vector search, and
   * the four jobs of the headline. Which path the engine would choose is measured anew at the
   * beginning of a run.
   */
  public static BenchmarkSuite open() {
    WasmServices engine =
        WasmServices.open(WasmServicesConfig.builder().calibrateAtOpen(false).build());
    KernelHost host =
        KernelHost.open(KernelHostConfig.of(WasmMode.AUTO, 1, Clock.systemUTC(), Telemetry.NONE));
    List<BenchmarkCase> cases = new ArrayList<>(KernelCases.of(host));
    cases.add(new RecordingCase());
    cases.add(new FetchCase(engine.sqlite(), 1));
    cases.add(new FetchCase(engine.sqlite(), 1_000_000));
    cases.add(new CancelCase(engine.sqlite()));
    cases.add(new AdviceCase(engine.sqlite()));
    cases.addAll(VectorCases.of(engine));
    return new BenchmarkSuite(
        Machine.describe(wasmOf(host.capabilities())),
        cases,
        HeadlineCases.of(engine),
        Clock.systemUTC(),
        NanoClock.SYSTEM,
        host.registry()::measurePaths,
        () -> {
          host.close();
          engine.close();
        });
  }

  /** Every name that {@link #open} measures, in its order, without opening anything. */
  public static List<String> allNames() {
    return Stream.of(
            KernelCatalog.ALL.stream().map(KernelDefinition::operation),
            Stream.of(RecordingCase.NAME, FetchCase.NAME, CancelCase.NAME, AdviceCase.NAME),
            VectorCases.NAMES.stream(),
            HeadlineCases.NAMES.stream())
        .flatMap(names -> names)
        .distinct()
        .toList();
  }

  private static String wasmOf(WasmCapabilities can) {
    return can.supported()
        ? can.runtime() + " " + can.version()
        : can.entry(WasmCapabilities.WEBASSEMBLY)
            .map(entry -> Machine.NO_WASM + ": " + entry.how())
            .orElse(Machine.NO_WASM);
  }

  /** What figures depend on. */
  public Machine machine() {
    return machine;
  }

  /** Whether variants on WebAssembly are measured; if not, {@link Machine#wasm()} says why. */
  public boolean hasWasm() {
    return !machine.wasm().startsWith(Machine.NO_WASM);
  }

  /** Names of what a run with these options measures, in its order, each once. */
  public List<String> names(BenchmarkOptions options) {
    return Stream.concat(cases.stream(), headline.stream())
        .filter(options::wants)
        .map(BenchmarkCase::name)
        .distinct()
        .toList();
  }

  /**
   * Runs the suite. Cancelling it ends the run and keeps what was measured; an interrupt ends it
   * with {@link OperationCancelled}.
   *
   * @param finished gets the run so far after each case
   */
  public BenchmarkRun run(
      BenchmarkOptions options, Progress progress, Consumer<BenchmarkRun> finished) {
    List<BenchmarkCase> wanted = cases.stream().filter(options::wants).toList();
    List<BenchmarkCase> jobs = headline.stream().filter(options::wants).toList();
    List<Row> rows = new ArrayList<>();
    List<Headline> lines = new ArrayList<>();
    Interleaving timer = timer(options.quick());
    double all = Math.max(1, wanted.size() + jobs.size());
    int done = 0;
    boolean complete = options.only().isEmpty();
    try {
      if (!wanted.isEmpty()) {
        progress.report(0, "choosing paths");
        beforeFirst.accept(silent(progress));
      }
      for (BenchmarkCase next : wanted) {
        progress.report(done++ / all, next.name() + ", " + Quantity.count(next.size()));
        rows.addAll(rowsOf(next, timer, progress));
        finished.accept(run(options, false, rows, lines));
      }
      for (BenchmarkCase next : jobs) {
        progress.report(done++ / all, next.name());
        lines.add(headlineOf(next, timer, progress));
        finished.accept(run(options, false, rows, lines));
      }
      progress.report(1, "done");
    } catch (OperationCancelled e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      complete = false;
    }
    return run(options, complete, rows, lines);
  }

  private BenchmarkRun run(
      BenchmarkOptions options, boolean complete, List<Row> rows, List<Headline> lines) {
    return new BenchmarkRun(clock.instant(), options.quick(), complete, machine, rows, lines);
  }

  /** The progress's cancel without its reports, for a part of the run. */
  private static Progress silent(Progress progress) {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        // the run's own fraction stands
      }

      @Override
      public boolean cancelled() {
        return progress.cancelled();
      }
    };
  }

  @Override
  public void close() {
    closing.run();
  }

  /**
   * The 23 kernels take a quarter of a minute with the quick times, at three sizes two minutes with
   * the others.
   */
  private Interleaving timer(boolean quick) {
    return quick
        ? new Interleaving(
            Duration.ofMillis(100).toNanos(), Duration.ofMillis(300).toNanos(), ticker)
        : new Interleaving(
            Duration.ofMillis(300).toNanos(), Duration.ofMillis(1_200).toNanos(), ticker);
  }

  private static List<Row> rowsOf(BenchmarkCase next, Interleaving timer, Progress progress) {
    try (Prepared prepared = next.prepare()) {
      List<Row> rows = new ArrayList<>();
      timer
          .measure(prepared.variants(), progress)
          .forEach((variant, timing) -> rows.add(rowOf(next, prepared, variant, timing)));
      return rows;
    }
  }

  private static Row rowOf(BenchmarkCase next, Prepared prepared, String variant, Timing timing) {
    boolean chosen = prepared.chosen().map(variant::equals).orElse(false);
    return new Row(
        next.name(),
        next.size(),
        variant,
        timing.medianNanos() / 1e6,
        timing.minNanos() / 1e6,
        timing.maxNanos() / 1e6,
        timing.runs(),
        prepared.bytes(),
        chosen,
        chosen ? prepared.reason() : "",
        timing.spread().stream().map(nanos -> nanos / 1e6).toList());
  }

  private static Headline headlineOf(BenchmarkCase next, Interleaving timer, Progress progress) {
    try (Prepared prepared = next.prepare()) {
      Map<String, Timing> timings = timer.measure(prepared.variants(), progress);
      Timing wasm = timings.get(BenchmarkCase.WASM);
      Timing java = Objects.requireNonNull(timings.get(BenchmarkCase.JAVA));
      return new Headline(
          next.name(),
          wasm == null ? OptionalDouble.empty() : OptionalDouble.of(wasm.medianNanos() / 1e6),
          java.medianNanos() / 1e6);
    }
  }
}
