package dev.alidade.engine.benchmark;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one run of the suite found on one machine.
 *
 * @param quick whether it took fewer sizes and less time
 * @param complete false where it was cancelled or limited to some cases
 */
public record BenchmarkRun(
    Instant at,
    boolean quick,
    boolean complete,
    Machine machine,
    List<Row> results,
    List<Headline> headline) {
  public BenchmarkRun {
    results = List.copyOf(results);
    headline = List.copyOf(headline);
  }

  /**
   * One variant of one operation at one size.
   *
   * @param variant {@code wasm}, {@code java}, {@code java-simple} or a rival's name
   * @param runs samples of which these are the median, the least and the most
   * @param bytes input that one call reads; 0 where that says nothing
   * @param chosen whether the engine would take this variant at this size
   * @param reason why the chosen variant is chosen
   * @param samplesMillis the samples in order, thinned to some dozens; empty in runs of earlier
   *     versions
   */
  public record Row(
      String name,
      long size,
      String variant,
      double medianMillis,
      double minMillis,
      double maxMillis,
      int runs,
      long bytes,
      boolean chosen,
      String reason,
      List<Double> samplesMillis) {
    public Row {
      samplesMillis = List.copyOf(samplesMillis);
    }

    /** A row of which only the summary is known. */
    public Row(
        String name,
        long size,
        String variant,
        double medianMillis,
        double minMillis,
        double maxMillis,
        int runs,
        long bytes,
        boolean chosen,
        String reason) {
      this(
          name,
          size,
          variant,
          medianMillis,
          minMillis,
          maxMillis,
          runs,
          bytes,
          chosen,
          reason,
          List.of());
    }

    /** Input bytes a second at the median; 0 where bytes say nothing. */
    public double bytesPerSecond() {
      return medianMillis <= 0 ? 0 : bytes / (medianMillis / 1e3);
    }
  }

  /**
   * One job through the public services, with WASM on and off.
   *
   * @param wasmMillis empty where this machine has no WebAssembly
   */
  public record Headline(String name, OptionalDouble wasmMillis, double javaMillis) {
    /** How many times faster it is with WASM on. */
    public OptionalDouble speedup() {
      return wasmMillis.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(javaMillis / wasmMillis.getAsDouble());
    }
  }
}
