package dev.alidade.engine.vector;

import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The middle of a collection's vectors, from which their signs are taken: models whose values lean
 * to one side would give almost the same signs for all. A centre that is off costs recall, which is
 * measured, never correctness.
 */
final class SignCenter {
  /** Fewer rows say too little about where the middle is. */
  private static final int LEAST_ROWS = 256;

  /** The mean of so many rows is off by 2 % of their spread. */
  private static final int SAMPLE_ROWS = 2_048;

  private final int dimensions;
  private float @Nullable [] values;

  /** Rows that there were when the centre was last taken. */
  private int takenAt;

  SignCenter(int dimensions) {
    this.dimensions = dimensions;
  }

  /** Null for the origin. */
  float @Nullable [] values() {
    return values;
  }

  /** Rows that there were when it was taken. */
  int takenAt() {
    return takenAt;
  }

  /** Takes a centre over that was kept. */
  void restore(float[] center, int rows) {
    values = center;
    takenAt = rows;
  }

  void forget() {
    values = null;
    takenAt = 0;
  }

  /** Takes the centre anew when the rows have doubled; says whether it did. */
  boolean renewed(VectorRows rows) {
    int count = rows.rows();
    if (count < LEAST_ROWS || count < 2 * takenAt) {
      return false;
    }
    int sampled = Math.min(count, SAMPLE_ROWS);
    double[] sums = new double[dimensions];
    for (int i = 0; i < sampled; i++) {
      float[] vector = rows.vector((int) ((long) i * count / sampled));
      for (int d = 0; d < dimensions; d++) {
        sums[d] += vector[d];
      }
    }
    float[] mean = new float[dimensions];
    for (int d = 0; d < dimensions; d++) {
      mean[d] = (float) (sums[d] / sampled);
    }
    values = mean;
    takenAt = count;
    return true;
  }

  /** A copy in a shard's memory; the caller closes it. */
  Region in(Shard shard) {
    float[] center = values == null ? new float[dimensions] : values;
    Region region = shard.memory().allocate((long) dimensions * Float.BYTES, MemoryPurpose.SCRATCH);
    MemorySegment.copy(
        center, 0, region.segment(), ValueLayout.JAVA_FLOAT_UNALIGNED, 0, dimensions);
    return region;
  }
}
