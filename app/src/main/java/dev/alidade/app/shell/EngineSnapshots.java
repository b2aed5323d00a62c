package dev.alidade.app.shell;

import dev.alidade.engine.WasmServices;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.OperationSample;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a {@link ShellSnapshot} off the engine. Any thread. */
final class EngineSnapshots implements Supplier<ShellSnapshot> {
  private static final Duration TREND = Duration.ofMinutes(5);
  private static final Duration RECENT = Duration.ofSeconds(1);

  private final WasmServices engine;

  EngineSnapshots(WasmServices engine) {
    this.engine = engine;
  }

  @Override
  public ShellSnapshot get() {
    Optional<OperationSample> last = engine.performance().metrics(RECENT).last();
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

  private List<Double> trend(String operation) {
    return engine.performance().history(operation, TREND).points().stream()
        .map(EngineSnapshots::typical)
        .toList();
  }

  private static double typical(OperationHistory.Point point) {
    return point.count() == 0 ? Double.NaN : (double) point.p50Nanos();
  }
}
