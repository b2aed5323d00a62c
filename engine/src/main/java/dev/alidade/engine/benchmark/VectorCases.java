package dev.alidade.engine.benchmark;

import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.Filter;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.Precision;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ways of the vector service beside each other, through its public calls. The vectors are made, in
 * seeded clusters of 384 dimensions whose spread leaves the cascade something to get wrong; {@code
 * VectorRivals} measures on embeddings of real texts and beside other programs.
 */
final class VectorCases {
  static final List<String> NAMES =
      List.of(
          "vector.search.cascade",
          "vector.search.int8",
          "vector.search.batch",
          "vector.search.filter",
          "vector.first-answer",
          "vector.delete-half");

  private static final int DIMENSIONS = 384;
  private static final int K = 10;
  private static final int BATCH = 64;
  private static final int QUICK = 20_000;
  private static final int LARGE = 100_000;

  /** Documents of a cluster: what the filter keeps, 1 % of the small size. */
  private static final int CLUSTER = 200;

  /** Of each value, where the middle of a cluster has values of spread 1. */
  private static final double SPREAD = 0.7;

  private static final long SEED = 20_260_302;

  private VectorCases() {}

  static List<BenchmarkCase> of(WasmServices engine) {
    List<BenchmarkCase> cases = new ArrayList<>();
    for (int size : new int[] {QUICK, LARGE}) {
      cases.add(new Case(NAMES.get(0), size, engine, VectorCases::cascade));
      cases.add(new Case(NAMES.get(1), size, engine, VectorCases::int8));
      cases.add(new Case(NAMES.get(2), size, engine, VectorCases::batch));
      cases.add(new Case(NAMES.get(3), size, engine, VectorCases::filter));
      cases.add(new Case(NAMES.get(4), size, engine, VectorCases::firstAnswer));
      cases.add(new Case(NAMES.get(5), size, engine, VectorCases::deleteHalf));
    }
    return cases;
  }

  private record Case(
      String name, long size, WasmServices engine, BiFunction<Inputs, Integer, List<Way>> ways)
      implements BenchmarkCase {
    @Override
    public boolean quick() {
      return size == QUICK;
    }

    @Override
    public Prepared prepare() {
      Inputs inputs = new Inputs(engine);
      List<Variant> variants =
          ways.apply(inputs, (int) size).stream()
              .map(way -> new Variant(way.name, () -> {}, way.work, way.calls))
              .toList();
      long bytes = size * DIMENSIONS * Float.BYTES;
      return new Prepared(bytes, variants, Optional.empty(), "", inputs::free);
    }
  }

  /** A variant: its work makes so many calls, whose time is that of one. */
  private record Way(String name, Runnable work, int calls) {}

  /** Exact and by the cascade, which is calibrated before. */
  private static List<Way> cascade(Inputs inputs, int size) {
    VectorCollection collection = inputs.filled(size);
    SearchOptions target = SearchOptions.top(K).withPrecision(new Precision.TargetRecall(0.98));
    for (int i = 0; i < BATCH; i++) {
      collection.search(inputs.query(), target);
    }
    return List.of(
        new Way("exact", () -> search(collection, inputs, SearchOptions.top(K)), 1),
        new Way("recall-0.98", () -> search(collection, inputs, target), 1));
  }

