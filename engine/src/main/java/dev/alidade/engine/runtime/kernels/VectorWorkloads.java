package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Workload.Prepared;
import dev.alidade.engine.runtime.kernels.Blocks.Quantise1bit;
import dev.alidade.engine.runtime.kernels.Blocks.QuantiseI8;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreF32;
import dev.alidade.engine.runtime.kernels.Blocks.Scan1bit;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32;
import dev.alidade.engine.runtime.kernels.Blocks.ScanI8;

/**
 * Inputs for the vector kernels; items are rows. The usual shape has 384 dimensions and k = 10, the
 * wide one 768.
 */
final class VectorWorkloads {
  private static final int USUAL_DIMENSIONS = 384; // MiniLM's
  private static final int WIDE_DIMENSIONS = 768; // those of most larger models
  private static final int USUAL_K = 10;

  private VectorWorkloads() {}

  private static int dimensions(WorkloadInputs in) {
    if (in.wide()) {
      return WIDE_DIMENSIONS;
    }
    return in.usual() ? USUAL_DIMENSIONS : in.oneOf(0, 1, 3, 7, 8, 9, 16, 31, 33, 64, 100, 384);
  }

  private static int k(WorkloadInputs in, int rows) {
    return in.usual() ? USUAL_K : in.oneOf(0, 1, 2, 10, rows, rows + 3);
  }

  private static double value(WorkloadInputs in) {
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

  static Prepared rescoreF32(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int all = Math.max(1, items);
    int metric = in.usual() ? Blocks.METRIC_DOT : in.between(0, 1);
    int k = k(in, items);
    Region query = in.floats(n, i -> in.gaussian());
    Region vectors = in.floats(Math.multiplyExact(all, n), i -> value(in));
    Region list = in.ints(items, i -> in.between(0, all - 1));
    Region rows = in.output(4L * k);
    Region scores = in.output(4L * k);
    return in.ready(
        block ->
            block
                .putInt(RescoreF32.METRIC, metric)
                .putInt(RescoreF32.CANDIDATES, items)
                .putInt(RescoreF32.DIMENSIONS, n)
                .putInt(RescoreF32.STRIDE, n)
                .putInt(RescoreF32.QUERY, query.offset())
                .putInt(RescoreF32.VECTORS, vectors.offset())
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

  static Prepared scanI8(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int stride = in.usual() ? n : n + in.between(0, 5);
    int first = in.usual() ? 0 : in.between(0, items / 3);
    int metric = in.usual() ? Blocks.METRIC_DOT : in.between(0, 1);
    int k = k(in, items);
    Region query = in.bytes(n);
    Region codes = in.bytes(Math.multiplyExact(items, stride));
    Region scales = in.floats(items, i -> Math.abs(in.gaussian()));
    Region norms = in.floats(items, i -> Math.abs(in.gaussian()));
    int selection = in.bitmapOrNone(items, in.oneOf(5, 50, 95));
    Region rows = in.output(4L * k);
    Region scores = in.output(4L * k);
    return in.ready(
        block ->
            block
                .putInt(ScanI8.FIRST, first)
                .putInt(ScanI8.ROWS, items - first)
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
                .putInt(ScanI8.OUT_ROWS, rows.offset())
                .putInt(ScanI8.OUT_SCORES, scores.offset()));
  }

  static Prepared quantise1bit(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int stride = in.usual() ? n : n + in.between(0, 5);
    int codeStride = (n + 7) / 8 + (in.usual() ? 0 : in.between(0, 3));
    Region vectors = in.floats(Math.multiplyExact(items, stride), i -> value(in));
    Region codes = in.output((long) items * codeStride);
    Region scales = in.output(4L * items);
    return in.ready(
        block ->
            block
                .putInt(Quantise1bit.ROWS, items)
                .putInt(Quantise1bit.DIMENSIONS, n)
                .putInt(Quantise1bit.STRIDE, stride)
                .putInt(Quantise1bit.VECTORS, vectors.offset())
                .putInt(Quantise1bit.CODE_STRIDE, codeStride)
                .putInt(Quantise1bit.OUT_CODES, codes.offset())
                .putInt(Quantise1bit.OUT_SCALES, scales.offset()));
  }

  static Prepared scan1bit(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = dimensions(in);
    int bytes = (n + 7) / 8;
    int first = in.usual() ? 0 : in.between(0, items / 3);
    int k = k(in, items);
    Region query = in.floats(n, i -> in.gaussian());
    Region codes = in.bytes(Math.multiplyExact(items, bytes));
    Region scales = in.floats(items, i -> Math.abs(in.gaussian()));
    int selection = in.bitmapOrNone(items, in.oneOf(5, 50, 95));
    Region scratch = in.output(4L * bytes * 256);
    Region rows = in.output(4L * k);
    Region scores = in.output(4L * k);
    return in.ready(
        block ->
            block
                .putInt(Scan1bit.FIRST, first)
                .putInt(Scan1bit.ROWS, items - first)
                .putInt(Scan1bit.DIMENSIONS, n)
                .putInt(Scan1bit.STRIDE, bytes)
                .putInt(Scan1bit.QUERY, query.offset())
                .putInt(Scan1bit.CODES, codes.offset())
                .putInt(Scan1bit.SCALES, scales.offset())
                .putInt(Scan1bit.SELECTION, selection)
                .putInt(Scan1bit.SCRATCH, scratch.offset())
                .putInt(Scan1bit.K, k)
                .putInt(Scan1bit.OUT_ROWS, rows.offset())
                .putInt(Scan1bit.OUT_SCORES, scores.offset()));
  }
}
