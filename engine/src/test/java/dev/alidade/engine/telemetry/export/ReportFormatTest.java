package dev.alidade.engine.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EngineTelemetry;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.PerformanceReport;
import dev.alidade.engine.telemetry.Samples;
import dev.alidade.engine.telemetry.SteeredTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFormatTest {
  /** A sample line of the OpenMetrics grammar, without exemplars and time stamps. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+)(?:\\{((?:[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*)})? (\\S+)");

  private final SteeredTime time = new SteeredTime();
  private final PerformanceReport report = report();

  private PerformanceReport report() {
    try (EngineTelemetry telemetry = new EngineTelemetry(true, time)) {
      for (int i = 0; i < 3; i++) {
        telemetry.record(Samples.wasm("vector.scan", 2_000_000));
      }
      telemetry.record(Samples.fellBack("data.\"odd\", name|x", 4_000));
      telemetry.publish(
          new EngineEvent.OperationFailed(time.instant(), "data", "DATA-104", "a | b"));
      telemetry.addCheck(
          () ->
              new ComponentHealth(
                  "Disk", HealthStatus.DEGRADED, "nearly full", List.of(), Optional.empty()));
      return telemetry.generatePerformanceReport();
    }
  }

  @Test
  void theHtmlPageNeedsNoOtherFileAndEscapesNames() {
    String page = ReportFormat.HTML.render(report);
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("vector.scan", "data.&quot;odd&quot;, name|x", "nearly full", "class=\"wasm\"")
        .doesNotContain("src=", "href=", "<script");
  }

  @Test
  void theHtmlPageDrawsFiguresOverTimeWithGapsWhereNothingWasCalled() {
    List<OperationHistory.Point> points = new ArrayList<>();
    for (int second = 0; second < 6; second++) {
      int calls = second == 3 ? 0 : 10;
      points.add(
          new OperationHistory.Point(
              time.instant().plusSeconds(second),
              1,
              calls,
              Map.of(),
              calls * 1_000,
              calls * 2_000,
              calls * 4_000,
              calls * 8_000,
              0,
              0,
              Map.of()));
    }
    StringBuilder page = new StringBuilder();
    HtmlCharts.add(
        new PerformanceReport.Charts(
            new OperationHistory("", points), new MemoryHistory(List.of())),
        page);
    assertThat(page).contains("Latency of all operations", "Calls a second", "40.0 µs");
    Matcher median = Pattern.compile("class=\"line p50\" d=\"([^\"]+)\"").matcher(page);
    assertThat(median.find()).isTrue();
    assertThat(median.group(1).chars().filter(c -> c == 'M').count())
        .as("the line begins anew after the gap")
        .isEqualTo(2);
    assertThat(median.group(1).chars().filter(c -> c == 'L').count()).isEqualTo(3);
  }

  @Test
  void openMetricsFollowsItsGrammarAndNamesBaseUnits() {
    String text = ReportFormat.OPEN_METRICS.render(report);
    assertThat(text).endsWith("# EOF\n");
    Map<String, Double> samples = new TreeMap<>();
    for (String line : text.lines().toList()) {
      if (!line.startsWith("#")) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        samples.put(line.substring(0, line.lastIndexOf(' ')), Double.valueOf(matcher.group(3)));
      }
    }
    String scan = "{operation=\"vector.scan\",path=\"wasm_simd\"}";
    assertThat(samples)
        .containsEntry("alidade_operation_duration_seconds_count" + scan, 3.0)
        .containsEntry("alidade_operation_duration_seconds_sum" + scan, 0.006)
        .containsEntry("alidade_operation_io_bytes_total" + scan, 12_000.0)
        .containsEntry(
            "alidade_health_state{component=\"Disk\",alidade_health_state=\"degraded\"}", 1.0)
        .containsEntry(
            "alidade_operation_fallbacks_total{operation=\"data.\\\"odd\\\","
                + " name|x\",path=\"java\"}",
            1.0);
  }

  @Test
  void everyFamilyOfOpenMetricsIsDeclaredOnceAndBeforeItsSamples() {
    List<String> declared =
        ReportFormat.OPEN_METRICS
            .render(report)
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ")[2])
            .toList();
    assertThat(declared).doesNotHaveDuplicates().hasSize(15);
  }

  @Test
  void jsonHasTheNamesOfTheRecords() throws IOException {
    JsonNode root = new ObjectMapper().readTree(ReportFormat.JSON.render(report));
    assertThat(root.at("/metrics/wasmCallCount").asLong()).isEqualTo(3);
    assertThat(root.at("/metrics/operations/0/p50Nanos").asLong())
        .isBetween(1_990_000L, 2_020_000L);
    assertThat(root.at("/health/overall").asText()).isEqualTo("DEGRADED");
    assertThat(root.at("/recommendations/0/evidence").asText()).isEqualTo("Disk: nearly full");
  }

  @Test
  void csvIsReadBackWhole() throws IOException {
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder().ofCsvRecord(ReportFormat.CSV.render(report))) {
      List<CsvRecord> records = rows.stream().toList();
      assertThat(records).hasSize(3);
      assertThat(records.get(1).getField(0)).isEqualTo("vector.scan");
      assertThat(records.get(1).getField(1)).isEqualTo(ExecutionPath.WASM_SIMD.label());
      assertThat(records.get(2).getField(0)).isEqualTo("data.\"odd\", name|x");
    }
  }

  @Test
  void markdownKeepsItsTablesWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.md");
    ReportFormat.MARKDOWN.write(report, file);
    assertThat(file)
        .content()
        .contains("## Health: degraded")
        .contains("| vector.scan | WASM | 3 |")
        .contains("name\\|x");
  }

  @Test
  void aFolderThatIsNotThereIsSaid(@TempDir Path folder) {
    Path file = folder.resolve("missing").resolve("report.json");
    assertThatThrownBy(() -> ReportFormat.JSON.write(report, file))
        .isInstanceOf(ExportFailed.class)
        .hasMessageContaining("report.json");
  }
}
