package dev.alidade.engine.runtime;

import dev.alidade.engine.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Measures both paths of kernels on their own workloads: the twin is warmed up for the JIT, then
 * the paths run in turn, and the best of each is kept: what else the machine does can only add
 * time. Works on shards of its own, so that nobody waits for it and its memory goes back.
 */
public final class PathCalibrator {
  /** One small call, two usual ones, one that no cache holds. */
  private static final int[] SIZES = {64, 1 << 10, 1 << 14, 1 << 18};

  /** Larger inputs take longer to make than to measure. */
  private static final long MOST_BYTES = 26L << 20;

  /**
   * The JIT's second compiler has what it needs by then; 22 kernels at this are a third of a
   * second.
   */
  private static final long WARM_UP_NANOS = 15_000_000;

  /** For each kernel and size, beyond the fewest rounds. */
  private static final long MEASURE_NANOS = 6_000_000;

  private static final long WARM_UP_SLICE_NANOS = 2_000_000;
  private static final long MOST_WARM_UP_NANOS = 150_000_000;
  private static final int STEADY_SLICES = 5;
  private static final double STILL_FASTER = 0.9;

  private static final int FEWEST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 25;

  /** A sample shorter than this is repeated within one reading of the clock. */
  private static final long LEAST_SAMPLE_NANOS = 20_000;

  /** How many times faster than its twin a kernel may be before that is measured again. */
  private static final double DOUBTFUL = 3;

  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Function<String, KernelShard> shards;
  private final Map<String, ModuleState> modules;
  private final Clock clock;

  /**
   * @param shards makes a fresh shard of a module, which is closed after use
   */
  public PathCalibrator(
      Function<String, KernelShard> shards, Map<String, ModuleState> modules, Clock clock) {
    this.shards = shards;
    this.modules = Map.copyOf(modules);
    this.clock = clock;
  }

  /**
   * Measures these kernels; those whose module cannot be used are left out.
   *
   * @throws dev.alidade.engine.OperationCancelled when the progress is cancelled
   * @throws RuntimeFailure when a kernel fails
   */
  public List<PathMeasurement> measure(List<KernelDefinition> kernels, Progress progress) {
    List<PathMeasurement> found = new ArrayList<>();
    String machine = PathMeasurement.thisMachine();
    int done = 0;
    for (KernelDefinition kernel : kernels) {
      progress.check("measuring paths");
      progress.report((double) done++ / kernels.size(), "measuring " + kernel.id());
      ModuleState module = modules.get(kernel.module());
      if (module == null || module.path().isEmpty()) {
        continue;
      }
      try (KernelShard shard = shards.apply(kernel.module())) {
        measure(kernel, shard, module, machine).forEach(one -> found.add(one));
      }
    }
    List<PathMeasurement> checked = again(found, kernels, machine, progress);
    progress.report(1, kernels.size() + " kernels measured");
    return checked;
  }

  private List<PathMeasurement> measure(
      KernelDefinition kernel, KernelShard shard, ModuleState module, String machine) {
    List<PathMeasurement> found = new ArrayList<>();
    for (int items : SIZES) {
      double[] best = measure(kernel, shard, items, items == SIZES[0]);
      if (best.length == 0) {
        break;
      }
      found.add(
          new PathMeasurement(
              kernel.id(), items, best[0], best[1], module.sha256(), machine, clock.instant()));
    }
    return found;
  }

  /**
   * Measures once more where the paths are far apart, and keeps the better of each: in a young
   * process the JIT may come to a twin only after it was measured.
   */
  private List<PathMeasurement> again(
      List<PathMeasurement> first,
      List<KernelDefinition> kernels,
      String machine,
      Progress progress) {
    Set<String> doubtful =
        first.stream()
            .filter(one -> one.javaNanos() > DOUBTFUL * one.wasmNanos())
            .map(PathMeasurement::kernelId)
            .collect(Collectors.toSet());
    Map<String, PathMeasurement> best = new LinkedHashMap<>();
    first.forEach(one -> best.put(one.kernelId() + ' ' + one.items(), one));
    for (KernelDefinition kernel : kernels) {
      ModuleState module = modules.get(kernel.module());
      if (module == null || !doubtful.contains(kernel.id())) {
        continue;
      }
      progress.check("measuring paths");
      try (KernelShard shard = shards.apply(kernel.module())) {
        for (PathMeasurement one : measure(kernel, shard, module, machine)) {
          best.merge(one.kernelId() + ' ' + one.items(), one, PathCalibrator::better);
        }
      }
    }
    return List.copyOf(best.values());
  }

