package dev.alidade.app.cli;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.VectorCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Real work through the engine for some seconds, so that the pictures of Performance have something
 * to show: searches, aggregations and queries, a quiet moment, and a stretch with WASM switched
 * off.
 */
final class RealLoad {
  private static final Duration PHASE = Duration.ofSeconds(7);
  private static final Duration QUIET = Duration.ofSeconds(3);

  /** Between two rounds, so that the pictures' own work gets its turn. */
  private static final Duration BREATH = Duration.ofMillis(4);

  private final WasmServices engine;
  private final String dataset;
  private final String collection;
  private final Optional<Path> database;

  RealLoad(WasmServices engine, String dataset, String collection, Optional<Path> database) {
    this.engine = engine;
    this.dataset = dataset;
    this.collection = collection;
    this.database = database;
  }

  /** Runs it; returns how many rounds there were. */
  int run(Progress progress) {
    WasmMode before = engine.modules().mode();
    int rounds = phase(progress);
    rest(QUIET);
    engine.observability().mark("WASM off");
    engine.modules().setMode(WasmMode.OFF);
    rounds += phase(progress);
    engine.modules().setMode(before);
    engine.observability().mark("WASM on");
    return rounds + phase(progress);
  }

  private int phase(Progress progress) {
    long end = System.nanoTime() + PHASE.toNanos();
    int rounds = 0;
    Dataset rows = engine.datasets().get(dataset);
    VectorCollection documents = engine.vectorSearch().collection(collection);
    String some =
        documents.searchByText("a large cat", SearchOptions.top(1)).hits().getFirst().id();
    Optional<SqliteDatabase> queried =
        database.map(file -> engine.sqlite().open(file, OpenOptions.readOnly()));
    while (System.nanoTime() < end) {
      progress.check("work for the pictures");
      documents.findSimilar(some, SearchOptions.top(10));
      aggregate(rows);
      if (rounds % 8 == 0) {
        queried.ifPresent(
            file ->
                file.executeQuery(
                    "SELECT agent_type, count(*) FROM agent_memories GROUP BY agent_type",
                    SqlParameters.NONE,
                    QueryOptions.defaults()));
      }
      rounds++;
      rest(BREATH);
    }
    return rounds;
  }

  private void aggregate(Dataset rows) {
    ProcessingResult result =
        engine
            .dataProcessor()
            .aggregate(
                rows,
                new AggregationOptions(
                    List.of("location"),
                    List.of(
                        new AggregationOptions.Operation(
                            "temp_max", AggregateFunction.AVG, "warmest"))),
                Progress.NONE);
    result.data().close();
  }

  private static void rest(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
