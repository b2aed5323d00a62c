package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Workload.Prepared;
import dev.alidade.engine.runtime.kernels.Blocks.QuantiseI8;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreF32;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreI8;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32Batch;
import dev.alidade.engine.runtime.kernels.Blocks.ScanI8;
import java.lang.foreign.ValueLayout;

/**
 * Inputs for the vector kernels; items are rows. The usual shape has 384 dimensions and k = 10, the
 * wide one 768.
 */
final class VectorWorkloads {
  private static final int USUAL_DIMENSIONS = 384; // MiniLM's
  private static final int WIDE_DIMENSIONS = 768; // those of most larger models
  private static final int USUAL_K = 10;

  private VectorWorkloads() {}

  static int dimensions(WorkloadInputs in) {
    if (in.wide()) {
      return WIDE_DIMENSIONS;
    }
    return in.usual() ? USUAL_DIMENSIONS : in.oneOf(0, 1, 3, 7, 8, 9, 16, 31, 33, 64, 100, 384);
  }

  static int k(WorkloadInputs in, int rows) {
    return in.usual() ? USUAL_K : in.oneOf(0, 1, 2, 10, rows, rows + 3);
  }

  static double value(WorkloadInputs in) {
    if (in.usual()) {
      return in.gaussian();
    }
    return switch (in.between(0, 40)) {
      case 0 -> 0;
      case 1 -> -0.0;
      case 2 -> in.chance(5) ? Double.NaN : 1;
      case 3 -> in.chance(5) ? Double.POSITIVE_INFINITY : -1;
      case 4 -> Float.MIN_VALUE;
      default -> in.gaussian();
    };
  }

  static Prepared scanF32(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int stride = in.usual() ? n : n + in.between(0, 5);
    int first = in.usual() ? 0 : in.between(0, items / 3);
    int k = k(in, items);
    boolean ties = !in.usual() && in.chance(30);
    Region query = in.floats(n, i -> ties ? 1 : in.gaussian());
    Region vectors =
        in.floats(Math.multiplyExact(items, stride), i -> ties ? in.between(0, 1) : value(in));
    int selection = in.bitmapOrNone(items, in.oneOf(5, 50, 95));
    int limited = in.usual() || in.chance(50) ? 0 : 1;
    float threshold = (float) in.gaussian();
    Region rows = in.output(4L * k);
    Region scores = in.output(4L * k);
    return in.ready(
        block ->
            block
                .putInt(ScanF32.FIRST, first)
                .putInt(ScanF32.ROWS, items - first)
                .putInt(ScanF32.DIMENSIONS, n)
                .putInt(ScanF32.STRIDE, stride)
                .putInt(ScanF32.QUERY, query.offset())
                .putInt(ScanF32.VECTORS, vectors.offset())
                .putInt(ScanF32.SELECTION, selection)
                .putInt(ScanF32.K, k)
                .putInt(ScanF32.USE_THRESHOLD, limited)
                .putFloat(ScanF32.THRESHOLD, threshold)
                .putInt(ScanF32.OUT_ROWS, rows.offset())
                .putInt(ScanF32.OUT_SCORES, scores.offset()));
  }

