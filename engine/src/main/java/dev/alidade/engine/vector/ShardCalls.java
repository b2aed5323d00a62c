package dev.alidade.engine.vector;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelResult;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.Blocks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Kernel calls over a collection's shards, in parallel where there is enough to do. */
record ShardCalls(Kernels kernels, ExecutorService workers, int dimensions, Metric metric) {
  /** Waking a worker costs about as much as reading so many bytes. */
  private static final long PARALLEL_BYTES = 2L << 20;

  static final PathChoice NOTHING_TO_SCAN =
      new PathChoice(ExecutionPath.JAVA, "no rows to compare");

  int metricCode() {
    return metric == Metric.EUCLIDEAN ? Blocks.METRIC_L2 : Blocks.METRIC_DOT;
  }

  /** Kernels give squared distances; results are larger for nearer rows. */
  float sign() {
    return metric == Metric.EUCLIDEAN ? -1 : 1;
  }

  /** What one call gave. */
  record Answer<T>(T value, PathChoice path) {}

  /**
   * @throws IllegalStateException when the kernel refuses its arguments
   */
  <T> Answer<T> call(
      KernelDefinition kernel,
      Shard shard,
      long items,
      long bytes,
      Consumer<ParameterBlock> parameters,
      Function<ParameterBlock, T> reader) {
    KernelResult<T> result = kernels.call(kernel, shard, items, bytes, parameters, reader);
    if (result.outcome().status() != Blocks.STATUS_OK) {
      throw new IllegalStateException(
          kernel.id() + " refused its arguments: status " + result.outcome().status());
    }
    return new Answer<>(result.value(), result.outcome().path());
  }

  /**
   * Runs work for each shard; what it returns is in the order of the map.
   *
   * @param bytes what all of it reads
   */
  <W, T> List<T> overShards(Map<Shard, W> work, long bytes, ShardWork<W, T> run) {
    List<T> parts = new ArrayList<>();
    if (work.size() < 2 || bytes < PARALLEL_BYTES) {
      work.forEach((shard, part) -> parts.add(run.on(shard, part)));
      return parts;
    }
    return inParallel(work.entrySet(), run);
  }

  /** The part of a search that is done in one shard, by one thread. */
  interface ShardWork<W, T> {
    T on(Shard shard, W work);
  }

  private <W, T> List<T> inParallel(Collection<Map.Entry<Shard, W>> entries, ShardWork<W, T> run) {
    List<Future<T>> others = new ArrayList<>();
    List<T> parts = new ArrayList<>();
    Throwable failure = null;
    try {
      Map.Entry<Shard, W> own = entries.iterator().next();
      for (Map.Entry<Shard, W> entry : entries) {
        if (!entry.getKey().equals(own.getKey())) {
          others.add(workers.submit(() -> run.on(entry.getKey(), entry.getValue())));
        }
      }
      parts.add(run.on(own.getKey(), own.getValue()));
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    for (Future<T> other : others) {
      try {
        parts.add(result(other));
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      }
    }
    return switch (failure) {
      case null -> parts;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  /**
   * Waits even when interrupted: the other shard is done in milliseconds, and its rows must not be
   * freed before.
   */
  private static <T> T result(Future<T> future) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
