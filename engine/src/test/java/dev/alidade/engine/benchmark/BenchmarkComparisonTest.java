package dev.alidade.engine.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.benchmark.BenchmarkComparison.Delta;
import dev.alidade.engine.benchmark.BenchmarkComparison.Verdict;
import dev.alidade.engine.benchmark.BenchmarkRun.Headline;
import dev.alidade.engine.benchmark.BenchmarkRun.Row;
import dev.alidade.engine.telemetry.export.ExportFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkComparisonTest {
  private static final Machine MACHINE =
      new Machine("cpu <1>", 2, 8_000_000_000L, "os", "arch", "25", "vm", 1_000_000, "Wasmtime 7");

  private static Row row(String name, String variant, double median, double least) {
    return new Row(name, 1_000, variant, median, least, median * 3, 9, 4_000_000, false, "");
  }

  private static BenchmarkRun run(Machine machine, List<Row> rows, Headline... headline) {
    return new BenchmarkRun(
        Instant.parse("2026-03-01T10:00:00Z"), true, true, machine, rows, List.of(headline));
  }

  @Test
  void marksWhatIsSlowerAndFasterBeyondNoise() {
    BenchmarkRun before =
        run(
            MACHINE,
            List.of(
                row("a", "wasm", 2, 1.8),
                row("b", "wasm", 2, 1.8),
                row("c", "wasm", 2, 1.8),
                row("d", "wasm", 2, 1.8),
                row("e", "wasm", 2, 1.8)));
    BenchmarkRun after =
        run(
            MACHINE,
            List.of(
                row("a", "wasm", 3, 2.7),
                row("b", "wasm", 1, 0.9),
                row("c", "wasm", 2.1, 1.9),
                row("d", "wasm", 3, 1.8),
                row("f", "java", 1, 1)));
    BenchmarkComparison comparison = BenchmarkComparison.of(before, after);
    assertThat(comparison.deltas())
        .extracting(Delta::name, Delta::verdict)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", Verdict.REGRESSED),
            org.assertj.core.groups.Tuple.tuple("b", Verdict.IMPROVED),
            org.assertj.core.groups.Tuple.tuple("c", Verdict.ALIKE),
            org.assertj.core.groups.Tuple.tuple("d", Verdict.ALIKE));
    assertThat(comparison.deltas().getFirst().ratio()).isCloseTo(1.5, within(1e-9));
    assertThat(comparison.onlyBefore()).containsExactly("e, 1000, wasm");
    assertThat(comparison.onlyAfter()).containsExactly("f, 1000, java");
    assertThat(comparison.count(Verdict.REGRESSED)).isEqualTo(1);
    assertThat(comparison.sameMachine()).isTrue();
  }

  @Test
  void comparesTheHeadlineAndSaysThatMachinesDiffer() {
    Machine other =
        new Machine("cpu 2", 2, 8_000_000_000L, "os", "arch", "25", "vm", 1_000_000, "Wasmtime 7");
    BenchmarkComparison comparison =
        BenchmarkComparison.of(
            run(MACHINE, List.of(), new Headline("aggregate-100k", OptionalDouble.of(1), 4)),
            run(other, List.of(), new Headline("aggregate-100k", OptionalDouble.empty(), 2)));
    assertThat(comparison.sameMachine()).isFalse();
    assertThat(comparison.deltas()).hasSize(1);
    assertThat(comparison.deltas().getFirst().verdict()).isEqualTo(Verdict.IMPROVED);
    assertThat(comparison.onlyBefore()).containsExactly("aggregate-100k, wasm");
  }

  @Test
  void everyFormatHoldsTheFiguresAndEscapesNames(@TempDir Path folder) throws IOException {
    BenchmarkRun run =
        run(
            MACHINE,
            List.of(row("vector.scan.f32", "wasm", 2, 1.8), row("vector.scan.f32", "java", 4, 3)),
            new Headline("aggregate-100k", OptionalDouble.of(1), 4));
    for (BenchmarkFormat format : BenchmarkFormat.values()) {
      Path file = folder.resolve("run." + format.extension());
      format.write(run, file);
      assertThat(Files.readString(file)).as(format.name()).contains("vector.scan.f32", "100k");
    }
    assertThat(BenchmarkJson.read(BenchmarkFormat.JSON.render(run))).isEqualTo(run);
    assertThat(BenchmarkFormat.HTML.render(run))
        .contains("cpu &lt;1&gt;", "width:50.0%", "4.00×")
        .doesNotContain("cpu <1>", "src=", "href=");
    assertThat(BenchmarkFormat.MARKDOWN.render(run)).contains("| 2.00 ms | 1.80 ms |");
    assertThatThrownBy(
            () -> BenchmarkFormat.HTML.write(run, folder.resolve("absent").resolve("run.html")))
        .isInstanceOf(ExportFailed.class);
  }

  @Test
  void namesAreThoseOfTheOpenSuite() {
    try (BenchmarkSuite suite = BenchmarkSuite.open()) {
      assertThat(BenchmarkSuite.allNames()).isEqualTo(suite.names(BenchmarkOptions.full()));
    }
  }
}