  /** Four queries in the usual shape: enough for the pairs to pay, few enough to measure soon. */
  static Prepared scanF32Batch(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int stride = in.usual() ? n : n + in.between(0, 5);
    int queries = in.usual() ? 4 : in.oneOf(0, 1, 2, 3, 5);
    int metric = in.usual() ? Blocks.METRIC_DOT : in.between(0, 1);
    int k = k(in, items);
    Region query = in.floats(queries * stride, i -> in.gaussian());
    Region vectors = in.floats(Math.multiplyExact(items, stride), i -> value(in));
    int selection = in.bitmapOrNone(items, in.oneOf(5, 50, 95));
    Known known = Known.of(in, queries, k, metric);
    Region scratch = in.output(4L * VectorKernels.batchScratchFloats(queries, n));
    Region counts = in.output(4L * queries);
    Region rows = in.output(4L * queries * k);
    Region scores = in.output(4L * queries * k);
    return in.ready(
        block ->
            block
                .putInt(ScanF32Batch.METRIC, metric)
                .putInt(ScanF32Batch.BASE, 1_000)
                .putInt(ScanF32Batch.ROWS, items)
                .putInt(ScanF32Batch.DIMENSIONS, n)
                .putInt(ScanF32Batch.STRIDE, stride)
                .putInt(ScanF32Batch.QUERIES, queries)
                .putInt(ScanF32Batch.QUERY, query.offset())
                .putInt(ScanF32Batch.VECTORS, vectors.offset())
                .putInt(ScanF32Batch.SCRATCH, scratch.offset())
                .putInt(ScanF32Batch.SELECTION, selection)
                .putInt(ScanF32Batch.K, k)
                .putInt(ScanF32Batch.IN_COUNTS, known.counts().offset())
                .putInt(ScanF32Batch.IN_ROWS, known.rows().offset())
                .putInt(ScanF32Batch.IN_SCORES, known.scores().offset())
                .putInt(ScanF32Batch.OUT_COUNTS, counts.offset())
                .putInt(ScanF32Batch.OUT_ROWS, rows.offset())
                .putInt(ScanF32Batch.OUT_SCORES, scores.offset()));
  }

  /**
   * Results of earlier calls, best first; none in the usual shape.
   *
   * @param first how many there are for the first query
   */
  record Known(Region counts, Region rows, Region scores, int first) {
    static Known of(WorkloadInputs in, int queries, int k, int metric) {
      int[] counts = new int[queries];
      for (int q = 0; q < queries; q++) {
        counts[q] = in.usual() || in.chance(30) ? 0 : in.between(0, k);
      }
      float worse = metric == Blocks.METRIC_DOT ? -0.25f : 0.25f;
      return new Known(
          in.ints(queries, q -> counts[q]),
          in.ints(queries * k, i -> i),
          in.floats(queries * k, i -> worse * (i % k)),
          queries == 0 ? 0 : counts[0]);
    }
  }

  static Prepared rescoreF32(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int all = Math.max(1, items);
    int metric = in.usual() ? Blocks.METRIC_DOT : in.between(0, 1);
    int k = k(in, items);
    Region query = in.floats(n, i -> in.gaussian());
    Region vectors = in.floats(Math.multiplyExact(all, n), i -> value(in));
    Region addresses =
        in.ints(items, i -> vectors.offset() + 4L * Math.multiplyExact(in.between(0, all - 1), n));
    Region list = in.ints(items, i -> in.between(0, all - 1));
    Region rows = in.output(4L * k);
    Region scores = in.output(4L * k);
    return in.ready(
        block ->
            block
                .putInt(RescoreF32.METRIC, metric)
                .putInt(RescoreF32.CANDIDATES, items)
                .putInt(RescoreF32.DIMENSIONS, n)
                .putInt(RescoreF32.QUERY, query.offset())
                .putInt(RescoreF32.ADDRESSES, addresses.offset())
                .putInt(RescoreF32.ROWS, list.offset())
                .putInt(RescoreF32.K, k)
                .putInt(RescoreF32.OUT_ROWS, rows.offset())
                .putInt(RescoreF32.OUT_SCORES, scores.offset()));
  }

  static Prepared quantiseI8(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int stride = in.usual() ? n : n + in.between(0, 5);
    int codeStride = (n + 15) / 16 * 16;
    boolean norms = in.usual() || in.chance(50);
    Region vectors = in.floats(Math.multiplyExact(items, stride), i -> value(in));
    Region codes = in.output((long) items * codeStride);
    Region scales = in.output(4L * items);
    int outNorms = norms ? in.output(4L * items).offset() : 0;
    return in.ready(
        block ->
            block
                .putInt(QuantiseI8.ROWS, items)
                .putInt(QuantiseI8.DIMENSIONS, n)
                .putInt(QuantiseI8.STRIDE, stride)
                .putInt(QuantiseI8.VECTORS, vectors.offset())
                .putInt(QuantiseI8.CODE_STRIDE, codeStride)
                .putInt(QuantiseI8.OUT_CODES, codes.offset())
                .putInt(QuantiseI8.OUT_SCALES, scales.offset())
                .putInt(QuantiseI8.OUT_NORMS, outNorms));
  }

