package dev.alidade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.module.KernelHostConfig;
import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.runtime.wasmtime.WasmtimeRuntime;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EngineEvent.CircuitClosed;
import dev.alidade.engine.telemetry.EngineEvent.KernelTrapped;
import dev.alidade.engine.telemetry.EngineEvent.OperationFailed;
import dev.alidade.engine.telemetry.EngineEvent.OperationRetried;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.SteeredTime;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.MiniLmEmbedder;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.VectorCollection;
import dev.alidade.engine.vector.VectorDocument;
import dev.alidade.engine.workspace.WorkspaceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole engine under faults: right answers or clear errors, events, health, and nothing that
 * was acknowledged is lost. A kernel that never ends is in {@code RecoveryTest}, a killed process
 * in {@code WorkspaceKillTest} and {@code DurabilityTest}.
 */
class FaultsTest {
  private static final int TRAPS = 1_000;

  private final SteeredTime time = new SteeredTime();
  private final FaultyRuntime.Faults faults = new FaultyRuntime.Faults();

  @TempDir Path folder;

  @Test
  @DisabledIfEnvironmentVariable(named = "ALIDADE_WASM", matches = "off")
  void answersRightThroughAThousandTrapsAndRecovers() {
    double[] values = new Random(5).doubles(10_000).toArray();
    List<Long> answeredIn = new ArrayList<>();
    try (WasmServices plain = WasmServices.open(config().wasm(WasmMode.OFF).build());
        WasmServices engine = open(config().wasm(WasmMode.ON).build())) {
      var right = plain.compute().statistics(values);
      faults.trapping.set(true);
      while (faults.traps.get() < TRAPS) {
        // Three at once open the circuit; from then on every probe traps.
        time.pass(Duration.ofSeconds(faults.traps.get() < 3 ? 0 : 31));
        var found = engine.compute().statistics(values);
        assertThat(found.mean()).isEqualTo(right.mean());
        assertThat(found.variance()).isEqualTo(right.variance());
        assertThat(found.max()).isEqualTo(right.max());
      }
      List<EngineEvent> trapped =
          engine
              .observability()
              .recentEvents(EventFilter.newest(10_000).ofKind(KernelTrapped.class));
      assertThat(trapped).hasSize((int) faults.traps.get());
      for (EngineEvent event : trapped) {
        answeredIn.add(((KernelTrapped) event).answeredInNanos());
      }
      assertThat(engine.performance().metrics().fallbackCallCount()).isEqualTo(faults.traps.get());
      assertThat(status(engine, "Kernels")).isEqualTo(HealthStatus.DEGRADED);

      faults.trapping.set(false);
      time.pass(Duration.ofSeconds(31));
      assertThat(
              recovered("traps", () -> engine.compute().statistics(values)).path().used().isWasm())
          .isTrue();
      assertThat(
              engine
                  .observability()
                  .recentEvents(EventFilter.newest(10).ofKind(CircuitClosed.class)))
          .hasSize(1);
      time.pass(Duration.ofMinutes(2));
      assertThat(status(engine, "Kernels")).isEqualTo(HealthStatus.HEALTHY);
    }
    answeredIn.sort(null);
    System.out.printf(
        "%,d traps: the twin answered within %.3f ms in half of them, %.3f ms at most%n",
        answeredIn.size(), answeredIn.get(answeredIn.size() / 2) / 1e6, answeredIn.getLast() / 1e6);
  }

  @Test
  void everyTrapIsKeptInTheWorkspace() throws Exception {
    Path file = folder.resolve("traps.alidade");
    double[] values = new Random(5).doubles(100).toArray();
    try (WasmServices engine = open(config().wasm(WasmMode.ON).workspace(file).build())) {
      assumeTrue(engine.capabilities().supported());
      faults.trapping.set(true);
      for (int i = 0; i < 100; i++) {
        time.pass(Duration.ofSeconds(31));
        engine.compute().statistics(values);
      }
    }
    assertThat(count(file, "SELECT count(*) FROM events WHERE kind = 'KernelTrapped'"))
        .isEqualTo(faults.traps.get());
  }

