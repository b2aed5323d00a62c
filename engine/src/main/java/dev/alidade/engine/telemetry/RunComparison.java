package dev.alidade.engine.telemetry;

import dev.alidade.engine.telemetry.MeasuredRun.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two runs beside each other.
 *
 * @param pairs operations of both runs, in the order of the later one
 * @param onlyBefore operations that only the earlier run has
 * @param onlyAfter operations that only the later run has
 */
public record RunComparison(
    MeasuredRun before,
    MeasuredRun after,
    List<Pair> pairs,
    List<String> onlyBefore,
    List<String> onlyAfter) {
  public RunComparison {
    pairs = List.copyOf(pairs);
    onlyBefore = List.copyOf(onlyBefore);
    onlyAfter = List.copyOf(onlyAfter);
  }

  /** One operation in both runs. */
  public record Pair(Operation before, Operation after) {
    /** How many times as long the median call takes now: 2 is twice as slow. */
    public double medianRatio() {
      return (double) after.p50Nanos() / Math.max(1, before.p50Nanos());
    }

    /** The same of the slowest twentieth. */
    public double p95Ratio() {
      return (double) after.p95Nanos() / Math.max(1, before.p95Nanos());
    }
  }

  public static RunComparison of(MeasuredRun before, MeasuredRun after) {
    Map<String, Operation> known = new LinkedHashMap<>();
    before.operations().forEach(operation -> known.put(operation.name(), operation));
    List<Pair> pairs = new ArrayList<>();
    List<String> onlyAfter = new ArrayList<>();
    for (Operation now : after.operations()) {
      Operation was = known.remove(now.name());
      if (was == null) {
        onlyAfter.add(now.name());
      } else {
        pairs.add(new Pair(was, now));
      }
    }
    return new RunComparison(before, after, pairs, List.copyOf(known.keySet()), onlyAfter);
  }
}
