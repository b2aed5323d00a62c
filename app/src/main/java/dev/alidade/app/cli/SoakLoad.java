package dev.alidade.app.cli;

import dev.alidade.app.shell.Sample;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.benchmark.BenchmarkOptions;
import dev.alidade.engine.benchmark.BenchmarkSuite;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Every service of an engine at work at once, a thread each, on data of its own that neither grows
 * nor shrinks: what is added is removed again.
 */
final class SoakLoad implements AutoCloseable {
  private static final int ROWS = 20_000;
  private static final int DIMENSIONS = 64;
  private static final int DOCUMENTS = 5_000;
  private static final int TEXTS = 500;
  private static final int BATCH = 50;
  private static final long SEED = 20_260_101;

  /** Between two rounds, so that ten threads share two cores with the window. */
  private static final long BREATH_NANOS = 4_000_000;

  private final WasmServices engine;
  private final SoakFiles files;
  private final SlowListener listener;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final LongAdder rounds = new LongAdder();
  private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Dataset rows;
  private final VectorCollection documents;
  private final VectorCollection texts;
  private final double[] numbers = new Random(SEED).doubles(50_000).toArray();

  private SoakLoad(WasmServices engine, List<Sample> samples) {
    this.engine = engine;
    files = new SoakFiles(engine, samples);
    listener = SlowListener.on(engine.observability());
    rows = engine.datasets().fromRows("soak", rows());
    documents =
        engine
            .vectorSearch()
            .createCollection("soak", CollectionConfig.of(DIMENSIONS, Metric.COSINE));
    documents.addDocuments(documents(0, DOCUMENTS, DIMENSIONS));
    texts = engine.vectorSearch().createCollection("soak texts");
    texts.addDocuments(documents(0, TEXTS, texts.info().dimensions()));
  }

  /** Begins with searches alone, as one user may ask for them. */
  static SoakLoad calm(WasmServices engine, List<Sample> samples) {
    SoakLoad load = new SoakLoad(engine, samples);
    load.repeat("search", load::search);
    return load;
  }

  /** All the other services join. */
  void all() {
    repeat("write", this::write);
    repeat("data", this::data);
    repeat("sql", this::sql);
    repeat("compute", this::compute);
    repeat("mark", this::mark);
    repeat("load", files::load);
    repeat("stream", files::stream);
    repeat("database", files::query);
    repeat("text", this::text);
    repeat("benchmark", this::benchmark);
  }

  private void repeat(String name, Work work) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name("soak-" + name)
            .start(
                () -> {
                  Random random = new Random(name.hashCode());
                  while (!stopped.get()) {
                    try {
                      work.round(random);
                      rounds.increment();
                    } catch (RuntimeException e) {
                      // Told at the end: any failure of any service fails the soak.
                      failures.add(e);
                    }
                    LockSupport.parkNanos(BREATH_NANOS);
                  }
                }));
  }

  /** One round of one service. */
  interface Work {
    void round(Random random);
  }

  private void search(Random random) {
    documents.search(vector(random.nextInt(DOCUMENTS), DIMENSIONS), SearchOptions.top(10));
  }

  private void write(Random random) {
    int from = DOCUMENTS + BATCH * random.nextInt(10);
    documents.addDocuments(documents(from, from + BATCH, DIMENSIONS));
    List<String> ids = new ArrayList<>();
    for (int i = from; i < from + BATCH; i++) {
      ids.add("d" + i);
    }
    documents.removeDocuments(ids);
    LockSupport.parkNanos(20 * BREATH_NANOS);
  }

  private void data(Random random) {
    AggregationOptions sums =
        new AggregationOptions(
            List.of("kind"),
            List.of(
                new AggregationOptions.Operation("amount", AggregateFunction.SUM, "sum"),
                new AggregationOptions.Operation("amount", AggregateFunction.MAX, "most")));
    try (Dataset groups = engine.dataProcessor().aggregate(rows, sums, Progress.NONE).data()) {
      if (groups.rowCount() == 0) {
        throw new IllegalStateException("an aggregation lost its groups");
      }
    }
    Pipeline upper =
        new Pipeline("soak", List.of(new Pipeline.Item(new Step.Uppercase("kind"), true)));
    engine.dataProcessor().transform(rows, new TransformOptions(upper, "soaked", 0)).data().close();
  }

  private void sql(Random random) {
    SqliteDatabase workspace = engine.sqlite().workspace();
    workspace.executeQuery(
        "SELECT kind, count(*) FROM events WHERE at > " + random.nextInt(1_000) + " GROUP BY kind",
        SqlParameters.NONE,
        QueryOptions.defaults());
  }

  private void compute(Random random) {
    engine.compute().statistics(numbers);
    engine.compute().histogram(numbers, 10 + random.nextInt(40));
  }

  private void text(Random random) {
    if (engine.vectorSearch().embedder().ready()) {
      texts.searchByText("a text about number " + random.nextInt(1_000), SearchOptions.top(5));
    }
    LockSupport.parkNanos(50 * BREATH_NANOS);
  }

  /** A second engine comes and goes. */
  private void benchmark(Random random) {
    try (BenchmarkSuite suite = engine.benchmark()) {
      suite.run(new BenchmarkOptions(true, Optional.of("data.upper")), Progress.NONE, run -> {});
    }
    long rest = Duration.ofSeconds(20 + random.nextInt(5)).toNanos();
    for (long slept = 0; slept < rest && !stopped.get(); slept += BREATH_NANOS) {
      LockSupport.parkNanos(BREATH_NANOS);
    }
  }

  /** Events in bursts, so that the slow listener cannot take them all. */
  private void mark(Random random) {
    for (int i = 0; i < 400; i++) {
      engine.observability().mark("soak");
    }
    LockSupport.parkNanos(250 * BREATH_NANOS);
  }

  private static List<Map<String, Object>> rows() {
    Random random = new Random(SEED);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Map<String, Object> row = new HashMap<>();
      row.put("kind", "kind " + random.nextInt(40));
      row.put("amount", random.nextDouble());
      rows.add(row);
    }
    return rows;
  }

  private static List<VectorDocument> documents(int from, int to, int dimensions) {
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = from; i < to; i++) {
      documents.add(new VectorDocument("d" + i, "document " + i, vector(i, dimensions), Map.of()));
    }
    return documents;
  }

  private static float[] vector(int seed, int dimensions) {
    Random random = new Random(seed);
    float[] values = new float[dimensions];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Lets it work for some time. */
  void runFor(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(Math.max(1, end - System.nanoTime()));
    }
  }

  /** Rounds of all services so far. */
  long rounds() {
    return rounds.sum();
  }

  /** What services threw; empty when all went well. */
  List<RuntimeException> failures() {
    return List.copyOf(failures);
  }

  SlowListener listener() {
    return listener;
  }

  /** Ends the work and waits for its threads. */
  void stop() throws InterruptedException {
    stopped.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    stopped.set(true);
    files.close();
    listener.close();
  }
}
