package dev.alidade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WasmServicesTest {
  private static final Path SAMPLES = Path.of(System.getProperty("alidade.samples"));

  @ParameterizedTest
  @EnumSource(WasmMode.class)
  void answersAlikeOnEveryPath(WasmMode mode) {
    try (WasmServices engine = open(mode);
        WasmServices plain = open(WasmMode.OFF)) {
      assertThat(averages(engine)).isEqualTo(averages(plain)).hasSizeGreaterThan(5);
    }
  }

  @Test
  void failuresAreEventsAndCancelsAreNot() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    try (WasmServices engine = open(WasmMode.OFF)) {
      Dataset rows = engine.datasets().fromRows("rows", List.of(Map.of("kind", "a", "n", 1L)));
      AggregationOptions sums = sum("n");
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> engine.dataProcessor().aggregate(rows, sums, cancelled))
            .isInstanceOf(OperationCancelled.class);
      }
      assertThat(engine.performance().metrics().errorCount()).isZero();
      assertThat(failures(engine)).isEmpty();

      assertThatThrownBy(() -> engine.dataProcessor().aggregate(rows, sum("kind"), Progress.NONE))
          .isInstanceOf(EngineException.class);
      assertThatThrownBy(
              () ->
                  engine
                      .sqlite()
                      .workspace()
                      .executeQuery("SELEC 1", SqlParameters.NONE, QueryOptions.defaults()))
          .isInstanceOf(EngineException.class);
      assertThat(failures(engine)).containsExactly("sql.query", "data.aggregate");
      assertThat(engine.performance().metrics().errorCount()).isEqualTo(2);
    }
  }

  private static AggregationOptions sum(String column) {
    return new AggregationOptions(
        List.of(), List.of(new AggregationOptions.Operation(column, AggregateFunction.SUM, "sum")));
  }

  private static List<String> failures(WasmServices engine) {
    return engine
        .observability()
        .recentEvents(EventFilter.newest(100).ofKind(EngineEvent.OperationFailed.class))
        .stream()
        .map(EngineEvent::component)
        .toList();
  }

  @Test
  void isHealthyWithWasmOffByChoice() {
    try (WasmServices engine = open(WasmMode.OFF)) {
      assertHealthyByChoice(engine);
    }
  }

  @ParameterizedTest
  @CsvSource({"ALIDADE_WASM,off", "DISABLE_WASM,true"})
  void isHealthyWithWasmOffByTheEnvironment(String variable, String value) {
    try (WasmServices engine =
        EmbeddedServices.open(
            config(WasmMode.AUTO).build(),
            hosting -> hosting.withEnvironment(Map.of(variable, value)))) {
      assertHealthyByChoice(engine);
      assertThat(engine.capabilities().entry(WasmCapabilities.SIMD).orElseThrow().how())
          .contains(variable + "=" + value);
    }
  }

  /**
   * Disk and memory speak of the machine that the test happens to run on; every other component
   * speaks of this engine and must be healthy.
   */
  private static void assertHealthyByChoice(WasmServices engine) {
    HealthReport report = engine.healthCheck();
    assertThat(engine.modules().mode()).isEqualTo(WasmMode.OFF);
    assertThat(report.components())
        .extracting(ComponentHealth::component)
        .contains("Kernels", "WebAssembly", "Choice of path", "Workspace", "Errors");
    assertThat(report.components())
        .filteredOn(c -> !Set.of("Disk", "Memory").contains(c.component()))
        .allSatisfy(c -> assertThat(c.status()).as(c.toString()).isEqualTo(HealthStatus.HEALTHY));
    assertThat(report.component("Kernels").orElseThrow().sentence()).contains("off by choice");
    assertThat(report.component("WebAssembly").orElseThrow().sentence()).contains("off by choice");
  }

  @Test
  void queriesItsOwnWorkspaceReadOnly() {
    try (WasmServices engine = open(WasmMode.AUTO)) {
      var tables =
          engine
              .sqlite()
              .workspace()
              .executeQuery(
                  "SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
                  SqlParameters.NONE,
                  QueryOptions.defaults());
      assertThat((Long) tables.rows().getFirst()[0]).isGreaterThan(5L);
    }
  }

  @Test
  void givesBackDataSetsOfAnEarlierSession(@TempDir Path folder) {
    Path file = folder.resolve("films.alidade");
    try (WasmServices engine = WasmServices.open(config(WasmMode.AUTO).workspace(file).build())) {
      engine.datasets().load(SAMPLES.resolve("weather.csv"), LoadOptions.defaults());
    }
    try (WasmServices engine = WasmServices.open(config(WasmMode.AUTO).workspace(file).build())) {
      assertThat(engine.datasets().get("weather").rowCount()).isEqualTo(2_922);
    }
  }

  @Test
  void refusesCallsAfterClose() {
    WasmServices engine = open(WasmMode.AUTO);
    Dataset weather =
        engine.datasets().load(SAMPLES.resolve("weather.csv"), LoadOptions.defaults());
    engine.close();
    engine.close();
    assertThatThrownBy(engine::datasets).isInstanceOf(EngineClosed.class);
    assertThatThrownBy(() -> weather.column(2).value(0)).isInstanceOf(IllegalStateException.class);
  }

  private static Map<Object, Object> averages(WasmServices engine) {
    Dataset movies = engine.datasets().load(SAMPLES.resolve("movies.csv"), LoadOptions.defaults());
    ProcessingResult byGenre =
        engine
            .dataProcessor()
            .aggregate(
                movies,
                new AggregationOptions(
                    List.of("Major Genre"),
                    List.of(
                        new AggregationOptions.Operation(
                            "IMDB Rating", AggregateFunction.AVG, "rating"))));
    try (Dataset data = byGenre.data()) {
      Map<Object, Object> answer = new HashMap<>();
      for (long row = 0; row < data.rowCount(); row++) {
        answer.put(String.valueOf(data.column(0).value(row)), data.column(1).value(row));
      }
      return answer;
    }
  }

  private static WasmServices open(WasmMode mode) {
    return WasmServices.open(config(mode).build());
  }

  private static WasmServicesConfig.Builder config(WasmMode mode) {
    return WasmServicesConfig.builder().wasm(mode).calibrateAtOpen(false);
  }
}