  private static PathMeasurement better(PathMeasurement a, PathMeasurement b) {
    return new PathMeasurement(
        a.kernelId(),
        a.items(),
        Math.min(a.wasmNanos(), b.wasmNanos()),
        Math.min(a.javaNanos(), b.javaNanos()),
        a.moduleSha256(),
        a.machine(),
        b.measuredAt());
  }

  /** Best nanoseconds on WASM and on Java; empty where the inputs would be too large. */
  private static double[] measure(
      KernelDefinition kernel, KernelShard shard, int items, boolean smallest) {
    if (!smallest && bytesFor(kernel, shard, items) > MOST_BYTES) {
      return new double[0];
    }
    try (Workload.Prepared work =
        kernel.workload().prepare(shard.memory(), items, Workload.USUAL_SHAPE)) {
      ParameterBlock block = new ParameterBlock(shard.memory().segment(), shard.params());
      block.clear();
      work.parameters().accept(block);
      Runnable wasm = () -> shard.callInstance(kernel.name(), DEADLINE);
      Runnable java = () -> kernel.twin().run(shard.memory().segment(), shard.params());
      wasm.run();
      double once = warmUp(java, smallest ? WARM_UP_NANOS : WARM_UP_NANOS / 5);
      int repeat = Math.clamp((long) (LEAST_SAMPLE_NANOS / Math.max(1, once)), 1, 64);
      return interleaved(wasm, java, repeat);
    }
  }

  /**
   * Runs the twin for the given time, and on until it has become no faster for a while: the JIT
   * compiles in the background, and on a busy machine late.
   *
   * @return nanoseconds of a run
   */
  private static double warmUp(Runnable java, long least) {
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    int steady = 0;
    long spent;
    do {
      long from = System.nanoTime();
      int runs = 0;
      do {
        java.run();
        runs++;
      } while (System.nanoTime() - from < WARM_UP_SLICE_NANOS);
      double now = (double) (System.nanoTime() - from) / runs;
      steady = now < best * STILL_FASTER ? 0 : steady + 1;
      best = Math.min(best, now);
      spent = System.nanoTime() - start;
    } while (spent < least || (steady < STEADY_SLICES && spent < MOST_WARM_UP_NANOS));
    return best;
  }

  /** From the bytes that a small call reads. */
  private static long bytesFor(KernelDefinition kernel, KernelShard shard, int items) {
    try (Workload.Prepared small =
        kernel.workload().prepare(shard.memory(), SIZES[0], Workload.USUAL_SHAPE)) {
      return small.bytesRead() * items / SIZES[0];
    }
  }

  private static double[] interleaved(Runnable wasm, Runnable java, int repeat) {
    double wasmNanos = Double.POSITIVE_INFINITY;
    double javaNanos = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    int rounds = 0;
    while (rounds < MOST_ROUNDS
        && (rounds < FEWEST_ROUNDS || System.nanoTime() - start < MEASURE_NANOS)) {
      wasmNanos = Math.min(wasmNanos, sample(wasm, repeat));
      javaNanos = Math.min(javaNanos, sample(java, repeat));
      rounds++;
    }
    return new double[] {wasmNanos, javaNanos};
  }

  private static double sample(Runnable work, int repeat) {
    long start = System.nanoTime();
    for (int i = 0; i < repeat; i++) {
      work.run();
    }
    return (double) (System.nanoTime() - start) / repeat;
  }
}
