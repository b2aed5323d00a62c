package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Workload.Prepared;
import dev.alidade.engine.runtime.kernels.Blocks.Quantise1bit;
import dev.alidade.engine.runtime.kernels.Blocks.Scan1bit;
import dev.alidade.engine.runtime.kernels.VectorWorkloads.Known;

/** Inputs for the kernels over one bit a dimension; items are rows. */
final class SignWorkloads {
  private static final int BLOCK_ROWS = 32;
  private static final int GROUP_BYTES = 16;

  private SignWorkloads() {}

  private static int codeBytes(int rows, int dimensions) {
    int blocks = (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
    return Math.multiplyExact(blocks, SignTwins.groups(dimensions) * GROUP_BYTES);
  }

  static Prepared quantise1bit(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = VectorWorkloads.dimensions(in);
    int stride = in.usual() ? n : n + in.between(0, 5);
    int metric = in.usual() ? Blocks.METRIC_DOT : in.between(0, 1);
    int center = in.chance(50) ? in.floats(n, i -> in.gaussian() / 10).offset() : 0;
    Region vectors = in.floats(Math.multiplyExact(items, stride), i -> VectorWorkloads.value(in));
    Region codes = in.output(codeBytes(items, n));
    Region scales = in.output(4L * items);
    Region offsets = in.output(4L * items);
    return in.ready(
        block ->
            block
                .putInt(Quantise1bit.ROWS, items)
                .putInt(Quantise1bit.DIMENSIONS, n)
                .putInt(Quantise1bit.STRIDE, stride)
                .putInt(Quantise1bit.METRIC, metric)
                .putInt(Quantise1bit.VECTORS, vectors.offset())
                .putInt(Quantise1bit.CENTER, center)
                .putInt(Quantise1bit.OUT_CODES, codes.offset())
                .putInt(Quantise1bit.OUT_SCALES, scales.offset())
                .putInt(Quantise1bit.OUT_OFFSETS, offsets.offset()));
  }

  static Prepared scan1bit(MemorySpace memory, int items, long seed) {
    WorkloadInputs in = new WorkloadInputs(memory, seed);
    int n = VectorWorkloads.dimensions(in);
    int k = VectorWorkloads.k(in, items);
    boolean ties = !in.usual() && in.chance(30);
    Region query = in.floats(n, i -> ties ? 1 : VectorWorkloads.value(in));
    Region codes = in.bytes(codeBytes(items, n));
    Region scales = in.floats(items, i -> ties ? 1 : Math.abs(in.gaussian()));
    Region offsets = in.floats(items, i -> ties ? 0 : in.gaussian() / 8);
    int wholeWords = (items + BLOCK_ROWS - 1) / BLOCK_ROWS * BLOCK_ROWS;
    int selection = in.bitmapOrNone(wholeWords, in.oneOf(1, 50, 95));
    Known known = Known.of(in, 1, k, Blocks.METRIC_DOT);
    Region scratch = in.output((long) SignTwins.groups(n) * GROUP_BYTES);
    Region rows = in.output(4L * k);
    Region scores = in.output(4L * k);
    return in.ready(
        block ->
            block
                .putInt(Scan1bit.BASE, 1_000)
                .putInt(Scan1bit.ROWS, items)
                .putInt(Scan1bit.DIMENSIONS, n)
                .putInt(Scan1bit.QUERY, query.offset())
                .putInt(Scan1bit.CODES, codes.offset())
                .putInt(Scan1bit.SCALES, scales.offset())
                .putInt(Scan1bit.OFFSETS, offsets.offset())
                .putInt(Scan1bit.SELECTION, selection)
                .putInt(Scan1bit.SCRATCH, scratch.offset())
                .putInt(Scan1bit.K, k)
                .putInt(Scan1bit.IN_COUNT, known.first())
                .putInt(Scan1bit.IN_ROWS, known.rows().offset())
                .putInt(Scan1bit.IN_SCORES, known.scores().offset())
                .putInt(Scan1bit.OUT_ROWS, rows.offset())
                .putInt(Scan1bit.OUT_SCORES, scores.offset()));
  }
}
