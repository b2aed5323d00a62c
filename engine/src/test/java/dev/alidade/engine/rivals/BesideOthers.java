package dev.alidade.engine.rivals;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.Filter;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The engine beside Lucene, JVector and the time of reading the bytes. */
final class BesideOthers {
  private static final int CLUSTER = 935;

  private final RivalInputs inputs;

  BesideOthers(RivalInputs inputs) {
    this.inputs = inputs;
  }

  /** One thread over f32 beside reading the bytes and beside Lucene's loop. */
  void scan() {
    scan(10_000, 768);
    scan(RivalInputs.ROWS, RealVectors.DIMENSIONS);
  }

  private void scan(int rows, int dimensions) {
    float[][] vectors = new float[rows][];
    float[][] queries = new float[16][];
    for (int i = 0; i < rows; i++) {
      vectors[i] = wide(inputs.real.vector(i), inputs.real.vector(rows - 1 - i), dimensions);
    }
    for (int i = 0; i < queries.length; i++) {
      queries[i] = wide(inputs.query(), inputs.query(), dimensions);
    }
    long[] bytes = new long[rows * dimensions / 2];
    Arrays.setAll(bytes, i -> i);
    try (WasmServices engine = RivalInputs.engine(1, Optional.empty())) {
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
              .way("f32 exact", () -> own.search(queries[turn[0]++ & 15], RivalInputs.top()))
              .way(
                  "Lucene's loop",
                  () -> LuceneRival.scan(vectors, queries[turn[0]++ & 15], RivalInputs.K))
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

  void filter() throws IOException {
    float[][] vectors = inputs.real.vectors(RivalInputs.ROWS);
    Set<Integer> in = cluster(vectors, inputs.real.queries()[7]);
    Path folder = Files.createTempDirectory("rival");
    try (WasmServices engine = RivalInputs.engine(1, Optional.empty());
        LuceneRival lucene = LuceneRival.build(folder, vectors, in::contains)) {
      VectorCollection own = inputs.fill(engine, RivalInputs.ROWS, in);
      SearchOptions options = RivalInputs.top().withFilter(new Filter.Equals("cluster", "in"));
      Map<String, Double> medians =
          new Rounds()
              .way("own, gathered", () -> own.search(inputs.query(), options))
              .way(
                  "Lucene's filtered HNSW",
                  () -> unchecked(() -> lucene.searchInCluster(inputs.query(), RivalInputs.K)))
              .run("filter that keeps %d of 100,000, one thread".formatted(CLUSTER), 300);
      Rounds.ratio(
          "rate / Lucene", medians.get("Lucene's filtered HNSW") / medians.get("own, gathered"));
      own.search(inputs.query(), options)
          .explanation()
          .stages()
          .forEach(s -> System.out.println("    " + s.name() + " " + s.nanos() / 1_000 + " us"));
    } finally {
      RivalInputs.removeFolder(folder);
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

  /** From vectors in a file to the first answer, each with its program running. */
  void first() throws IOException {
    Path folder = Files.createTempDirectory("rival");
    try {
      Path file = folder.resolve("vectors.fvecs");
      VectorFiles.write(file, inputs.real.vectors(RivalInputs.ROWS));
      float[] query = inputs.real.queries()[0];
      long start = System.nanoTime();
      Set<String> own;
      double startSeconds;
      double ownSeconds;
      try (WasmServices engine =
          RivalInputs.engine(2, Optional.of(folder.resolve("first.alidade")))) {
        startSeconds = secondsSince(start);
        start = System.nanoTime();
        own =
            RivalInputs.ids(
                engine
                    .vectorSearch()
                    .importVectors("ready", file, Metric.COSINE, Progress.NONE)
                    .search(query, RivalInputs.top()));
        ownSeconds = secondsSince(start);
      }
      start = System.nanoTime();
      int[] lucene;
      try (LuceneRival rival =
          LuceneRival.build(folder.resolve("lucene"), VectorFiles.read(file), i -> false)) {
        lucene = rival.search(query, RivalInputs.K, RivalInputs.K);
      }
      double luceneSeconds = secondsSince(start);
      start = System.nanoTime();
      int[] jvector = JVectorRival.build(VectorFiles.read(file), 2).search(query, RivalInputs.K);
      double jvectorSeconds = secondsSince(start);
      System.out.printf(
          Locale.ROOT,
          "100,000 x 384 in a file to the first answer: own %.1f s (and %.1f s to start the"
              + " engine), Lucene %.1f s, JVector (2 threads) %.1f s%n",
          ownSeconds,
          startSeconds,
          luceneSeconds,
          jvectorSeconds);
      System.out.printf(
          "  of the exact top-10, Lucene found %d and JVector %d%n",
          common(own, lucene), common(own, jvector));
      Rounds.ratio("faster than Lucene", luceneSeconds / ownSeconds);
      Rounds.ratio("faster than JVector", jvectorSeconds / ownSeconds);
      Rounds.ratio(
          "faster than Lucene, engine's start counted",
          luceneSeconds / (ownSeconds + startSeconds));
    } finally {
      RivalInputs.removeFolder(folder);
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static int common(Set<String> own, int[] rows) {
    Set<String> others = new HashSet<>();
    for (int row : rows) {
      others.add(Integer.toString(row + 1));
    }
    others.retainAll(own);
    return others.size();
  }
}
