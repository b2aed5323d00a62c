package dev.alidade.engine.runtime;

import java.util.List;
import java.util.function.Consumer;

/** Makes inputs for one kernel, for calibration, parity tests and benchmarks. */
@FunctionalInterface
public interface Workload {
  /** The seed of the shape that calibration uses; seeds from 1 on vary the shape too. */
  long USUAL_SHAPE = 0;

  /** The usual shape with vectors of 768 dimensions instead of 384: what the benchmark reports. */
  long WIDE_SHAPE = -1;

  /** Writes seeded inputs of {@code items} rows into the memory. */
  Prepared prepare(MemorySpace memory, int items, long seed);

  /**
   * @param parameters fills the block for one call
   * @param bytesRead input bytes that one call reads
   * @param regions everything allocated; freed by {@link #close()}
   * @param outputs those of the regions that a call writes
   */
  record Prepared(
      Consumer<ParameterBlock> parameters,
      long bytesRead,
      List<Region> regions,
      List<Region> outputs)
      implements AutoCloseable {
    @Override
    public void close() {
      regions.forEach(Region::close);
    }
  }
}
