package dev.alidade.app.shell;

import dev.alidade.engine.WasmServices;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ShellSnapshot} off the engine. Any thread. */
final class EngineSnapshots implements Supplier<ShellSnapshot> {
  private static final Duration TREND = Duration.ofMinutes(5);

  private final WasmServices engine;
  private volatile @Nullable Trend trend;

  private record Trend(String operation, Optional<TimeSpan> sampled, List<Double> typical) {}

  EngineSnapshots(WasmServices engine) {
    this.engine = engine;
  }

  @Override
  public ShellSnapshot get() {
    Optional<OperationSample> last = engine.performance().last();
    return new ShellSnapshot(
        engine.workspace().name(),
        engine.workspace().file().isPresent(),
        engine.datasets().entries().size(),
        engine.capabilities().supported(),
        engine.modules().mode(),
        engine.observability().healthStatus().memory().wasmMemoryUsage(),
        engine.observability().healthStatus(),
        last,
        last.map(sample -> trend(sample.operation())).orElse(List.of()));
  }

  /** Read again when the sampler came by or another operation is the last. */
  private List<Double> trend(String operation) {
    Trend known = trend;
    Optional<TimeSpan> sampled = engine.performance().sampled();
    if (known != null && known.operation.equals(operation) && known.sampled.equals(sampled)) {
      return known.typical;
    }
    Trend read = new Trend(operation, sampled, readTrend(operation));
    trend = read;
    return read.typical;
  }

  private List<Double> readTrend(String operation) {
    return engine.performance().history(operation, TREND).points().stream()
        .map(EngineSnapshots::typical)
        .toList();
  }

  private static double typical(OperationHistory.Point point) {
    return point.count() == 0 ? Double.NaN : (double) point.p50Nanos();
  }
}
