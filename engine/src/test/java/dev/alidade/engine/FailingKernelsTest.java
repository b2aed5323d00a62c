package dev.alidade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Pipeline.Item;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.TransformOptions;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.module.KernelHostConfig;
import dev.alidade.engine.module.ModuleFiles;
import dev.alidade.engine.runtime.RuntimeFailure.RuntimeUnavailable;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.vector.CollectionConfig;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.SearchOptions;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.VectorDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/**
 * The whole engine over kernels that trap, modules that are damaged, and no runtime at all: the
 * same answers as with WASM off, an event, and the right health.
 */
@DisabledIfEnvironmentVariable(
    named = "ALIDADE_WASM",
    matches = "off",
    disabledReason = "there is no kernel to fail")
class FailingKernelsTest {
  private static final Path SAMPLES = Path.of(System.getProperty("alidade.samples"));

  @Test
  void answersAlikeWhenEveryKernelTraps() {
    try (WasmServices engine = open(hosting -> hosting.withFiles(new TrappingModules()))) {
      assertThat(engine.modules().list()).allMatch(module -> module.problem().isEmpty());

      assertThat(answers(engine)).isEqualTo(answersWithoutWasm());

      assertThat(kinds(engine)).contains("KernelTrapped", "CircuitOpened");
      assertThat(engine.performance().metrics().fallbackCallCount()).isPositive();
      assertDegraded(engine, "Kernels", "failed repeatedly");
    }
  }

  @Test
  void answersAlikeWithAnEmptyModule() {
    try (WasmServices engine = open(replacing("vector.wasm", new byte[0]))) {
      assertThat(answers(engine)).isEqualTo(answersWithoutWasm());
      assertThat(kinds(engine)).contains("WasmUnavailable");
      assertDegraded(engine, "Kernels", "vector.wasm is empty");
    }
  }

  @Test
  void answersAlikeWithAModuleOfAnotherHash() throws IOException {
    byte[] changed = ModuleFiles.SHIPPED.read("data.wasm");
    changed[changed.length - 1] ^= 1;
    try (WasmServices engine = open(replacing("data.wasm", changed))) {
      assertThat(answers(engine)).isEqualTo(answersWithoutWasm());
      assertThat(kinds(engine)).contains("WasmUnavailable");
      assertDegraded(engine, "Kernels", "the SHA-256 of data.wasm begins with");
    }
  }

  @Test
  void answersAlikeWithAManifestThatIsNotJson() {
    try (WasmServices engine = open(replacing("compute.json", new byte[] {'{'}))) {
      assertThat(answers(engine)).isEqualTo(answersWithoutWasm());
      assertDegraded(engine, "Kernels", "its manifest is not JSON");
    }
  }

  @Test
  void answersAlikeWithoutARuntime() {
    UnaryOperator<KernelHostConfig> without =
        hosting ->
            new KernelHostConfig(
                hosting.mode(),
                hosting.workers(),
                hosting.environment(),
                hosting.clock(),
                hosting.telemetry(),
                hosting.files(),
                hosting.kernels(),
                () -> {
                  throw new RuntimeUnavailable("The library is gone.", null);
                },
                hosting.deadline());
    try (WasmServices engine = open(without)) {
      assertThat(engine.capabilities().supported()).isFalse();
      assertThat(answers(engine)).isEqualTo(answersWithoutWasm());
      assertThat(kinds(engine)).contains("WasmUnavailable");
      assertDegraded(engine, "WebAssembly", "The library is gone.");
    }
  }

  private static List<Object> answersWithoutWasm() {
    try (WasmServices plain =
        WasmServices.open(
            WasmServicesConfig.builder().wasm(WasmMode.OFF).calibrateAtOpen(false).build())) {
      return answers(plain);
    }
  }

  /** A search, a transform and an aggregation, as values that can be compared. */
  private static List<Object> answers(WasmServices engine) {
    List<Object> all = new ArrayList<>();
    var collection =
        engine.vectorSearch().createCollection("v", CollectionConfig.of(48, Metric.COSINE));
    Random random = new Random(7);
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      documents.add(new VectorDocument("d" + i, "", vector(random), Map.of()));
    }
    collection.addDocuments(documents);
    for (int i = 0; i < 5; i++) {
      SearchResults found = collection.search(vector(random), SearchOptions.top(10));
      all.add(found.hits().stream().map(SearchResults.Hit::id).toList());
    }
    Dataset movies = engine.datasets().load(SAMPLES.resolve("movies.csv"), LoadOptions.defaults());
    var upper = new Pipeline("upper", List.of(new Item(new Step.Uppercase("Title"), true)));
    try (Dataset data =
        engine.dataProcessor().transform(movies, new TransformOptions(upper, "up", 0)).data()) {
      all.add(column(data, "Title"));
    }
    var sum =
        new AggregationOptions(
            List.of("Major Genre"),
            List.of(
                new AggregationOptions.Operation("US Gross", AggregateFunction.SUM, "gross"),
                new AggregationOptions.Operation("US Gross", AggregateFunction.MAX, "most")));
    try (Dataset data = engine.dataProcessor().aggregate(movies, sum).data()) {
      all.add(column(data, "Major Genre"));
      all.add(column(data, "gross"));
      all.add(column(data, "most"));
    }
    return all;
  }

  private static float[] vector(Random random) {
    float[] values = new float[48];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static List<Object> column(Dataset data, String name) {
    List<Object> values = new ArrayList<>();
    for (long row = 0; row < data.rowCount(); row++) {
      values.add(String.valueOf(data.column(name).value(row)));
    }
    return values;
  }

  private static void assertDegraded(WasmServices engine, String component, String evidence) {
    var report = engine.healthCheck();
    ComponentHealth found =
        report.components().stream()
            .filter(c -> c.component().equals(component))
            .findFirst()
            .orElseThrow();
    assertThat(found.status()).as(found.toString()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(found.sentence() + found.evidence()).contains(evidence);
    assertThat(report.overall()).isEqualTo(HealthStatus.DEGRADED);
  }

  private static List<String> kinds(WasmServices engine) {
    return engine.observability().recentEvents(EventFilter.newest(1_000)).stream()
        .map(EngineEvent::kind)
        .toList();
  }

  private static UnaryOperator<KernelHostConfig> replacing(String file, byte[] bytes) {
    return hosting ->
        hosting.withFiles(name -> name.equals(file) ? bytes : ModuleFiles.SHIPPED.read(name));
  }

  private static WasmServices open(UnaryOperator<KernelHostConfig> hosting) {
    return EmbeddedServices.open(
        WasmServicesConfig.builder().wasm(WasmMode.ON).calibrateAtOpen(false).build(), hosting);
  }
}
