package dev.alidade.engine.benchmark;

import dev.alidade.engine.Progress;
import dev.alidade.engine.benchmark.BenchmarkCase.Variant;
import dev.alidade.engine.telemetry.NanoClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times variants against each other: all are warmed up, then they run in turn, each round beginning
 * with another one, so that a machine that gets slower or busier does so for all of them.
 *
 * @param warmUpNanos for each variant, so that the JIT has compiled it
 * @param measureNanos for all variants together, beyond the fewest rounds
 */
record Interleaving(long warmUpNanos, long measureNanos, NanoClock ticker) {
  private static final int FEWEST_ROUNDS = 9;
  private static final int MOST_ROUNDS = 301;

  /** The clock's own cost and grain, about 50 ns, is then below a hundredth. */
  private static final long LEAST_SAMPLE_NANOS = 20_000;

  private static final int MOST_REPEATS = 1_000;

  /** Timings by variant, in the order given. */
  Map<String, Timing> measure(List<Variant> variants, Progress progress) {
    int[] repeats = new int[variants.size()];
    for (int v = 0; v < variants.size(); v++) {
      repeats[v] = warmUp(variants.get(v), progress);
    }
    List<List<Double>> samples = new ArrayList<>();
    variants.forEach(v -> samples.add(new ArrayList<>()));
    long start = ticker.nanos();
    for (int round = 0;
        round < MOST_ROUNDS && (round < FEWEST_ROUNDS || ticker.nanos() - start < measureNanos);
        round++) {
      progress.check("the benchmark");
      for (int turn = 0; turn < variants.size(); turn++) {
        int v = (round + turn) % variants.size();
        samples.get(v).add(sample(variants.get(v), repeats[v]));
      }
    }
    Map<String, Timing> timings = new LinkedHashMap<>();
    for (int v = 0; v < variants.size(); v++) {
      timings.put(
          variants.get(v).name(),
          Timing.of(samples.get(v).stream().mapToDouble(Double::doubleValue).toArray()));
    }
    return timings;
  }

  /** Returns how often the work is repeated within one reading of the clock. */
  private int warmUp(Variant variant, Progress progress) {
    variant.before().run();
    long start = ticker.nanos();
    long fastest = Long.MAX_VALUE;
    int runs = 0;
    do {
      progress.check("the benchmark");
      long before = ticker.nanos();
      variant.work().run();
      fastest = Math.min(fastest, Math.max(1, ticker.nanos() - before));
      runs++;
    } while (ticker.nanos() - start < warmUpNanos && runs < Integer.MAX_VALUE);
    return Math.clamp(LEAST_SAMPLE_NANOS / fastest, 1, MOST_REPEATS);
  }

  /** Nanoseconds of one call. */
  private double sample(Variant variant, int repeat) {
    variant.before().run();
    long start = ticker.nanos();
    for (int i = 0; i < repeat; i++) {
      variant.work().run();
    }
    return (double) (ticker.nanos() - start) / repeat / variant.calls();
  }
}
