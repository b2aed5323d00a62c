package dev.alidade.engine.benchmark;

import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two runs beside each other, row by row.
 *
 * @param sameMachine whether processor, cores and Java are alike; if not, differences say nothing
 *     about the program
 * @param deltas what both runs measured, in the order of the later run
 * @param onlyBefore rows that only the earlier run has, as {@code name, size, variant}
 * @param onlyAfter rows that only the later run has
 */
public record BenchmarkComparison(
    BenchmarkRun before,
    BenchmarkRun after,
    boolean sameMachine,
    List<Delta> deltas,
    List<String> onlyBefore,
    List<String> onlyAfter) {
  /** A median that moved less than this is taken for noise. */
  static final double NOISE = 0.10;

  /** The fastest sample is hardly touched by other work; it must have moved too. */
  private static final double NOISE_OF_LEAST = 0.05;

  public BenchmarkComparison {
    deltas = List.copyOf(deltas);
    onlyBefore = List.copyOf(onlyBefore);
    onlyAfter = List.copyOf(onlyAfter);
  }

  /** What a difference is. */
  public enum Verdict {
    /** Slower by more than the noise. */
    REGRESSED,
    /** Faster by more than the noise. */
    IMPROVED,
    /** Within the noise. */
    ALIKE
  }

  /**
   * One row in both runs. Headline rows have size 0.
   *
   * @param samplesBefore milliseconds in order; empty where they were not kept
   * @param samplesAfter the same of the later run
   */
  public record Delta(
      String name,
      long size,
      String variant,
      double beforeMillis,
      double afterMillis,
      Verdict verdict,
      List<Double> samplesBefore,
      List<Double> samplesAfter) {
    public Delta {
      samplesBefore = List.copyOf(samplesBefore);
      samplesAfter = List.copyOf(samplesAfter);
    }

    /** How many times as long it takes now: 2 is twice as slow, 0.5 twice as fast. */
    public double ratio() {
      return afterMillis / beforeMillis;
    }
  }

  /** Compares an earlier run with a later one. */
  public static BenchmarkComparison of(BenchmarkRun before, BenchmarkRun after) {
    Map<String, Row> known = new LinkedHashMap<>();
    rows(before).forEach(row -> known.put(key(row), row));
    List<Delta> deltas = new ArrayList<>();
    List<String> onlyAfter = new ArrayList<>();
    for (Row now : rows(after)) {
      Row was = known.remove(key(now));
      if (was == null) {
        onlyAfter.add(key(now));
      } else {
        deltas.add(
            new Delta(
                now.name(),
                now.size(),
                now.variant(),
                was.medianMillis(),
                now.medianMillis(),
                verdict(was, now),
                was.samplesMillis(),
                now.samplesMillis()));
      }
    }
    return new BenchmarkComparison(
        before,
        after,
        alike(before.machine(), after.machine()),
        deltas,
        List.copyOf(known.keySet()),
        onlyAfter);
  }

  /** How many rows have this verdict. */
  public long count(Verdict verdict) {
    return deltas.stream().filter(delta -> delta.verdict() == verdict).count();
  }

  /** Kernels, then the headline as rows of size 0 whose least is unknown. */
  private static List<Row> rows(BenchmarkRun run) {
    List<Row> rows = new ArrayList<>(run.results());
    for (Headline line : run.headline()) {
      line.wasmMillis()
          .ifPresent(millis -> rows.add(headline(line.name(), BenchmarkCase.WASM, millis)));
      rows.add(headline(line.name(), BenchmarkCase.JAVA, line.javaMillis()));
    }
    return rows;
  }

  private static Row headline(String name, String variant, double millis) {
    return new Row(name, 0, variant, millis, millis, millis, 1, 0, false, "");
  }

  private static String key(Row row) {
    return row.size() == 0
        ? row.name() + ", " + row.variant()
        : row.name() + ", " + row.size() + ", " + row.variant();
  }

  private static Verdict verdict(Row was, Row now) {
    if (now.medianMillis() > was.medianMillis() * (1 + NOISE)
        && now.minMillis() > was.minMillis() * (1 + NOISE_OF_LEAST)) {
      return Verdict.REGRESSED;
    }
    if (was.medianMillis() > now.medianMillis() * (1 + NOISE)
        && was.minMillis() > now.minMillis() * (1 + NOISE_OF_LEAST)) {
      return Verdict.IMPROVED;
    }
    return Verdict.ALIKE;
  }

  private static boolean alike(Machine one, Machine other) {
    return one.cpu().equals(other.cpu())
        && one.cores() == other.cores()
        && one.java().equals(other.java())
        && one.wasm().equals(other.wasm());
  }
}
