package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;

/** Operations for tests. */
public final class Samples {
  private Samples() {}

  public static OperationSample wasm(String operation, long nanos) {
    return sample(operation, ExecutionPath.WASM_SIMD, nanos);
  }

  public static OperationSample java(String operation, long nanos) {
    return sample(operation, ExecutionPath.JAVA, nanos);
  }

  public static OperationSample sample(String operation, ExecutionPath path, long nanos) {
    return new OperationSample(
        operation, new PathChoice(path, "for the test"), nanos, 100, 10, 4_000, false, false);
  }

  public static OperationSample failed(String operation, long nanos) {
    return new OperationSample(
        operation,
        new PathChoice(ExecutionPath.JAVA, "for the test"),
        nanos,
        100,
        0,
        4_000,
        true,
        false);
  }

  public static OperationSample fellBack(String operation, long nanos) {
    return new OperationSample(
        operation,
        new PathChoice(ExecutionPath.JAVA, "a trap"),
        nanos,
        100,
        10,
        4_000,
        false,
        true);
  }

  /** A process that stands still. */
  public static ProcessUsage quietProcess() {
    return new ProcessUsage(
        100_000_000, 1_000_000_000, 300_000_000, 8_000_000_000L, 0, 2, 0, 0, 60_000_000, 0, 20);
  }
}
