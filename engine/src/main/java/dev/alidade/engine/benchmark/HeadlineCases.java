package dev.alidade.engine.benchmark;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.TransformOptions;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The four jobs by which the product is measured, each through the public services with WASM on and
 * off. SQLite does the work of the last one either way, so its two columns should be alike.
 */
final class HeadlineCases {
  static final List<String> NAMES =
      List.of("vector-search-10k", "aggregate-100k", "transform-50k", "sqlite-complex");

  private static final long SEED = 20_260_301;

  private HeadlineCases() {}

  static List<BenchmarkCase> of(WasmServices engine) {
    return List.of(
        new Job(NAMES.get(0), 10_000, engine, () -> vectorSearch(engine)),
        new Job(NAMES.get(1), 100_000, engine, () -> aggregate(engine)),
        new Job(NAMES.get(2), 50_000, engine, () -> transform(engine)),
        new Job(NAMES.get(3), AgentsDatabase.EXECUTIONS, engine, () -> sqlite(engine)));
  }

  /** Inputs that are in place, and the work on them. */
  private record Ready(long bytes, Runnable work, Runnable free) {}

  private record Job(String name, long size, WasmServices engine, Supplier<Ready> inputs)
      implements BenchmarkCase {
    @Override
    public Prepared prepare() {
      Ready ready = inputs.get();
      List<Variant> variants = new ArrayList<>();
      if (engine.capabilities().supported()) {
        variants.add(new Variant(WASM, () -> engine.modules().setMode(WasmMode.ON), ready.work, 1));
      }
      variants.add(new Variant(JAVA, () -> engine.modules().setMode(WasmMode.OFF), ready.work, 1));
      return new Prepared(ready.bytes, variants, Optional.empty(), "", ready.free);
    }
  }

  /** Exact top-10 of 10,000 documents of 768 dimensions. */
  private static Ready vectorSearch(WasmServices engine) {
    int dimensions = 768;
    int documents = 10_000;
    Random random = new Random(SEED);
    VectorCollection collection =
        engine
            .vectorSearch()
            .createCollection(
                "benchmark documents", CollectionConfig.of(dimensions, Metric.COSINE));
    List<VectorDocument> batch = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      batch.add(
          new VectorDocument(
              "d" + i, "document " + i, vector(random, dimensions), Map.of("number", i)));
      if (batch.size() == 1_000) {
        collection.addDocuments(batch);
        batch = new ArrayList<>();
      }
    }
    float[][] queries = new float[16][];
    for (int q = 0; q < queries.length; q++) {
      queries[q] = vector(random, dimensions);
    }
    AtomicInteger next = new AtomicInteger();
    return new Ready(
        (long) documents * dimensions * Float.BYTES,
        () -> {
          float[] query = queries[next.getAndIncrement() & (queries.length - 1)];
          requireSize(10, collection.search(query, SearchOptions.top(10)).hits().size());
        },
        () -> engine.vectorSearch().dropCollection("benchmark documents"));
  }

  private static float[] vector(Random random, int dimensions) {
    float[] vector = new float[dimensions];
    for (int d = 0; d < dimensions; d++) {
      vector[d] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** Sums of 100,000 rows by a text column of 1,000 values. */
  private static Ready aggregate(WasmServices engine) {
    int rows = 100_000;
    int groups = 1_000;
    Random random = new Random(SEED);
    List<Map<String, Object>> values = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      values.add(
          Map.of("agent", "agent-" + random.nextInt(groups), "cost", random.nextInt(10_000) / 8.0));
    }
    Dataset dataset = engine.datasets().fromRows("benchmark rows", values);
    AggregationOptions options =
        new AggregationOptions(
            List.of("agent"),
            List.of(new AggregationOptions.Operation("cost", AggregateFunction.SUM, "total")));
    return new Ready(
        rows * (long) (Integer.BYTES + Double.BYTES),
        () -> {
          try (Dataset result = engine.dataProcessor().aggregate(dataset, options).data()) {
            requireSize(groups, result.rowCount());
          }
        },
        () -> engine.datasets().remove(dataset.name()));
  }

  /** Upper case of 50,000 texts that are all different. */
  private static Ready transform(WasmServices engine) {
    int rows = 50_000;
    List<Map<String, Object>> values = new ArrayList<>(rows);
    long bytes = 0;
    for (int i = 0; i < rows; i++) {
      String text = "Agent run %06d finished in Lisbon".formatted(i);
      bytes += text.length();
      values.add(Map.of("line", text));
    }
    Dataset dataset = engine.datasets().fromRows("benchmark lines", values);
    Pipeline pipeline =
        new Pipeline("benchmark", List.of(new Pipeline.Item(new Step.Uppercase("line"), true)));
    TransformOptions options = new TransformOptions(pipeline, "benchmark result", 0);
    return new Ready(
        bytes,
        () -> {
          try (Dataset result = engine.dataProcessor().transform(dataset, options).data()) {
            requireSize(rows, result.rowCount());
          }
        },
        () -> engine.datasets().remove(dataset.name()));
  }

  /** A join with a window over two tables of agents. */
  private static Ready sqlite(WasmServices engine) {
    AgentsDatabase agents = AgentsDatabase.create(SEED);
    SqliteDatabase database = agents.open(engine.sqlite());
    return new Ready(
        0,
        () -> {
          int rows =
              database
                  .executeQuery(
                      AgentsDatabase.COMPLEX_QUERY, SqlParameters.NONE, QueryOptions.defaults())
                  .rows()
                  .size();
          requireSize(AgentsDatabase.COMPLEX_ROWS, rows);
        },
        () -> {
          database.close();
          agents.close();
        });
  }

  /** A benchmark of a wrong answer is worth nothing. */
  private static void requireSize(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException(
          "the benchmark got %d rows instead of %d".formatted(found, expected));
    }
  }
}