  /** Exact, and by int8 codes of which the best are compared exactly: names say the recall. */
  private static List<Way> int8(Inputs inputs, int size) {
    VectorCollection collection = inputs.filled(size);
    SearchOptions exact = SearchOptions.top(K);
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("exact", () -> search(collection, inputs, exact), 1));
    for (int multiple : new int[] {1, 2, 4}) {
      SearchOptions options =
          exact.withPrecision(
              new Precision.Candidates(Precision.Representation.INT8, multiple * K));
      String name =
          String.format(
              Locale.ROOT,
              "int8-%d, recall@%d %.4f",
              multiple * K,
              K,
              inputs.recall(collection, options, exact));
      ways.add(new Way(name, () -> search(collection, inputs, options), 1));
    }
    return ways;
  }

  private static void search(VectorCollection collection, Inputs inputs, SearchOptions options) {
    require(collection.search(inputs.query(), options));
  }

  /** Time of one query of 64. */
  private static List<Way> batch(Inputs inputs, int size) {
    VectorCollection collection = inputs.filled(size);
    float[][] queries = new float[BATCH][];
    java.util.Arrays.setAll(queries, i -> inputs.query());
    SearchOptions options = SearchOptions.top(K);
    return List.of(
        new Way(
            "one-by-one",
            () -> {
              for (float[] query : queries) {
                require(collection.search(query, options));
              }
            },
            BATCH),
        new Way(
            "batch-64",
            () -> collection.searchBatch(queries, options).forEach(VectorCases::require),
            BATCH));
  }

  /** All documents, and those of one cluster. */
  private static List<Way> filter(Inputs inputs, int size) {
    VectorCollection collection = inputs.filled(size);
    SearchOptions all = SearchOptions.top(K);
    SearchOptions one = all.withFilter(new Filter.Equals("cluster", 3L));
    return List.of(
        new Way("all", () -> search(collection, inputs, all), 1),
        new Way("one-cluster", () -> search(collection, inputs, one), 1));
  }

  /** From vectors on the heap to a committed collection and its first answer. */
  private static List<Way> firstAnswer(Inputs inputs, int size) {
    List<VectorDocument> documents = inputs.documents(size);
    return List.of(
        new Way(
            "alidade",
            () -> {
              VectorCollection made = inputs.empty();
              made.addDocuments(documents);
              search(made, inputs, SearchOptions.top(K));
              inputs.drop(made);
            },
            1));
  }

  /** A whole collection, and one of which every second stretch of 500 documents was removed. */
  private static List<Way> deleteHalf(Inputs inputs, int size) {
    VectorCollection whole = inputs.filled(size);
    VectorCollection half = inputs.filled(size);
    for (int from = 0; from < size; from += 1_000) {
      half.removeDocuments(IntStream.range(from, from + 500).mapToObj(i -> "d" + i).toList());
    }
    SearchOptions options = SearchOptions.top(K);
    return List.of(
        new Way("whole", () -> search(whole, inputs, options), 1),
        new Way("half-deleted", () -> search(half, inputs, options), 1));
  }

  /** A benchmark of a wrong answer is worth nothing. */
  private static void require(SearchResults results) {
    if (results.hits().size() != K) {
      throw new IllegalStateException(
          "the benchmark got %d hits instead of %d".formatted(results.hits().size(), K));
    }
  }

  /** Collections of one case, with queries near their clusters. */
  private static final class Inputs {
    private final WasmServices engine;
    private final List<String> made = new ArrayList<>();
    private final float[][] queries = new float[256][];
    private final AtomicInteger next = new AtomicInteger();

    Inputs(WasmServices engine) {
      this.engine = engine;
      Random random = new Random(SEED);
      for (int q = 0; q < queries.length; q++) {
        queries[q] = near(q, random);
      }
    }

    float[] query() {
      return queries[next.getAndIncrement() & (queries.length - 1)];
    }

    /** The share of the exact hits that the other way finds, over all queries. */
    double recall(VectorCollection collection, SearchOptions options, SearchOptions exact) {
      long found = 0;
      for (float[] query : queries) {
        Set<String> nearest = ids(collection.search(query, exact));
        found += ids(collection.search(query, options)).stream().filter(nearest::contains).count();
      }
      return (double) found / queries.length / K;
    }

    private static Set<String> ids(SearchResults results) {
      return results.hits().stream().map(SearchResults.Hit::id).collect(Collectors.toSet());
    }

    VectorCollection empty() {
      String name = "benchmark vectors " + next.getAndIncrement();
      made.add(name);
      return engine
          .vectorSearch()
          .createCollection(name, CollectionConfig.of(DIMENSIONS, Metric.COSINE));
    }

    VectorCollection filled(int size) {
      VectorCollection collection = empty();
      collection.addDocuments(documents(size));
      return collection;
    }

    List<VectorDocument> documents(int size) {
      Random random = new Random(SEED + 1);
      List<VectorDocument> documents = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        int cluster = i % Math.max(1, size / CLUSTER);
        documents.add(
            new VectorDocument("d" + i, "", near(cluster, random), Map.of("cluster", cluster)));
      }
      return documents;
    }

    private static float[] near(int cluster, Random random) {
      Random middle = new Random(SEED * 31 + cluster);
      float[] vector = new float[DIMENSIONS];
      for (int d = 0; d < DIMENSIONS; d++) {
        vector[d] = (float) (middle.nextGaussian() + SPREAD * random.nextGaussian());
      }
      return vector;
    }

    void drop(VectorCollection collection) {
      String name = collection.info().name();
      engine.vectorSearch().dropCollection(name);
      made.remove(name);
    }

    void free() {
      made.forEach(engine.vectorSearch()::dropCollection);
    }
  }
}