  private static Region codes(WorkloadInputs in, int n) {
    Region region = in.input(2L * n);
    for (int i = 0; i < n; i++) {
      short code = (short) in.between(-127, 127);
      region.segment().set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i, code);
    }
    return region;
  }

  static Prepared scanI8(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int stride = in.usual() ? n : n + in.between(0, 5);
    int metric = in.usual() ? Blocks.METRIC_DOT : in.between(0, 1);
    int k = k(in, items);
    Region query = codes(in, n);
    Region codes = in.bytes(Math.multiplyExact(items, stride));
    Region scales = in.floats(items, i -> Math.abs(in.gaussian()));
    Region norms = in.floats(items, i -> Math.abs(in.gaussian()));
    int selection = in.bitmapOrNone(items, in.oneOf(5, 50, 95));
    Known known = Known.of(in, 1, k, metric);
    Region rows = in.output(4L * k);
    Region scores = in.output(4L * k);
    return in.ready(
        block ->
            block
                .putInt(ScanI8.BASE, 1_000)
                .putInt(ScanI8.ROWS, items)
                .putInt(ScanI8.DIMENSIONS, n)
                .putInt(ScanI8.STRIDE, stride)
                .putInt(ScanI8.METRIC, metric)
                .putInt(ScanI8.QUERY, query.offset())
                .putFloat(ScanI8.QUERY_SCALE, 0.0123f)
                .putFloat(ScanI8.QUERY_NORM, 1.5f)
                .putInt(ScanI8.CODES, codes.offset())
                .putInt(ScanI8.SCALES, scales.offset())
                .putInt(ScanI8.NORMS, norms.offset())
                .putInt(ScanI8.SELECTION, selection)
                .putInt(ScanI8.K, k)
                .putInt(ScanI8.IN_COUNT, known.first())
                .putInt(ScanI8.IN_ROWS, known.rows().offset())
                .putInt(ScanI8.IN_SCORES, known.scores().offset())
                .putInt(ScanI8.OUT_ROWS, rows.offset())
                .putInt(ScanI8.OUT_SCORES, scores.offset()));
  }

  static Prepared rescoreI8(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int all = Math.max(1, items);
    int metric = in.usual() ? Blocks.METRIC_DOT : in.between(0, 1);
    int k = k(in, items);
    Region query = codes(in, n);
    Region codes = in.bytes(Math.multiplyExact(all, n));
    Region addresses =
        in.ints(items, i -> codes.offset() + (long) Math.multiplyExact(in.between(0, all - 1), n));
    Region scales = in.floats(items, i -> Math.abs(in.gaussian()));
    Region norms = in.floats(items, i -> Math.abs(in.gaussian()));
    Region list = in.ints(items, i -> in.between(0, all - 1));
    Region rows = in.output(4L * k);
    Region scores = in.output(4L * k);
    return in.ready(
        block ->
            block
                .putInt(RescoreI8.METRIC, metric)
                .putInt(RescoreI8.CANDIDATES, items)
                .putInt(RescoreI8.DIMENSIONS, n)
                .putInt(RescoreI8.QUERY, query.offset())
                .putFloat(RescoreI8.QUERY_SCALE, 0.0123f)
                .putFloat(RescoreI8.QUERY_NORM, 1.5f)
                .putInt(RescoreI8.ADDRESSES, addresses.offset())
                .putInt(RescoreI8.SCALES, scales.offset())
                .putInt(RescoreI8.NORMS, norms.offset())
                .putInt(RescoreI8.ROWS, list.offset())
                .putInt(RescoreI8.K, k)
                .putInt(RescoreI8.OUT_ROWS, rows.offset())
                .putInt(RescoreI8.OUT_SCORES, scores.offset()));
  }
}
