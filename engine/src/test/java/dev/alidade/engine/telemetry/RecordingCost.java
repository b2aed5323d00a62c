package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to record one operation, the making of its sample included, while the sampler runs:
 * 150 ns are allowed. README says how to run it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordingCost {
  private static final PathChoice PATH = new PathChoice(ExecutionPath.WASM_SIMD, "measured");

  private EngineTelemetry telemetry = new EngineTelemetry(false, Clock.systemUTC());
  private long calls;

  @Setup
  public void open() {
    telemetry = new EngineTelemetry(true, Clock.systemUTC());
    telemetry.start();
  }

  @TearDown
  public void close() {
    telemetry.close();
  }

  /** As the engine does it, on one thread. */
  @Benchmark
  public void oneThread() {
    telemetry.record(sample());
  }

  /** Two threads that record the same operation. */
  @Benchmark
  @Threads(2)
  public void twoThreads() {
    telemetry.record(sample());
  }

  /** A different time in every call, as real ones have, between 1 and 66 µs. */
  private OperationSample sample() {
    long call = calls++;
    return new OperationSample(
        "measured", PATH, 1_000 + (call & 0xffff), 100, 10, 4_096, false, false, 50);
  }
}
