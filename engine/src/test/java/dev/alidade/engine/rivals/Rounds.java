package dev.alidade.engine.rivals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ways to do the same work, run in turn in one process, so that their ratios hold. */
final class Rounds {
  private static final int WARM_UP = 5;

  private final Map<String, Runnable> ways = new LinkedHashMap<>();

  Rounds way(String name, Runnable work) {
    ways.put(name, work);
    return this;
  }

  /** Prints medians; gives them in milliseconds. */
  Map<String, Double> run(String title, int rounds) {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Map.Entry<String, Runnable> way : ways.entrySet()) {
        long start = System.nanoTime();
        way.getValue().run();
        double millis = (System.nanoTime() - start) / 1e6;
        if (round >= 0) {
          times.computeIfAbsent(way.getKey(), k -> new ArrayList<>()).add(millis);
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    System.out.println(title);
    times.forEach(
        (name, all) -> {
          double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          medians.put(name, sorted[sorted.length / 2]);
          System.out.printf(
              Locale.ROOT,
              "  %-34s median %9.3f ms, least %9.3f ms, %d runs%n",
              name,
              sorted[sorted.length / 2],
              Arrays.stream(sorted).min().orElse(0),
              sorted.length);
        });
    return medians;
  }

  static void ratio(String what, double ratio) {
    System.out.printf(Locale.ROOT, "  -> %s: %.2f%n", what, ratio);
  }
}
