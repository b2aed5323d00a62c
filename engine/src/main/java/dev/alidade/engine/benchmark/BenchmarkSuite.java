package dev.alidade.engine.benchmark;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.benchmark.BenchmarkCase.Prepared;
import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import dev.alidade.engine.telemetry.NanoClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Runs benchmark cases one after the other, on the calling thread. */
public final class BenchmarkSuite {
  private final Machine machine;
  private final List<BenchmarkCase> cases;
  private final List<BenchmarkCase> headline;
  private final Clock clock;
  private final NanoClock ticker;

  BenchmarkSuite(
      Machine machine,
      List<BenchmarkCase> cases,
      List<BenchmarkCase> headline,
      Clock clock,
      NanoClock ticker) {
    this.machine = machine;
    this.cases = List.copyOf(cases);
    this.headline = List.copyOf(headline);
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Runs the suite. Cancelling it ends the run and keeps what was measured; an interrupt ends it
   * with {@link OperationCancelled}.
   *
   * @param finished gets the run so far after each case
   */
  public BenchmarkRun run(
      BenchmarkOptions options, Progress progress, Consumer<BenchmarkRun> finished) {
    List<BenchmarkCase> wanted = cases.stream().filter(c -> options.wants(c.name())).toList();
    List<BenchmarkCase> jobs = headline.stream().filter(c -> options.wants(c.name())).toList();
    List<Row> rows = new ArrayList<>();
    List<Headline> lines = new ArrayList<>();
    Interleaving timer = timer(options.quick());
    double all = Math.max(1, wanted.size() + jobs.size());
    int done = 0;
    boolean complete = options.only().isEmpty();
    try {
      for (BenchmarkCase next : wanted) {
        progress.report(done++ / all, next.name() + ", " + next.size());
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

  /** About 22 kernels at two or three sizes each fit a minute with the quick times. */
  private Interleaving timer(boolean quick) {
    return quick
        ? new Interleaving(
            Duration.ofMillis(80).toNanos(), Duration.ofMillis(200).toNanos(), ticker)
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
        chosen ? prepared.reason() : "");
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
