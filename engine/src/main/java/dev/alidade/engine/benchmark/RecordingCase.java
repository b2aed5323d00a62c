package dev.alidade.engine.benchmark;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.telemetry.EngineTelemetry;
import dev.alidade.engine.telemetry.OperationSample;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What it costs to record one operation, the making of its sample included. */
final class RecordingCase implements BenchmarkCase {
  static final String NAME = "telemetry.record";

  private static final int CALLS = 10_000;
  private static final PathChoice PATH = new PathChoice(ExecutionPath.WASM_SIMD, "benchmark");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long size() {
    return 1;
  }

  @Override
  public Prepared prepare() {
    EngineTelemetry telemetry = new EngineTelemetry(true, Clock.systemUTC());
    Runnable work =
        () -> {
          for (int i = 0; i < CALLS; i++) {
            telemetry.record(
                new OperationSample("benchmark", PATH, 1_000 + i, 100, 10, 4_096, false, false));
          }
        };
    return new Prepared(
        0,
        List.of(new Variant(JAVA, () -> {}, work, CALLS)),
        Optional.empty(),
        "",
        telemetry::close);
  }
}
