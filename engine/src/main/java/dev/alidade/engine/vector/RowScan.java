package dev.alidade.engine.vector;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelResult;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.Blocks.RescoreF32;
import dev.alidade.engine.runtime.kernels.Blocks.ScanF32;
import dev.alidade.engine.runtime.kernels.Blocks.ScanI8;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Kernel calls over a collection's chunks, the shards in parallel where there is enough to do. */
final class RowScan {
  /** Waking a worker costs about as much as reading so many bytes. */
  private static final long PARALLEL_BYTES = 2L << 20;

  private static final PathChoice NOTHING_TO_SCAN =
      new PathChoice(ExecutionPath.JAVA, "no rows to compare");

  private final Kernels kernels;
  private final ExecutorService workers;
  private final int dimensions;
  private final Metric metric;

  RowScan(Kernels kernels, ExecutorService workers, int dimensions, Metric metric) {
    this.kernels = kernels;
    this.workers = workers;
    this.dimensions = dimensions;
    this.metric = metric;
  }

  /**
   * Exact scores.
   *
   * @param selection rows allowed, or null for all that are alive
   */
  Ranked exact(VectorRows rows, float[] query, int k, long @Nullable [] selection) {
    return overShards(
        chunks(rows, selection),
        4L * dimensions,
        k,
        (scratch, chunk) -> {
          int count = Math.min(k, chunk.rows());
          return call(
              chunk,
              count,
              kernel(),
              4L * dimensions,
              block ->
                  block
                      .putInt(ScanF32.ROWS, chunk.rows())
                      .putInt(ScanF32.DIMENSIONS, dimensions)
                      .putInt(ScanF32.STRIDE, dimensions)
                      .putInt(ScanF32.QUERY, scratch.query(query))
                      .putInt(ScanF32.VECTORS, chunk.vectors.offset())
                      .putInt(ScanF32.SELECTION, scratch.selection(chunk, selection))
                      .putInt(ScanF32.K, count)
                      .putInt(ScanF32.OUT_ROWS, scratch.outRows())
                      .putInt(ScanF32.OUT_SCORES, scratch.outScores()),
              block ->
                  scratch.ranked(
                      chunk, block.getInt(ScanF32.OUT_COUNT), block.getInt(ScanF32.OUT_EXAMINED)));
        });
  }

  /** Candidates by their int8 codes; scores are approximate. */
  Ranked candidates(VectorRows rows, QuantisedQuery query, int k, long @Nullable [] selection) {
    return overShards(
        chunks(rows, selection),
        dimensions,
        k,
        (scratch, chunk) -> {
          int count = Math.min(k, chunk.rows());
          return call(
              chunk,
              count,
              VectorKernels.SCAN_I8,
              dimensions,
              block ->
                  block
                      .putInt(ScanI8.ROWS, chunk.rows())
                      .putInt(ScanI8.DIMENSIONS, dimensions)
                      .putInt(ScanI8.STRIDE, dimensions)
                      .putInt(ScanI8.METRIC, metricCode())
                      .putInt(ScanI8.QUERY, scratch.query(query.codes()))
                      .putFloat(ScanI8.QUERY_SCALE, query.scale())
                      .putFloat(ScanI8.QUERY_NORM, query.norm())
                      .putInt(ScanI8.CODES, chunk.codes.offset())
                      .putInt(ScanI8.SCALES, chunk.scales.offset())
                      .putInt(ScanI8.NORMS, chunk.norms.map(r -> r.offset()).orElse(0))
                      .putInt(ScanI8.SELECTION, scratch.selection(chunk, selection))
                      .putInt(ScanI8.K, count)
                      .putInt(ScanI8.OUT_ROWS, scratch.outRows())
                      .putInt(ScanI8.OUT_SCORES, scratch.outScores()),
              block ->
                  scratch.ranked(
                      chunk, block.getInt(ScanI8.OUT_COUNT), block.getInt(ScanI8.OUT_EXAMINED)));
        });
  }

