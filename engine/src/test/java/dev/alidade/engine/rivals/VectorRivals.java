package dev.alidade.engine.rivals;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.Filter;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.Precision;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Vector search beside Lucene and JVector, and its own ways beside each other: prints medians and
 * ratios of one run. See docs/vector-search.md for the command.
 */
public final class VectorRivals {
  private static final int K = 10;
  private static final int ROWS = 100_000;
  private static final int CLUSTER = 935;

  private final RealVectors real;
  private final AtomicInteger next = new AtomicInteger();

  private VectorRivals(RealVectors real) {
    this.real = real;
  }

  /**
   * @param arguments what to run, any of scan, cascade, batch, filter, delete, first, reopen,
   *     million; all but the last without arguments
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(System.getProperty("alidade.root", "."));
    Path cache = root.resolve("engine/target/rivals/minilm.f32");
    VectorRivals rivals = new VectorRivals(RealVectors.load(root.resolve("samples"), cache));
    List<String> wanted =
        arguments.length == 0
            ? List.of("scan", "cascade", "batch", "filter", "delete", "reopen", "first")
            : List.of(arguments);
    for (String name : wanted) {
      switch (name) {
        case "scan" -> rivals.scan();
        case "cascade" -> rivals.cascade();
        case "batch" -> rivals.batch();
        case "filter" -> rivals.filter();
        case "delete" -> rivals.delete();
        case "first" -> rivals.first();
        case "reopen" -> rivals.reopen();
        case "million" -> rivals.million();
        default -> throw new IllegalArgumentException("there is no part " + name);
      }
    }
  }

  private static WasmServices engine(int workers, Optional<Path> workspace) {
    WasmServicesConfig.Builder builder =
        WasmServicesConfig.builder().workers(workers).wasm(WasmMode.ON).calibrateAtOpen(false);
    workspace.ifPresent(builder::workspace);
    return WasmServices.open(builder.build());
  }

  private float[] query() {
    return real.queries()[Math.floorMod(next.getAndIncrement(), real.queries().length)];
  }

  private static SearchOptions top() {
    return SearchOptions.top(K);
  }

  private static SearchOptions target(double recall) {
    return top().withPrecision(new Precision.TargetRecall(recall));
  }

  private VectorCollection fill(WasmServices engine, int rows, Set<Integer> cluster) {
    VectorCollection made =
        engine
            .vectorSearch()
            .createCollection(
                "c" + rows, CollectionConfig.of(RealVectors.DIMENSIONS, Metric.COSINE));
    List<VectorDocument> batch = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Map<String, Object> metadata = Map.of("cluster", cluster.contains(i) ? "in" : "out");
      batch.add(new VectorDocument("d" + i, "", real.vector(i), metadata));
      if (batch.size() == 5_000 || i == rows - 1) {
        made.addDocuments(batch);
        batch = new ArrayList<>();
      }
    }
    return made;
  }

  /** One thread over f32 beside reading the bytes and beside Lucene's loop. */
  private void scan() {
    scan(10_000, 768);
    scan(ROWS, RealVectors.DIMENSIONS);
  }

