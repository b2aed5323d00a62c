package dev.alidade.engine.vector;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What scans and rows were seen to cost. Thread-safe. */
final class ScanCosts {
  /** Medians of more say no more. */
  private static final int MOST = 200;

  private final Map<Cost, List<Double>> nanos = new EnumMap<>(Cost.class);

  /** What is timed: scans a query, the others a row. */
  enum Cost {
    EXACT,
    SIGNS,
    CODES,
    NARROW,
    RESCORE
  }

  synchronized void add(Cost cost, double value) {
    List<Double> known = nanos.computeIfAbsent(cost, any -> new ArrayList<>());
    if (known.size() < MOST) {
      known.add(value);
    }
  }

  synchronized int timed(Cost cost) {
    return nanos.getOrDefault(cost, List.of()).size();
  }

  /** 0 for what was never timed. */
  synchronized double median(Cost cost) {
    double[] sorted =
        nanos.getOrDefault(cost, List.of()).stream()
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  synchronized ScanCosts copy() {
    ScanCosts copy = new ScanCosts();
    nanos.forEach((cost, values) -> copy.nanos.put(cost, new ArrayList<>(values)));
    return copy;
  }
}