  /** Exact scores of chosen rows, best k. */
  Ranked rescored(VectorRows rows, float[] query, int[] chosen, int k) {
    Map<VectorChunk, List<Integer>> byChunk = new LinkedHashMap<>();
    Arrays.stream(chosen)
        .sorted()
        .forEach(
            row -> {
              VectorChunk chunk = rows.chunkOf(row);
              byChunk.computeIfAbsent(chunk, c -> new ArrayList<>()).add(row - chunk.base);
            });
    return overShards(
            List.copyOf(byChunk.keySet()),
            0,
            Math.max(k, chosen.length),
            (scratch, chunk) -> {
              int[] local =
                  byChunk.getOrDefault(chunk, List.of()).stream().mapToInt(i -> i).toArray();
              return call(
                  chunk,
                  local.length,
                  VectorKernels.RESCORE_F32,
                  4L * dimensions,
                  block ->
                      block
                          .putInt(RescoreF32.METRIC, metricCode())
                          .putInt(RescoreF32.CANDIDATES, local.length)
                          .putInt(RescoreF32.DIMENSIONS, dimensions)
                          .putInt(RescoreF32.STRIDE, dimensions)
                          .putInt(RescoreF32.QUERY, scratch.query(query))
                          .putInt(RescoreF32.VECTORS, chunk.vectors.offset())
                          .putInt(RescoreF32.ROWS, scratch.rows(local))
                          .putInt(RescoreF32.K, local.length)
                          .putInt(RescoreF32.OUT_ROWS, scratch.outRows())
                          .putInt(RescoreF32.OUT_SCORES, scratch.outScores()),
                  block -> scratch.ranked(chunk, block.getInt(RescoreF32.OUT_COUNT), local.length));
            })
        .first(k);
  }

  private KernelDefinition kernel() {
    return metric == Metric.EUCLIDEAN ? VectorKernels.SCAN_F32_L2 : VectorKernels.SCAN_F32_DOT;
  }

  private int metricCode() {
    return metric == Metric.EUCLIDEAN ? Blocks.METRIC_L2 : Blocks.METRIC_DOT;
  }

  private static List<VectorChunk> chunks(VectorRows rows, long @Nullable [] selection) {
    return rows.chunks().stream()
        .filter(chunk -> chunk.rows() > 0 && (selection == null || hasAny(selection, chunk)))
        .toList();
  }

  private static boolean hasAny(long[] selection, VectorChunk chunk) {
    int from = chunk.base >>> 6;
    for (int i = from; i < from + RowBits.words(chunk.rows()); i++) {
      if (selection[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private Ranked call(
      VectorChunk chunk,
      int items,
      KernelDefinition kernel,
      long bytesPerRow,
      java.util.function.Consumer<ParameterBlock> parameters,
      Function<ParameterBlock, Ranked> reader) {
    boolean chosenRows = kernel.equals(VectorKernels.RESCORE_F32);
    long rows = chosenRows ? items : chunk.rows();
    KernelResult<Ranked> result =
        kernels.call(kernel, chunk.shard, rows, rows * bytesPerRow, parameters, reader);
    if (result.outcome().status() != Blocks.STATUS_OK) {
      throw new IllegalStateException(
          kernel.id() + " refused its arguments: status " + result.outcome().status());
    }
    Ranked value = result.value();
    return new Ranked(value.rows(), result.outcome().path(), value.examined());
  }

  /** One kernel call on one chunk. */
  private interface ChunkCall {
    Ranked on(SearchScratch scratch, VectorChunk chunk);
  }

  private Ranked overShards(List<VectorChunk> chunks, long rowBytes, int k, ChunkCall call) {
    Map<Shard, List<VectorChunk>> byShard = new LinkedHashMap<>();
    chunks.forEach(c -> byShard.computeIfAbsent(c.shard, s -> new ArrayList<>()).add(c));
    long bytes = chunks.stream().mapToLong(c -> c.rows() * rowBytes).sum();
    List<Ranked> parts = new ArrayList<>();
    if (byShard.size() < 2 || bytes < PARALLEL_BYTES) {
      byShard.values().forEach(group -> parts.addAll(onShard(group, k, call)));
    } else {
      parts.addAll(inParallel(byShard.values(), k, call));
    }
    return Ranked.merged(parts, k, NOTHING_TO_SCAN);
  }

  private List<Ranked> inParallel(Collection<List<VectorChunk>> groups, int k, ChunkCall call) {
    List<Future<List<Ranked>>> others = new ArrayList<>();
    List<VectorChunk> own = List.of();
    for (List<VectorChunk> group : groups) {
      if (own.isEmpty()) {
        own = group;
      } else {
        others.add(workers.submit(() -> onShard(group, k, call)));
      }
    }
    List<Ranked> parts = new ArrayList<>();
    RuntimeException failure = null;
    try {
      parts.addAll(onShard(own, k, call));
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Future<List<Ranked>> other : others) {
      try {
        parts.addAll(result(other));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return parts;
  }

  /**
   * Waits even when interrupted: the other shard is done in milliseconds, and its rows must not be
   * freed before.
   */
  private static <T> T result(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Ranked> onShard(List<VectorChunk> group, int k, ChunkCall call) {
    int most = group.stream().mapToInt(VectorChunk::capacity).max().orElse(0);
    List<Ranked> parts = new ArrayList<>();
    try (var scratch =
        new SearchScratch(group.getFirst().shard, dimensions, Math.min(k, most), most, metric)) {
      for (VectorChunk chunk : group) {
        parts.add(call.on(scratch, chunk));
      }
    }
    return parts;
  }
}
