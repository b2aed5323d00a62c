package dev.alidade.engine.vector;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What all collections of an engine share.
 *
 * @param background takes work that nobody waits for; none once the engine is closing
 * @param changed called after a collection has changed
 */
record CollectionContext(
    Kernels kernels,
    Shards shards,
    ExecutorService workers,
    Executor background,
    CollectionStore store,
    EmbeddingCache cache,
    LazyEmbedder embedder,
    Telemetry telemetry,
    LongSupplier nanoClock,
    Runnable changed) {
  private static final PathChoice WORKSPACE =
      new PathChoice(ExecutionPath.SQLITE, "writes are committed to the workspace");

  /** Runs a search and records it as {@code vector.search}. */
  SearchResults traced(Function<SearchTrace, SearchResults> work) {
    return traced("vector.search", work, results -> results.hits().size());
  }

  /** Runs a search for many queries and records it as {@code vector.search.batch}. */
  List<SearchResults> tracedBatch(Function<SearchTrace, List<SearchResults>> work) {
    return traced(
        "vector.search.batch",
        work,
        all -> all.stream().mapToLong(results -> results.hits().size()).sum());
  }

  private <T> T traced(String operation, Function<SearchTrace, T> work, ToLongFunction<T> hitsOf) {
    SearchTrace trace = new SearchTrace(nanoClock);
    long hits = 0;
    boolean failed = false;
    try {
      T results = work.apply(trace);
      hits = hitsOf.applyAsLong(results);
      return results;
    } catch (RuntimeException | Error e) {
      failed = telemetry.failed(operation, e);
      throw e;
    } finally {
      telemetry.record(
          new OperationSample(
              operation,
              trace.path(),
              trace.totalNanos(),
              trace.rowsScanned(),
              hits,
              0,
              failed,
              false));
    }
  }

  /** Runs a write and records it. */
  <T extends Number> T recorded(String operation, long rows, Supplier<T> work) {
    long start = nanoClock.getAsLong();
    long out = 0;
    boolean failed = false;
    try {
      T result = work.get();
      out = result.longValue();
      return result;
    } catch (RuntimeException | Error e) {
      failed = telemetry.failed(operation, e);
      throw e;
    } finally {
      telemetry.record(
          new OperationSample(
              operation, WORKSPACE, nanoClock.getAsLong() - start, rows, out, 0, failed, false));
    }
  }
}
