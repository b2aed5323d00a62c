package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.module.KernelInfo;
import dev.alidade.engine.module.KernelInfo.Measurement;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.module.PathPreference;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.PerformanceReport.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the figures advise, each with the figures that led to it. */
final class Recommendations {
  /** A forced path that costs less than this is a matter of taste. */
  private static final double WORTH_SAYING = 1.1;

  /** Percentiles of fewer calls are no percentiles. */
  private static final long ENOUGH_CALLS = 100;

  /** How far the slowest hundredth may be from the middle. */
  private static final double EVEN = 10;

  private Recommendations() {}

  static List<Recommendation> of(
      PerformanceMetrics metrics,
      HealthReport health,
      List<ModuleInfo> modules,
      long droppedEvents) {
    List<Recommendation> found = new ArrayList<>();
    for (ComponentHealth component : health.components()) {
      if (component.status() != HealthStatus.HEALTHY) {
        found.add(
            new Recommendation(
                component.remedy().map(HealthReport.Remedy::sentence).orElse("Look at it."),
                component.component() + ": " + component.sentence()));
      }
    }
    Set<String> called =
        metrics.operations().stream().map(OperationStats::operation).collect(Collectors.toSet());
    modules.stream()
        .flatMap(m -> m.kernels().stream())
        .forEach(
            kernel -> {
              addForcedPath(kernel, found);
              addJavaPath(kernel, called, found);
            });
    metrics.operations().forEach(stats -> addOperation(stats, found));
    if (droppedEvents > 0) {
      found.add(
          new Recommendation(
              "A subscriber of events is too slow: let it do its work elsewhere.",
              Quantity.count(droppedEvents) + " events were dropped"));
    }
    return found;
  }

  /** Why a kernel that works takes Java, and what the other way would cost. */
  private static void addJavaPath(
      KernelInfo kernel, Set<String> called, List<Recommendation> found) {
    if (kernel.measurements().isEmpty()
        || kernel.preference() != PathPreference.AUTO
        || kernel.choice().used() != ExecutionPath.JAVA
        || !called.contains(kernel.operation())) {
      return;
    }
    Measurement largest = kernel.measurements().getLast();
    if (largest.javaNanos() > 0 && largest.wasmNanos() > largest.javaNanos()) {
      found.add(
          new Recommendation(
              "%s takes Java because it is %s; forcing WASM would cost %s. Leave it."
                  .formatted(
                      kernel.operation(),
                      kernel.choice().reason(),
                      Quantity.share(largest.wasmNanos() / largest.javaNanos() - 1)),
              "at %s items WASM takes %s and Java %s"
                  .formatted(
                      Quantity.count(largest.items()),
                      Quantity.time(largest.wasmNanos()),
                      Quantity.time(largest.javaNanos()))));
    }
  }

  private static void addForcedPath(KernelInfo kernel, List<Recommendation> found) {
    if (kernel.measurements().isEmpty() || kernel.preference() == PathPreference.AUTO) {
      return;
    }
    Measurement largest = kernel.measurements().getLast();
    boolean wasm = kernel.preference() == PathPreference.WASM;
    double forced = wasm ? largest.wasmNanos() : largest.javaNanos();
    double other = wasm ? largest.javaNanos() : largest.wasmNanos();
    if (other > 0 && forced / other >= WORTH_SAYING) {
      found.add(
          new Recommendation(
              "Let the engine choose the path of %s: forcing %s costs %s."
                  .formatted(
                      kernel.operation(),
                      wasm ? "WASM" : "Java",
                      Quantity.share(forced / other - 1)),
              "at %s items WASM takes %s and Java %s"
                  .formatted(
                      Quantity.count(largest.items()),
                      Quantity.time(largest.wasmNanos()),
                      Quantity.time(largest.javaNanos()))));
    }
  }

  private static void addOperation(OperationStats stats, List<Recommendation> found) {
    if (stats.fallbacks() > 0) {
      found.add(
          new Recommendation(
              stats.operation() + " fell back to Java; look at its traps in the events.",
              "%s of %s calls fell back"
                  .formatted(Quantity.count(stats.fallbacks()), Quantity.count(stats.count()))));
    }
    if (stats.errors() > 0) {
      found.add(
          new Recommendation(
              stats.operation() + " failed; the events name each cause.",
              "%s of %s calls failed"
                  .formatted(Quantity.count(stats.errors()), Quantity.count(stats.count()))));
    }
    if (stats.count() >= ENOUGH_CALLS && stats.p99Nanos() > EVEN * stats.p50Nanos()) {
      found.add(
          new Recommendation(
              stats.operation()
                  + " on "
                  + stats.path().label()
                  + " is uneven: compare its slow calls with the garbage collections and the size"
                  + " of their inputs.",
              "p50 %s, p99 %s, slowest %s of %s calls"
                  .formatted(
                      Quantity.time(stats.p50Nanos()),
                      Quantity.time(stats.p99Nanos()),
                      Quantity.time(stats.maxNanos()),
                      Quantity.count(stats.count()))));
    }
  }
}