  @Test
  @DisabledIfEnvironmentVariable(named = "ALIDADE_WASM", matches = "off")
  void aMemoryThatCannotGrowRefusesTheLoadAndKeepsWhatIsThere() {
    try (WasmServices engine = open(config().wasm(WasmMode.ON).build())) {
      Dataset small = engine.datasets().fromRows("small", rows(100));
      assertThat(engine.compute().statistics(small.column("value")).count()).isEqualTo(100);
      var before = engine.modules().memory();
      faults.fullMemory.set(true);
      assertThatThrownBy(() -> engine.datasets().fromRows("large", rows(400_000)))
          .isInstanceOf(MemoryExhausted.class)
          .hasMessageContaining("No room for");
      assertThat(engine.modules().memory()).as("nothing is left behind").isEqualTo(before);
      assertThat(
              engine
                  .observability()
                  .recentEvents(EventFilter.newest(10).ofKind(OperationFailed.class)))
          .singleElement()
          .satisfies(event -> assertThat(event.message()).startsWith("RUN-101"));
      assertThat(engine.compute().statistics(small.column("value")).count()).isEqualTo(100);

      faults.fullMemory.set(false);
      assertThat(
              recovered(
                      "memory that could not grow",
                      () -> engine.datasets().fromRows("large", rows(400_000)))
                  .rowCount())
          .isEqualTo(400_000);
    }
  }

  @Test
  void aFullDiskIsSaidAndLosesNothing() throws Exception {
    Path file = folder.resolve("full.alidade");
    try (WasmServices engine = open(config().wasm(WasmMode.OFF).workspace(file).build())) {
      VectorCollection kept = collection(engine);
      kept.addDocuments(documents(0, 100));
      limitPages(engine, "(SELECT page_count + 4 FROM pragma_page_count)");
      assertThatThrownBy(() -> kept.addDocuments(documents(100, 20_000)))
          .isInstanceOf(WorkspaceException.class)
          .hasMessageContaining("no space left")
          .extracting(e -> ((EngineException) e).code())
          .isEqualTo("WS-107");
      assertThat(kept.search(vector(3), SearchOptions.top(1)).hits().getFirst().id())
          .isEqualTo("d3");
      long acknowledged = kept.size();
      assertThat(acknowledged).isGreaterThanOrEqualTo(100);
      assertThat(stats(engine, "vector.add").errors()).isEqualTo(1);

      limitPages(engine, "1073741823");
      recovered(
          "a full disk",
          () -> {
            kept.addDocuments(documents(100, 300));
            return kept;
          });
      assertThat(kept.size()).isGreaterThanOrEqualTo(300);
    }
    try (WasmServices again = open(config().wasm(WasmMode.OFF).workspace(file).build())) {
      VectorCollection kept = again.vectorSearch().collection("v");
      assertThat(kept.search(vector(299), SearchOptions.top(1)).hits().getFirst().id())
          .isEqualTo("d299");
      assertThat(status(again, "Workspace")).isEqualTo(HealthStatus.HEALTHY);
    }
  }

  @Test
  void aLockThatIsGivenUpInTimeIsWaitedForAndSaid() throws Exception {
    Path file = folder.resolve("locked.alidade");
    try (WasmServices engine = open(config().wasm(WasmMode.OFF).workspace(file).build());
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      VectorCollection kept = collection(engine);
      execute(other, "BEGIN IMMEDIATE");
      CompletableFuture<Boolean> released =
          CompletableFuture.supplyAsync(
              () -> {
                execute(other, "ROLLBACK");
                return true;
              },
              CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS));
      kept.addDocuments(documents(0, 10));
      assertThat(released.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(kept.size()).isEqualTo(10);
      assertThat(retries(engine))
          .singleElement()
          .satisfies(
              retried -> {
                assertThat(retried.succeeded()).isTrue();
                assertThat(retried.attempts()).isGreaterThan(1);
                assertThat(retried.component()).isEqualTo("workspace");
              });
    }
  }