  private void scan(int rows, int dimensions) {
    float[][] vectors = new float[rows][];
    float[][] queries = new float[16][];
    for (int i = 0; i < rows; i++) {
      vectors[i] = wide(real.vector(i), real.vector(rows - 1 - i), dimensions);
    }
    for (int i = 0; i < queries.length; i++) {
      queries[i] = wide(query(), query(), dimensions);
    }
    long[] bytes = new long[rows * dimensions / 2];
    Arrays.setAll(bytes, i -> i);
    try (WasmServices engine = engine(1, Optional.empty())) {
      VectorCollection own =
          engine.vectorSearch().createCollection("s", CollectionConfig.of(dimensions, Metric.DOT));
      for (int from = 0; from < rows; from += 5_000) {
        own.addDocuments(
            IntStream.range(from, from + 5_000)
                .mapToObj(i -> new VectorDocument("d" + i, "", vectors[i], Map.of()))
                .toList());
      }
      int[] turn = {0};
      long[] sink = {0};
      Map<String, Double> medians =
          new Rounds()
              .way("read the bytes", () -> sink[0] += sum(bytes))
              .way("f32 exact", () -> own.search(queries[turn[0]++ & 15], top()))
              .way("Lucene's loop", () -> LuceneRival.scan(vectors, queries[turn[0]++ & 15], K))
              .run("exact top-10 of %,d x %d, one thread".formatted(rows, dimensions), 60);
      Rounds.ratio("time / reading", medians.get("f32 exact") / medians.get("read the bytes"));
      Rounds.ratio("speed / Lucene", medians.get("Lucene's loop") / medians.get("f32 exact"));
    }
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  private static float[] wide(float[] a, float[] b, int dimensions) {
    float[] joined = Arrays.copyOf(a, dimensions);
    for (int i = a.length; i < dimensions; i++) {
      joined[i] = b[i - a.length];
    }
    return joined;
  }

  /** Own ways beside each other, on one thread. */
  private void cascade() {
    try (WasmServices engine = engine(1, Optional.empty())) {
      VectorCollection own = fill(engine, ROWS, Set.of());
      compareWays("100,000 x 384, one thread", own, 100);
    }
  }

  private void compareWays(String title, VectorCollection own, int rounds) {
    for (int i = 0; i < 64; i++) {
      own.search(query(), target(0.98));
      own.search(query(), target(0.99));
    }
    Map<String, Double> medians =
        new Rounds()
            .way("f32 exact", () -> own.search(query(), top()))
            .way("target .98", () -> own.search(query(), target(0.98)))
            .way("target .99", () -> own.search(query(), target(0.99)))
            .run(title, rounds);
    for (double target : new double[] {0.98, 0.99}) {
      SearchResults.Explanation why = own.search(query(), target(target)).explanation();
      System.out.printf(
          Locale.ROOT,
          "  target %.2f: plan %s, measured %s, true recall of %d unseen queries %.4f%n",
          target,
          why.plan(),
          why.recall(),
          real.queries().length,
          trueRecall(own, target(target)));
      why.stages()
          .forEach(s -> System.out.println("    " + s.name() + " " + s.nanos() / 1_000 + " us"));
      Rounds.ratio(
          "speed-up at " + target,
          medians.get("f32 exact") / medians.get(target == 0.98 ? "target .98" : "target .99"));
    }
  }

  private double trueRecall(VectorCollection own, SearchOptions options) {
    double found = 0;
    for (float[] query : real.queries()) {
      Set<String> exact = ids(own.search(query, top()));
      found += ids(own.search(query, options)).stream().filter(exact::contains).count();
    }
    return found / real.queries().length / K;
  }

  private static Set<String> ids(SearchResults results) {
    return results.hits().stream().map(SearchResults.Hit::id).collect(Collectors.toSet());
  }

  private void batch() {
    try (WasmServices engine = engine(2, Optional.empty())) {
      VectorCollection own = fill(engine, ROWS, Set.of());
      float[][] queries = Arrays.copyOf(real.queries(), 64);
      Map<String, Double> medians =
          new Rounds()
              .way("64 queries one by one", () -> oneByOne(own, queries, top()))
              .way("one batch of 64", () -> own.searchBatch(queries, top()))
              .way("one by one at .98", () -> oneByOne(own, queries, target(0.98)))
              .way("one batch at .98", () -> own.searchBatch(queries, target(0.98)))
              .run("64 queries on 100,000 x 384, two threads", 12);
      Rounds.ratio(
          "rate of the batch / single",
          medians.get("64 queries one by one") / medians.get("one batch of 64"));
    }
  }

  private static void oneByOne(VectorCollection own, float[][] queries, SearchOptions options) {
    for (float[] query : queries) {
      own.search(query, options);
    }
  }

  /** Documents nearest to a query: what a cluster is. */
  private static Set<Integer> cluster(float[][] vectors, float[] center) {
    double[] scores = new double[vectors.length];
    for (int i = 0; i < scores.length; i++) {
      for (int d = 0; d < center.length; d++) {
        scores[i] += vectors[i][d] * center[d];
      }
    }
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .limit(CLUSTER)
        .collect(Collectors.toSet());
  }

  private void filter() throws IOException {
    float[][] vectors = real.vectors(ROWS);
    Set<Integer> in = cluster(vectors, real.queries()[7]);
    Path folder = Files.createTempDirectory("rival");
    try (WasmServices engine = engine(1, Optional.empty());
        LuceneRival lucene = LuceneRival.build(folder, vectors, in::contains)) {
      VectorCollection own = fill(engine, ROWS, in);
      SearchOptions options = top().withFilter(new Filter.Equals("cluster", "in"));
      Map<String, Double> medians =
          new Rounds()
              .way("own, gathered", () -> own.search(query(), options))
              .way(
                  "Lucene's filtered HNSW",
                  () -> unchecked(() -> lucene.searchInCluster(query(), K)))
              .run("filter that keeps %d of 100,000, one thread".formatted(CLUSTER), 300);
      Rounds.ratio(
          "rate / Lucene", medians.get("Lucene's filtered HNSW") / medians.get("own, gathered"));
      own.search(query(), options)
          .explanation()
          .stages()
          .forEach(s -> System.out.println("    " + s.name() + " " + s.nanos() / 1_000 + " us"));
    } finally {
      removeFolder(folder);
    }
  }

  /** A supplier that may fail. */
  private interface Io<T> {
    T get() throws IOException;
  }

  private static <T> T unchecked(Io<T> work) {
    try {
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeFolder(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void delete() {
    try (WasmServices engine = engine(1, Optional.empty())) {
      VectorCollection own = fill(engine, ROWS, Set.of());
      double exact =
          new Rounds()
              .way("f32 exact", () -> own.search(query(), top()))
              .run("before", 60)
              .get("f32 exact");
      double fast =
          new Rounds()
              .way("target .98", () -> own.search(query(), target(0.98)))
              .run("before", 60)
              .get("target .98");
      double recall = trueRecall(own, target(0.98));
      // Region by region: of every 1,000 documents in their order the first 500.
      for (int from = 0; from < ROWS; from += 1_000) {
        own.removeDocuments(IntStream.range(from, from + 500).mapToObj(i -> "d" + i).toList());
      }
      own.search(query(), target(0.98));
      double exactAfter =
          new Rounds()
              .way("f32 exact", () -> own.search(query(), top()))
              .run("after", 60)
              .get("f32 exact");
      double fastAfter =
          new Rounds()
              .way("target .98", () -> own.search(query(), target(0.98)))
              .run("after", 60)
              .get("target .98");
      Rounds.ratio("exact, time per remaining row", exactAfter * ROWS / own.size() / exact);
      Rounds.ratio("target .98, time per remaining row", fastAfter * ROWS / own.size() / fast);
      Rounds.ratio("recall before", recall);
      Rounds.ratio("recall after", trueRecall(own, target(0.98)));
    }
  }

  /** From vectors in memory, as a file's reader gives them, to the first answer. */
  private void first() throws IOException {
    float[][] vectors = real.vectors(ROWS);
    Path folder = Files.createTempDirectory("rival");
    try {
      long start = System.nanoTime();
      Set<String> own;
      try (WasmServices engine = engine(2, Optional.of(folder.resolve("first.alidade")))) {
        own = ids(fill(engine, ROWS, Set.of()).search(real.queries()[0], top()));
      }
      double ownSeconds = (System.nanoTime() - start) / 1e9;
      start = System.nanoTime();
      int[] lucene;
      try (LuceneRival rival = LuceneRival.build(folder.resolve("lucene"), vectors, i -> false)) {
        lucene = rival.search(real.queries()[0], K, K);
      }
      double luceneSeconds = (System.nanoTime() - start) / 1e9;
      start = System.nanoTime();
      int[] jvector = JVectorRival.build(vectors, 2).search(real.queries()[0], K);
      double jvectorSeconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "100,000 x 384 to the first answer: own %.1f s, Lucene %.1f s, JVector (2 threads) %.1f"
              + " s%n",
          ownSeconds,
          luceneSeconds,
          jvectorSeconds);
      System.out.printf(
          "  of the exact top-10, Lucene found %d and JVector %d%n",
          common(own, lucene), common(own, jvector));
      Rounds.ratio("faster than Lucene", luceneSeconds / ownSeconds);
      Rounds.ratio("faster than JVector", jvectorSeconds / ownSeconds);
    } finally {
      removeFolder(folder);
    }
  }

  private static int common(Set<String> own, int[] rows) {
    Set<String> others = new HashSet<>();
    for (int row : rows) {
      others.add("d" + row);
    }
    others.retainAll(own);
    return others.size();
  }

  private void reopen() throws IOException {
    Path folder = Files.createTempDirectory("rival");
    Path file = folder.resolve("reopen.alidade");
    try {
      try (WasmServices engine = engine(2, Optional.of(file))) {
        fill(engine, ROWS, Set.of());
      }
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        try (WasmServices engine = engine(2, Optional.of(file))) {
          double opened = (System.nanoTime() - start) / 1e9;
          engine.vectorSearch().collection("c" + ROWS).search(query(), top());
          double answered = (System.nanoTime() - start) / 1e9;
          System.out.printf(
              Locale.ROOT,
              "reopening 100,000 x 384: %.2f s to the engine, %.2f s to the first answer%n",
              opened,
              answered);
        }
      }
    } finally {
      removeFolder(folder);
    }
  }

  private void million() throws IOException {
    Path folder = Files.createTempDirectory("rival");
    try (WasmServices engine = engine(2, Optional.of(folder.resolve("million.alidade")))) {
      long start = System.nanoTime();
      VectorCollection own = fill(engine, 1_000_000, Set.of());
      System.out.printf("1,000,000 x 384 filled in %.0f s%n", (System.nanoTime() - start) / 1e9);
      start = System.nanoTime();
      own.search(query(), target(0.98));
      System.out.printf("first measurement of recall %.1f s%n", (System.nanoTime() - start) / 1e9);
      compareWays("1,000,000 x 384, two threads", own, 40);
      System.out.printf("linear memory of the collection %,d bytes%n", own.info().memoryBytes());
      Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
          .forEach(System.out::println);
    } finally {
      removeFolder(folder);
    }
  }
}
