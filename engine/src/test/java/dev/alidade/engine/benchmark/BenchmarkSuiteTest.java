package dev.alidade.engine.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.benchmark.BenchmarkCase.Prepared;
import dev.alidade.engine.benchmark.BenchmarkCase.Variant;
import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import dev.alidade.engine.telemetry.NanoClock;
import dev.alidade.engine.telemetry.SteeredTime;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchmarkSuiteTest {
  private static final Machine MACHINE =
      new Machine("cpu", 2, 8_000_000_000L, "os", "arch", "25", "vm", 1_000_000_000, "Wasmtime 7");

  private final SteeredTime time = new SteeredTime();
  private final List<String> order = new ArrayList<>();
  private int freed;

  /** A variant whose calls take so long on the steered clock. */
  private Variant takes(String name, Duration duration) {
    return new Variant(
        name,
        () -> order.add("before " + name),
        () -> {
          order.add(name);
          time.pass(duration);
        },
        1);
  }

  private BenchmarkCase steered(String name, Variant... variants) {
    return new BenchmarkCase() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long size() {
        return 1_024;
      }

      @Override
      public Prepared prepare() {
        return new Prepared(
            4_000_000,
            List.of(variants),
            Optional.of(WASM),
            "2.0x faster than Java",
            () -> freed++);
      }
    };
  }

  private BenchmarkSuite suite() {
    return new BenchmarkSuite(
        MACHINE,
        List.of(
            steered(
                "vector.scan.f32",
                takes("wasm", Duration.ofMillis(2)),
                takes("java", Duration.ofMillis(4)),
                takes("java-simple", Duration.ofMillis(13))),
            steered("data.upper", takes("java", Duration.ofMillis(1)))),
        List.of(
            steered(
                "aggregate-100k",
                takes("wasm", Duration.ofMillis(1)),
                takes("java", Duration.ofMillis(3)))),
        time,
        time);
  }

  @Test
  void measuresEachVariantAndNamesTheChosenOne() {
    List<BenchmarkRun> seen = new ArrayList<>();
    BenchmarkRun run =
        suite().run(new BenchmarkOptions(true, Optional.empty()), Progress.NONE, seen::add);
    assertThat(run.complete()).isTrue();
    assertThat(run.results())
        .extracting(Row::variant)
        .containsExactly("wasm", "java", "java-simple", "java");
    Row wasm = run.results().getFirst();
    assertThat(wasm.medianMillis()).isCloseTo(2, within(1e-9));
    assertThat(wasm.chosen()).isTrue();
    assertThat(wasm.reason()).isEqualTo("2.0x faster than Java");
    assertThat(wasm.bytesPerSecond()).isCloseTo(2e9, within(1.0));
    assertThat(run.results().get(1).chosen()).isFalse();
    assertThat(run.headline()).hasSize(1);
    assertThat(run.headline().getFirst().speedup().orElseThrow()).isCloseTo(3, within(1e-9));
    assertThat(seen).hasSize(3).noneMatch(BenchmarkRun::complete);
    assertThat(freed).isEqualTo(3);
  }

  @Test
  void runsVariantsInTurnAndBeginsEachRoundWithAnother() {
    List<Variant> variants =
        List.of(takes("a", Duration.ofMillis(1)), takes("b", Duration.ofMillis(1)));
    new Interleaving(1, 1, time).measure(variants, Progress.NONE);
    assertThat(order.stream().filter(o -> !o.startsWith("before")).toList())
        .startsWith("a", "b", "a", "b", "b", "a", "a", "b");
    for (int i = 2; i < order.size(); i++) {
      if (!order.get(i).startsWith("before")) {
        assertThat(order.get(i - 1)).isEqualTo("before " + order.get(i));
      }
    }
  }

  @Test
  void shortWorkIsRepeatedWithinOneReadingOfTheClock() {
    Map<String, Timing> timings =
        new Interleaving(1, 1, time)
            .measure(List.of(takes("a", Duration.ofNanos(500))), Progress.NONE);
    Timing timing = timings.get("a");
    assertThat(timing.medianNanos()).isCloseTo(500, within(1e-9));
    assertThat(order.stream().filter("a"::equals).count()).isEqualTo(1 + 40L * timing.runs());
  }

  @Test
  void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    Timing timing = Timing.of(new double[] {9, 1, 3, 5});
    double[] many = IntStream.rangeClosed(1, 1_000).asDoubleStream().toArray();
    assertThat(Timing.of(many).spread())
        .hasSize(Timing.KEPT)
        .isSorted()
        .startsWith(1.0)
        .endsWith(1_000.0);
    assertThat(timing).isEqualTo(new Timing(4, 1, 9, 4, List.of(1.0, 3.0, 5.0, 9.0)));
  }

  @Test
  void onlyIsThePrefixOfWhatIsMeasured() {
    BenchmarkOptions options = new BenchmarkOptions(true, Optional.of("DATA.u"));
    assertThat(suite().names(options)).containsExactly("data.upper");
    BenchmarkRun run = suite().run(options, Progress.NONE, r -> {});
    assertThat(run.results()).extracting(Row::name).containsOnly("data.upper");
    assertThat(run.headline()).isEmpty();
    assertThat(run.complete()).isFalse();
  }

  @Test
  void aCancelledRunKeepsWhatWasMeasured() {
    List<BenchmarkRun> seen = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            assertThat(fraction).isBetween(0.0, 1.0);
          }

          @Override
          public boolean cancelled() {
            return !seen.isEmpty();
          }
        };
    BenchmarkRun run = suite().run(BenchmarkOptions.full(), progress, seen::add);
    assertThat(run.complete()).isFalse();
    assertThat(run.results()).hasSize(3);
    assertThat(freed).as("inputs of the cancelled case are freed").isEqualTo(2);
  }

  @Test
  void jsonHasTheShapeThatCallersRelyOn() throws IOException {
    BenchmarkRun run =
        suite().run(new BenchmarkOptions(true, Optional.empty()), Progress.NONE, r -> {});
    JsonNode root = new ObjectMapper().readTree(BenchmarkJson.write(run));
    assertThat(root.get("machine").isObject()).isTrue();
    JsonNode row = root.get("results").get(0);
    assertThat(row.get("name").isTextual()).isTrue();
    assertThat(row.get("size").isIntegralNumber()).isTrue();
    assertThat(row.get("variant").asText()).isEqualTo("wasm");
    assertThat(row.get("medianMillis").isNumber()).isTrue();
    assertThat(row.get("minMillis").isNumber()).isTrue();
    assertThat(row.get("maxMillis").isNumber()).isTrue();
    assertThat(row.get("runs").isIntegralNumber()).isTrue();
    assertThat(row.get("bytes").isIntegralNumber()).isTrue();
    assertThat(row.get("chosen").isBoolean()).isTrue();
    JsonNode headline = root.get("headline").get(0);
    assertThat(headline.get("name").asText()).isEqualTo("aggregate-100k");
    assertThat(headline.get("wasmMillis").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(headline.get("javaMillis").asDouble()).isCloseTo(3, within(1e-9));
    assertThat(headline.get("speedup").asDouble()).isCloseTo(3, within(1e-9));
    assertThat(BenchmarkJson.read(BenchmarkJson.write(run))).isEqualTo(run);
  }

  @Test
  void withoutWebAssemblyTheHeadlineSaysSo() throws IOException {
    BenchmarkRun run =
        new BenchmarkRun(
            time.instant(),
            true,
            true,
            MACHINE,
            List.of(),
            List.of(new Headline("aggregate-100k", OptionalDouble.empty(), 3)));
    JsonNode row = new ObjectMapper().readTree(BenchmarkJson.write(run)).at("/headline/0");
    assertThat(row.get("wasmMillis").isNull()).isTrue();
    assertThat(row.get("speedup").isNull()).isTrue();
    assertThat(BenchmarkJson.read(BenchmarkJson.write(run))).isEqualTo(run);
    assertThat(BenchmarkTable.render(run)).contains("not here");
  }

  @Test
  void theTableIsAligned() {
    BenchmarkRun run =
        suite().run(new BenchmarkOptions(true, Optional.empty()), Progress.NONE, r -> {});
    String table = BenchmarkTable.render(run);
    assertThat(table).contains("vector.scan.f32  1,024  wasm         2.00 ms");
    assertThat(table).contains("2.00 GB/s  * 2.0x faster than Java");
    assertThat(table).contains("aggregate-100k        1.00 ms   3.00 ms    3.00×");
  }

  @Test
  void runsAreKeptInTheWorkspace() {
    BenchmarkRun run =
        suite().run(new BenchmarkOptions(true, Optional.empty()), Progress.NONE, r -> {});
    try (Workspace workspace = SqliteWorkspace.open(Optional.empty(), true, 100)) {
      BenchmarkRuns runs = new BenchmarkRuns(workspace);
      long first = runs.save("before", run);
      time.pass(Duration.ofMinutes(1));
      long second = runs.save("", suite().run(BenchmarkOptions.full(), Progress.NONE, r -> {}));
      assertThat(runs.list()).extracting(BenchmarkRuns.Entry::id).containsExactly(second, first);
      assertThat(runs.load(first)).isEqualTo(run);
      runs.remove(first);
      assertThat(runs.list()).hasSize(1);
      assertThatThrownBy(() -> runs.load(first)).isInstanceOf(InvalidRequest.class);
    }
  }

  @Test
  void textThatIsNoRunIsRefused() {
    assertThatThrownBy(() -> BenchmarkJson.read("{\"results\": []}"))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> BenchmarkJson.read("not json")).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void theBuildsOwnSuiteMeasuresKernelsOnEveryPathTheyHave() {
    try (BenchmarkSuite suite = BenchmarkSuite.open()) {
      assertThat(suite.names(BenchmarkOptions.full()))
          .contains("vector.scan.f32", "data.groupby.sum", "compute.matmul.f64")
          .endsWith("vector-search-10k", "aggregate-100k", "transform-50k", "sqlite-complex");
      BenchmarkRun run =
          suite.run(new BenchmarkOptions(true, Optional.of("data.bitmap")), Progress.NONE, r -> {});
      assertThat(run.results())
          .extracting(Row::variant)
          .containsExactlyElementsOf(suite.hasWasm() ? List.of("wasm", "java") : List.of("java"));
      assertThat(run.results()).filteredOn(Row::chosen).hasSize(1);
      assertThat(run.results().getFirst().size()).isEqualTo(100_000);
      assertThat(run.results().getFirst().bytes()).isEqualTo(25_000);
      assertThat(run.machine().wasm()).isNotBlank();
    }
  }

  @Test
  void recordingAnOperationIsMeasuredPerCall() {
    try (Prepared prepared = new RecordingCase().prepare()) {
      Timing timing =
          new Interleaving(1, 1, NanoClock.SYSTEM)
              .measure(prepared.variants(), Progress.NONE)
              .get(BenchmarkCase.JAVA);
      assertThat(timing.runs()).isGreaterThanOrEqualTo(5);
      assertThat(timing.medianNanos()).isPositive();
    }
  }
}