  @Test
  void aLockThatStaysIsAClearErrorAndNothingIsHalfWritten() throws Exception {
    Path file = folder.resolve("stuck.alidade");
    try (WasmServices engine = open(config().wasm(WasmMode.OFF).workspace(file).build());
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      VectorCollection kept = collection(engine);
      kept.addDocuments(documents(0, 10));
      execute(other, "BEGIN IMMEDIATE");
      assertThatThrownBy(() -> kept.addDocuments(documents(10, 20)))
          .isInstanceOf(WorkspaceException.class)
          .hasMessageContaining("locked by another program");
      assertThat(kept.search(vector(3), SearchOptions.top(1)).hits().getFirst().id())
          .as("reading goes on")
          .isEqualTo("d3");
      execute(other, "ROLLBACK");
      assertThat(retries(engine)).anyMatch(retried -> !retried.succeeded());
      recovered(
          "a locked workspace",
          () -> {
            kept.addDocuments(documents(10, 20));
            return kept;
          });
      assertThat(kept.size()).isEqualTo(20);
    }
  }

  @Test
  void aDeadEmbeddingThreadIsAnErrorAndTheNextTextsAreEmbeddedAlike() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("text number " + i);
    }
    AtomicInteger seen = new AtomicInteger();
    Progress deadly =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            if (Thread.currentThread().getName().startsWith("alidade-embed-")
                && seen.incrementAndGet() == 5) {
              throw new StackOverflowError("killed by the test");
            }
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    try (MiniLmEmbedder embedder = MiniLmEmbedder.load(2);
        MiniLmEmbedder untouched = MiniLmEmbedder.load(2)) {
      assertThatThrownBy(() -> embedder.embed(texts, deadly))
          .as("the caller hears of it")
          .hasStackTraceContaining("killed by the test");
      assertThat(seen.get()).as("it died while it embedded").isGreaterThanOrEqualTo(5);
      List<float[]> found =
          recovered("a dead embedding thread", () -> embedder.embed(texts, Progress.NONE));
      List<float[]> right = untouched.embed(texts, Progress.NONE);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(found.get(i)).isEqualTo(right.get(i));
      }
    }
  }

  /** Tells how long the first work after a fault takes until its answer is there. */
  private static <T> T recovered(String fault, Supplier<T> work) {
    long start = System.nanoTime();
    T answer = work.get();
    System.out.printf(
        "After %s the next answer was there in %.1f ms%n",
        fault, (System.nanoTime() - start) / 1e6);
    return answer;
  }

  private WasmServicesConfig.Builder config() {
    return WasmServicesConfig.builder().calibrateAtOpen(false).clock(time);
  }

  private WasmServices open(WasmServicesConfig config) {
    return EmbeddedServices.open(
        config,
        hosting ->
            new KernelHostConfig(
                hosting.mode(),
                hosting.workers(),
                hosting.environment(),
                hosting.clock(),
                hosting.telemetry(),
                hosting.files(),
                hosting.kernels(),
                () -> new FaultyRuntime(WasmtimeRuntime.open(), faults),
                hosting.deadline()));
  }

  private static VectorCollection collection(WasmServices engine) {
    return engine.vectorSearch().createCollection("v", CollectionConfig.of(16, Metric.COSINE));
  }

  private static List<VectorDocument> documents(int from, int to) {
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = from; i < to; i++) {
      documents.add(new VectorDocument("d" + i, "", vector(i), Map.of()));
    }
    return documents;
  }

  private static float[] vector(int seed) {
    Random random = new Random(seed);
    float[] values = new float[16];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static List<Map<String, Object>> rows(int count) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Map.of("value", i * 0.5));
    }
    return rows;
  }

  private static HealthStatus status(WasmServices engine, String component) {
    return engine.healthCheck().component(component).orElseThrow().status();
  }

  private static OperationStats stats(WasmServices engine, String operation) {
    return engine.performance().metrics().operations().stream()
        .filter(s -> s.operation().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  private static List<OperationRetried> retries(WasmServices engine) {
    return engine
        .observability()
        .recentEvents(EventFilter.newest(100).ofKind(OperationRetried.class))
        .stream()
        .map(OperationRetried.class::cast)
        .toList();
  }

  private static void limitPages(WasmServices engine, String pages) {
    engine
        .workspace()
        .write(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                long limit;
                try (var row = statement.executeQuery("SELECT " + pages)) {
                  row.next();
                  limit = row.getLong(1);
                }
                return statement.execute("PRAGMA max_page_count = " + limit);
              }
            });
  }

  private static void execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long count(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
