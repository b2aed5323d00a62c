package dev.alidade.engine.vector;

import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreF32;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreI8;
import dev.alidade.engine.runtime.kernels.VectorKernels;

/** Scores of chosen rows, wherever they are: one kernel call for each shard. */
final class Rescoring {
  private final ShardCalls calls;
  private final int dimensions;

  Rescoring(ShardCalls calls) {
    this.calls = calls;
    this.dimensions = calls.dimensions();
  }

  /** Exact scores, best k. */
  Found exact(VectorRows rows, float[] query, int[] chosen, int k) {
    return exact(RowList.sorted(rows, chosen), query, k);
  }

  /** The same, of rows that are listed already. */
  Found exact(RowList list, float[] query, int k) {
    long bytes = (long) list.count() * dimensions * Float.BYTES;
    return Found.merged(
        calls.overShards(list.parts(), bytes, (shard, part) -> exact(query, shard, part, k)),
        k,
        ShardCalls.NOTHING_TO_SCAN);
  }

  private Found exact(float[] query, Shard shard, RowList.Part part, int k) {
    int count = part.count();
    int kept = Math.min(k, count);
    try (var scratch = ListScratch.exact(shard, Float.BYTES * dimensions, count, kept)) {
      scratch.bytes().put(scratch.query(), query);
      scratch.putList(part.addresses(), part.rows(), count);
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
            RowList.sorted(rows, chosen).parts(),
            bytes,
            (shard, part) -> codes(rows, query, shard, part, k)),
        k,
        ShardCalls.NOTHING_TO_SCAN);
  }

  private Found codes(
      VectorRows rows, QuantisedQuery query, Shard shard, RowList.Part part, int k) {
    int count = part.count();
    int kept = Math.min(k, count);
    try (var scratch = ListScratch.codes(shard, Short.BYTES * dimensions, count, kept)) {
      scratch.bytes().put(scratch.query(), query.codes());
      int[] addresses = new int[count];
      float[] scales = new float[count];
      float[] norms = new float[count];
      VectorChunk chunk = null;
      for (int i = 0; i < count; i++) {
        int row = part.rows()[i];
        if (chunk == null || row >= chunk.base + chunk.capacity()) {
          chunk = rows.chunkOf(row);
        }
        int local = row - chunk.base;
        addresses[i] = chunk.codes.offset() + local * dimensions;
        scales[i] = chunk.scale(local);
        norms[i] = chunk.norm(local);
      }
      scratch.putList(addresses, part.rows(), count);
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
