package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32Batch;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exact scores of many queries: all of them in one pass over the rows. */
final class BatchScan {
  /** Queries of one pass: with 384 dimensions their 200 KB stay in a second-level cache. */
  static final int MOST_QUERIES = 128;

  private final ShardCalls calls;
  private final int dimensions;

  BatchScan(ShardCalls calls) {
    this.calls = calls;
    this.dimensions = calls.dimensions();
  }

  /** The best k for each query. */
  List<Found> exact(VectorRows rows, float[][] queries, int k, long @Nullable [] selection) {
    List<Found> all = new ArrayList<>(queries.length);
    for (int from = 0; from < queries.length; from += MOST_QUERIES) {
      int to = Math.min(from + MOST_QUERIES, queries.length);
      all.addAll(onePass(rows, Arrays.copyOfRange(queries, from, to), k, selection));
    }
    return all;
  }

  private List<Found> onePass(
      VectorRows rows, float[][] queries, int k, long @Nullable [] selection) {
    var groups = rows.byShard(selection);
    long bytes =
        groups.values().stream()
            .flatMap(List::stream)
            .mapToLong(chunk -> (long) chunk.rows() * dimensions * Float.BYTES * queries.length)
            .sum();
    List<List<Found>> parts =
        calls.overShards(
            groups, bytes, (shard, chunks) -> inShard(shard, chunks, queries, k, selection));
    List<Found> merged = new ArrayList<>(queries.length);
    for (int q = 0; q < queries.length; q++) {
      int query = q;
      merged.add(
          Found.merged(
              parts.stream().map(part -> part.get(query)).toList(), k, ShardCalls.NOTHING_TO_SCAN));
    }
    return merged;
  }

  private List<Found> inShard(
      Shard shard,
      List<VectorChunk> chunks,
      float[][] queries,
      int k,
      long @Nullable [] selection) {
    int count = queries.length;
    try (var counts = new Scratch(shard, 2 * Scratch.aligned(4L * count));
        var scratch =
            new ScanScratch(
                shard,
                chunks,
                Float.BYTES * dimensions * count,
                Float.BYTES * VectorKernels.batchScratchFloats(count, dimensions),
                k * count)) {
      int[] countsAt = {counts.take(4L * count), counts.take(4L * count)};
      scratch.query(joined(queries));
      PathChoice path = ShardCalls.NOTHING_TO_SCAN;
      long examined = 0;
      int now = 0;
      for (VectorChunk chunk : chunks) {
        int out = counts.address(countsAt[now]);
        int in = chunk == chunks.getFirst() ? 0 : counts.address(countsAt[1 - now]);
        var answer =
            calls.call(
                VectorKernels.SCAN_F32_BATCH,
                shard,
                (long) chunk.rows() * count,
                (long) chunk.rows() * dimensions * Float.BYTES,
                block ->
                    block
                        .putInt(ScanF32Batch.METRIC, calls.metricCode())
                        .putInt(ScanF32Batch.BASE, chunk.base)
                        .putInt(ScanF32Batch.ROWS, chunk.rows())
                        .putInt(ScanF32Batch.DIMENSIONS, dimensions)
                        .putInt(ScanF32Batch.STRIDE, dimensions)
                        .putInt(ScanF32Batch.QUERIES, count)
                        .putInt(ScanF32Batch.QUERY, scratch.query())
                        .putInt(ScanF32Batch.VECTORS, chunk.vectors.offset())
                        .putInt(ScanF32Batch.SCRATCH, scratch.table())
                        .putInt(ScanF32Batch.SELECTION, scratch.selection(chunk, selection))
                        .putInt(ScanF32Batch.K, k)
                        .putInt(ScanF32Batch.IN_COUNTS, in)
                        .putInt(ScanF32Batch.IN_ROWS, scratch.inRows())
                        .putInt(ScanF32Batch.IN_SCORES, scratch.inScores())
                        .putInt(ScanF32Batch.OUT_COUNTS, out)
                        .putInt(ScanF32Batch.OUT_ROWS, scratch.outRows())
                        .putInt(ScanF32Batch.OUT_SCORES, scratch.outScores()),
                block -> block.getInt(ScanF32Batch.OUT_EXAMINED));
        scratch.keep(k * count);
        now = 1 - now;
        examined += answer.value();
        path = answer.path();
      }
      Found all = scratch.found(calls.sign(), path, examined);
      return split(all, counts.ints(countsAt[1 - now], count), k);
    }
  }

  private float[] joined(float[][] queries) {
    float[] all = new float[queries.length * dimensions];
    for (int q = 0; q < queries.length; q++) {
      System.arraycopy(queries[q], 0, all, q * dimensions, dimensions);
    }
    return all;
  }

  private static List<Found> split(Found all, int[] counts, int k) {
    List<Found> each = new ArrayList<>(counts.length);
    for (int q = 0; q < counts.length; q++) {
      int from = q * k;
      each.add(
          new Found(
              Arrays.copyOfRange(all.rows(), from, from + counts[q]),
              Arrays.copyOfRange(all.scores(), from, from + counts[q]),
              all.path(),
              all.examined()));
    }
    return each;
  }
}
