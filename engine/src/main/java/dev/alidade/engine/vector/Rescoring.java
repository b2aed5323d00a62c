package dev.alidade.engine.vector;

import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreF32;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreI8;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scores of chosen rows, wherever they are: one kernel call for each shard. */
final class Rescoring {
  private final ShardCalls calls;
  private final int dimensions;

  Rescoring(ShardCalls calls) {
    this.calls = calls;
    this.dimensions = calls.dimensions();
  }

  /** Rows of one shard, ascending. */
  private static final class Chosen {
    private int[] rows = new int[16];
    private int count;

    void add(int row) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
      }
      rows[count++] = row;
    }
  }

  private static Map<Shard, Chosen> byShard(VectorRows rows, int[] chosen) {
    int[] sorted = chosen.clone();
    Arrays.sort(sorted);
    Map<Shard, Chosen> byShard = new LinkedHashMap<>();
    VectorChunk chunk = null;
    Chosen here = new Chosen();
    for (int row : sorted) {
      if (chunk == null || row >= chunk.base + chunk.capacity()) {
        chunk = rows.chunkOf(row);
        here = byShard.computeIfAbsent(chunk.shard, s -> new Chosen());
      }
      here.add(row);
    }
    return byShard;
  }

  /** Exact scores, best k. */
  Found exact(VectorRows rows, float[] query, int[] chosen, int k) {
    long bytes = (long) chosen.length * dimensions * Float.BYTES;
    return Found.merged(
        calls.overShards(
            byShard(rows, chosen), bytes, (shard, part) -> exact(rows, query, shard, part, k)),
        k,
        ShardCalls.NOTHING_TO_SCAN);
  }

  private Found exact(VectorRows rows, float[] query, Shard shard, Chosen chosen, int k) {
    int count = chosen.count;
    int kept = Math.min(k, count);
    try (var scratch = new ListScratch(shard, Float.BYTES * dimensions, count, kept)) {
      scratch.bytes().put(scratch.query(), query);
      int[] addresses = new int[count];
      VectorChunk chunk = null;
      for (int i = 0; i < count; i++) {
        int row = chosen.rows[i];
        if (chunk == null || row >= chunk.base + chunk.capacity()) {
          chunk = rows.chunkOf(row);
        }
        addresses[i] = chunk.vectors.offset() + (row - chunk.base) * dimensions * Float.BYTES;
      }
      scratch.putList(addresses, chosen.rows);
      var answer =
          calls.call(
              VectorKernels.RESCORE_F32,
              shard,
              count,
              (long) count * dimensions * Float.BYTES,
              block ->
                  block
                      .putInt(RescoreF32.METRIC, calls.metricCode())
                      .putInt(RescoreF32.CANDIDATES, count)
                      .putInt(RescoreF32.DIMENSIONS, dimensions)
                      .putInt(RescoreF32.QUERY, scratch.bytes().address(scratch.query()))
                      .putInt(RescoreF32.ADDRESSES, scratch.bytes().address(scratch.addresses()))
                      .putInt(RescoreF32.ROWS, scratch.bytes().address(scratch.rows()))
                      .putInt(RescoreF32.K, kept)
                      .putInt(RescoreF32.OUT_ROWS, scratch.bytes().address(scratch.outRows()))
                      .putInt(RescoreF32.OUT_SCORES, scratch.bytes().address(scratch.outScores())),
              block -> block.getInt(RescoreF32.OUT_COUNT));
      return scratch.found(answer.value(), calls.sign(), answer.path(), count);
    }
  }

  /** Scores by int8 codes, best k. */
  Found codes(VectorRows rows, QuantisedQuery query, int[] chosen, int k) {
    long bytes = (long) chosen.length * dimensions;
    return Found.merged(
        calls.overShards(
            byShard(rows, chosen), bytes, (shard, part) -> codes(rows, query, shard, part, k)),
        k,
        ShardCalls.NOTHING_TO_SCAN);
  }

  private Found codes(VectorRows rows, QuantisedQuery query, Shard shard, Chosen chosen, int k) {
    int count = chosen.count;
    int kept = Math.min(k, count);
    try (var scratch = new ListScratch(shard, Short.BYTES * dimensions, count, kept)) {
      scratch.bytes().put(scratch.query(), query.codes());
      int[] addresses = new int[count];
      float[] scales = new float[count];
      float[] norms = new float[count];
      VectorChunk chunk = null;
      for (int i = 0; i < count; i++) {
        int row = chosen.rows[i];
        if (chunk == null || row >= chunk.base + chunk.capacity()) {
          chunk = rows.chunkOf(row);
        }
        int local = row - chunk.base;
        addresses[i] = chunk.codes.offset() + local * dimensions;
        scales[i] = chunk.scale(local);
        norms[i] = chunk.norm(local);
      }
      scratch.putList(addresses, chosen.rows);
      scratch.bytes().put(scratch.scales(), scales);
      scratch.bytes().put(scratch.norms(), norms);
      var answer =
          calls.call(
              VectorKernels.RESCORE_I8,
              shard,
              count,
              (long) count * dimensions,
              block ->
                  block
                      .putInt(RescoreI8.METRIC, calls.metricCode())
                      .putInt(RescoreI8.CANDIDATES, count)
                      .putInt(RescoreI8.DIMENSIONS, dimensions)
                      .putInt(RescoreI8.QUERY, scratch.bytes().address(scratch.query()))
                      .putFloat(RescoreI8.QUERY_SCALE, query.scale())
                      .putFloat(RescoreI8.QUERY_NORM, query.norm())
                      .putInt(RescoreI8.ADDRESSES, scratch.bytes().address(scratch.addresses()))
                      .putInt(RescoreI8.SCALES, scratch.bytes().address(scratch.scales()))
                      .putInt(RescoreI8.NORMS, scratch.bytes().address(scratch.norms()))
                      .putInt(RescoreI8.ROWS, scratch.bytes().address(scratch.rows()))
                      .putInt(RescoreI8.K, kept)
                      .putInt(RescoreI8.OUT_ROWS, scratch.bytes().address(scratch.outRows()))
                      .putInt(RescoreI8.OUT_SCORES, scratch.bytes().address(scratch.outScores())),
              block -> block.getInt(RescoreI8.OUT_COUNT));
      return scratch.found(answer.value(), calls.sign(), answer.path(), count);
    }
  }
}
