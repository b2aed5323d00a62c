package dev.alidade.engine.telemetry.health;

import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.MemoryHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.LinearUsage;
import dev.alidade.engine.telemetry.ProcessUsage;
import dev.alidade.engine.telemetry.Quantity;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Heap, linear memory and the process against their limits. Garbage that waits for collection is no
 * pressure, so the least of the last rounds counts.
 */
public final class MemoryCheck implements HealthCheck {
  /** Name of its component. */
  public static final String COMPONENT = "Memory";

  /** From this share on memory is high. */
  public static final double HIGH = 0.85;

  /** From this share on memory is full. */
  public static final double FULL = 0.95;

  /** Rounds that the pressure must last. */
  static final int ROUNDS = 3;

  private final Supplier<ProcessUsage> process;
  private final Supplier<LinearUsage> linear;
  private final Trigger high = new Trigger(HIGH, 0.75);
  private final Trigger full = new Trigger(FULL, 0.90);
  private final ArrayDeque<Double> latest = new ArrayDeque<>();

  public MemoryCheck(Supplier<ProcessUsage> process, Supplier<LinearUsage> linear) {
    this.process = process;
    this.linear = linear;
  }

  /** The figures of this moment. */
  public static MemoryHealth healthOf(ProcessUsage process, LinearUsage linear) {
    return new MemoryHealth(
        Math.max(heapShare(process), Math.max(linearShare(linear), residentShare(process))),
        linear.committedBytes(),
        process.heapUsedBytes(),
        process.heapLimitBytes(),
        process.residentBytes());
  }

  private static double heapShare(ProcessUsage process) {
    return share(process.heapUsedBytes(), process.heapLimitBytes());
  }

  private static double linearShare(LinearUsage linear) {
    return share(linear.committedBytes(), linear.limitBytes());
  }

  private static double residentShare(ProcessUsage process) {
    return share(process.residentBytes(), process.machineBytes());
  }

  private static double share(long part, long limit) {
    return limit <= 0 ? 0 : Math.clamp((double) part / limit, 0, 1);
  }

  @Override
  public synchronized ComponentHealth check() {
    ProcessUsage usage = process.get();
    LinearUsage lines = linear.get();
    MemoryHealth now = healthOf(usage, lines);
    latest.addLast(now.memoryPressure());
    if (latest.size() > ROUNDS) {
      latest.removeFirst();
    }
    double lasting = latest.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    boolean isHigh = high.update(lasting);
    boolean isFull = full.update(lasting);
    String sentence =
        "linear %s of %s, heap %s of %s, process %s"
            .formatted(
                Quantity.bytes(lines.committedBytes()),
                Quantity.bytes(lines.limitBytes()),
                Quantity.bytes(usage.heapUsedBytes()),
                Quantity.bytes(usage.heapLimitBytes()),
                Quantity.bytes(usage.residentBytes()));
    List<String> evidence =
        List.of(
            "pressure " + Quantity.share(now.memoryPressure()),
            "heap " + Quantity.share(heapShare(usage)),
            "linear memory " + Quantity.share(linearShare(lines)),
            "process "
                + Quantity.share(residentShare(usage))
                + " of "
                + Quantity.bytes(usage.machineBytes()),
            "vectors " + Quantity.bytes(lines.vectorBytes()),
            "columns " + Quantity.bytes(lines.columnBytes()),
            "scratch " + Quantity.bytes(lines.scratchBytes()));
    if (!isHigh && !isFull) {
      return new ComponentHealth(
          COMPONENT, HealthStatus.HEALTHY, sentence, evidence, Optional.empty());
    }
    return new ComponentHealth(
        COMPONENT,
        isFull ? HealthStatus.UNHEALTHY : HealthStatus.DEGRADED,
        Quantity.share(lasting) + " of the memory is in use: " + sentence,
        evidence,
        Optional.of(
            new Remedy(
                "Remove data sets or collections that you no longer need.",
                Optional.of("free-memory"))));
  }
}
