package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.Blocks.Scan1bit;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32;
import dev.alidade.engine.runtime.kernels.Blocks.ScanI8;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scans of all rows, or of those that a selection allows, in one of their representations. A
 * selection of null stands for all rows that are alive.
 */
final class RowScan {
  private final ShardCalls calls;
  private final int dimensions;

  RowScan(ShardCalls calls) {
    this.calls = calls;
    this.dimensions = calls.dimensions();
  }

  /** A vector between three others, in the form in which vectors are compared. */
  float[] mixture(float[] a, float[] b, float[] c) {
    float[] middle = new float[a.length];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (a[i] + b[i] + c[i]) / 3;
    }
    return VectorInput.comparable(middle, calls.metric());
  }

  /** Exact scores. */
  Found exact(VectorRows rows, float[] query, int k, long @Nullable [] selection) {
    KernelDefinition kernel =
        calls.metric() == Metric.EUCLIDEAN ? VectorKernels.SCAN_F32_L2 : VectorKernels.SCAN_F32_DOT;
    long rowBytes = (long) dimensions * Float.BYTES;
    return overShards(
        rows,
        selection,
        rowBytes,
        k,
        (shard, chunks) -> exact(kernel, shard, chunks, query, k, selection));
  }

  private Found exact(
      KernelDefinition kernel,
      Shard shard,
      List<VectorChunk> chunks,
      float[] query,
      int k,
      long @Nullable [] selection) {
    int most = Math.min(k, chunks.stream().mapToInt(VectorChunk::rows).max().orElse(0));
    List<Found> parts = new ArrayList<>(chunks.size());
    try (var scratch = new ScanScratch(shard, chunks, Float.BYTES * dimensions, 0, most)) {
      scratch.query(query);
      for (VectorChunk chunk : chunks) {
        int[] counts = new int[2];
        PathChoice path =
            calls
                .call(
                    kernel,
                    shard,
                    chunk.rows(),
                    (long) chunk.rows() * dimensions * Float.BYTES,
                    block ->
                        block
                            .putInt(ScanF32.ROWS, chunk.rows())
                            .putInt(ScanF32.DIMENSIONS, dimensions)
                            .putInt(ScanF32.STRIDE, dimensions)
                            .putInt(ScanF32.QUERY, scratch.query())
                            .putInt(ScanF32.VECTORS, chunk.vectors.offset())
                            .putInt(ScanF32.SELECTION, scratch.selection(chunk, selection))
                            .putInt(ScanF32.K, Math.min(most, chunk.rows()))
                            .putInt(ScanF32.OUT_ROWS, scratch.outRows())
                            .putInt(ScanF32.OUT_SCORES, scratch.outScores()),
                    block -> {
                      counts[0] = block.getInt(ScanF32.OUT_COUNT);
                      counts[1] = block.getInt(ScanF32.OUT_EXAMINED);
                      return true;
                    })
                .path();
        parts.add(scratch.found(counts[0], chunk, calls.sign(), path, counts[1]));
      }
    }
    return Found.merged(parts, k, ShardCalls.NOTHING_TO_SCAN);
  }

  /** The best by their int8 codes; scores are approximate. */
  Found codes(VectorRows rows, QueryForms query, int k, long @Nullable [] selection) {
    QuantisedQuery codes = query.codes();
    return overShards(
        rows,
        selection,
        dimensions,
        k,
        (shard, chunks) -> {
          try (var scratch = new ScanScratch(shard, chunks, Short.BYTES * dimensions, 0, k)) {
            scratch.query(codes.codes());
            return goingOn(
                VectorKernels.SCAN_I8,
                shard,
                chunks,
                dimensions,
                (block, chunk) ->
                    block
                        .putInt(ScanI8.BASE, chunk.base)
                        .putInt(ScanI8.ROWS, chunk.rows())
                        .putInt(ScanI8.DIMENSIONS, dimensions)
                        .putInt(ScanI8.STRIDE, dimensions)
                        .putInt(ScanI8.METRIC, calls.metricCode())
                        .putInt(ScanI8.QUERY, scratch.query())
                        .putFloat(ScanI8.QUERY_SCALE, codes.scale())
                        .putFloat(ScanI8.QUERY_NORM, codes.norm())
                        .putInt(ScanI8.CODES, chunk.codes.offset())
                        .putInt(ScanI8.SCALES, chunk.scales.offset())
                        .putInt(ScanI8.NORMS, chunk.norms.map(r -> r.offset()).orElse(0))
                        .putInt(ScanI8.SELECTION, scratch.selection(chunk, selection))
                        .putInt(ScanI8.K, k)
                        .putInt(ScanI8.IN_COUNT, scratch.known())
                        .putInt(ScanI8.IN_ROWS, scratch.inRows())
                        .putInt(ScanI8.IN_SCORES, scratch.inScores())
                        .putInt(ScanI8.OUT_ROWS, scratch.outRows())
                        .putInt(ScanI8.OUT_SCORES, scratch.outScores()),
                new Outputs(ScanI8.OUT_COUNT, ScanI8.OUT_EXAMINED, calls.sign()),
                scratch);
          }
        });
  }

  /** The best by one bit a dimension; scores are estimates on a scale of their own. */
  Found signs(VectorRows rows, QueryForms query, int k, long @Nullable [] selection) {
    float[] centred = query.centred(rows.center());
    int tableBytes = VectorChunk.signBytes(1, dimensions);
    return overShards(
        rows,
        selection,
        dimensions / 8 + 2L * Float.BYTES,
        k,
        (shard, chunks) -> {
          try (var scratch =
              new ScanScratch(shard, chunks, Float.BYTES * dimensions, tableBytes, k)) {
            scratch.query(centred);
            return goingOn(
                VectorKernels.SCAN_1BIT,
                shard,
                chunks,
                dimensions / 8 + 2L * Float.BYTES,
                (block, chunk) ->
                    block
                        .putInt(Scan1bit.BASE, chunk.base)
                        .putInt(Scan1bit.ROWS, chunk.rows())
                        .putInt(Scan1bit.DIMENSIONS, dimensions)
                        .putInt(Scan1bit.QUERY, scratch.query())
                        .putInt(Scan1bit.CODES, chunk.signs.offset())
                        .putInt(Scan1bit.SCALES, chunk.signScales.offset())
                        .putInt(Scan1bit.OFFSETS, chunk.signOffsets.offset())
                        .putInt(Scan1bit.SELECTION, scratch.selection(chunk, selection))
                        .putInt(Scan1bit.SCRATCH, scratch.table())
                        .putInt(Scan1bit.K, k)
                        .putInt(Scan1bit.IN_COUNT, scratch.known())
                        .putInt(Scan1bit.IN_ROWS, scratch.inRows())
                        .putInt(Scan1bit.IN_SCORES, scratch.inScores())
                        .putInt(Scan1bit.OUT_ROWS, scratch.outRows())
                        .putInt(Scan1bit.OUT_SCORES, scratch.outScores()),
                new Outputs(Scan1bit.OUT_COUNT, Scan1bit.OUT_EXAMINED, 1),
                scratch);
          }
        });
  }

  /** Where a kernel's block has its counts, and what its scores are multiplied by. */
  private record Outputs(int count, int examined, float sign) {}

  private interface ChunkParameters {
    void fill(ParameterBlock block, VectorChunk chunk);
  }

  /** Calls a kernel chunk by chunk, each going on from what was found so far. */
  private Found goingOn(
      KernelDefinition kernel,
      Shard shard,
      List<VectorChunk> chunks,
      long rowBytes,
      ChunkParameters parameters,
      Outputs outputs,
      ScanScratch scratch) {
    PathChoice path = ShardCalls.NOTHING_TO_SCAN;
    long examined = 0;
    for (VectorChunk chunk : chunks) {
      Consumer<ParameterBlock> fill = block -> parameters.fill(block, chunk);
      var answer =
          calls.call(
              kernel,
              shard,
              chunk.rows(),
              chunk.rows() * rowBytes,
              fill,
              block -> {
                scratch.keep(block.getInt(outputs.count()));
                return block.getInt(outputs.examined());
              });
      examined += answer.value();
      path = answer.path();
    }
    return scratch.found(outputs.sign(), path, examined);
  }

  private Found overShards(
      VectorRows rows,
      long @Nullable [] selection,
      long rowBytes,
      int k,
      ShardCalls.ShardWork<List<VectorChunk>, Found> work) {
    var groups = rows.byShard(selection);
    long bytes =
        groups.values().stream()
            .flatMap(List::stream)
            .mapToLong(chunk -> chunk.rows() * rowBytes)
            .sum();
    return Found.merged(calls.overShards(groups, bytes, work), k, ShardCalls.NOTHING_TO_SCAN);
  }
}
