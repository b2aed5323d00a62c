package dev.alidade.engine.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A kernel and everything the engine needs to choose its path.
 *
 * @param module module that exports it, for example {@code vector}
 * @param name export name, for example {@code scan_f32}
 * @param operation name under which calls are recorded, for example {@code vector.scan.f32}
 * @param twin the plain-Java twin
 * @param simple the loop a programmer would write first, for benchmarks; null where the twin is
 *     that
 * @param workload inputs for calibration and parity tests
 */
public record KernelDefinition(
    String module,
    String name,
    String operation,
    JavaKernel twin,
    @Nullable JavaKernel simple,
    Workload workload) {

  /** {@code module.name}. */
  public String id() {
    return module + "." + name;
  }
}
