package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.telemetry.LinearUsage;
import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.OperationStats;
import dev.alidade.engine.telemetry.OperationSummary;
import dev.alidade.engine.telemetry.ProcessUsage;
import dev.alidade.engine.telemetry.SlowCall;
import dev.alidade.engine.telemetry.StorageUsage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowCallWordsTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private final OperationSummary summary =
      new OperationSummary(
          "data.sort",
          10,
          0,
          0,
          1_000,
          0,
          2_000_000,
          3_000_000,
          8_000_000,
          8_000_000,
          List.of(
              new OperationStats(
                  "data.sort",
                  ExecutionPath.WASM_SIMD,
                  "faster here",
                  10,
                  0,
                  0,
                  1,
                  1,
                  1,
                  1,
                  1,
                  1,
                  0,
                  0)),
          List.of());

  private static SlowCall call(ExecutionPath path, long rows, boolean fellBack) {
    return new SlowCall(
        AT,
        new OperationSample(
            "data.sort",
            new PathChoice(path, "for the test"),
            8_000_000,
            rows,
            1,
            0,
            false,
            fellBack));
  }

  private static MemoryHistory memory(long pauseMillis) {
    return new MemoryHistory(
        List.of(point(AT.minusMillis(1), 99), point(AT.plusMillis(400), pauseMillis)));
  }

  private static MemoryHistory.Point point(Instant at, long pauseMillis) {
    return new MemoryHistory.Point(
        at,
        new ProcessUsage(0, 0, 0, 0, 0, 1, 1, pauseMillis, 0, 0, 1),
        LinearUsage.NONE,
        List.of(),
        StorageUsage.NONE,
        0);
  }

  @Test
  void tellsMoreRowsThanUsual() {
    assertThat(SlowCallWords.explain(call(ExecutionPath.WASM_SIMD, 400, false), summary, memory(0)))
        .isEqualTo("4.0× the median; 400 rows, 4.0× the usual.");
  }

  @Test
  void tellsTheCollectionOfItsOwnIntervalAndTheOtherPath() {
    assertThat(SlowCallWords.explain(call(ExecutionPath.JAVA, 100, false), summary, memory(12)))
        .isEqualTo(
            "4.0× the median; 100 rows; on Java, most calls are on WASM; 12 ms of garbage"
                + " collection in its interval.");
  }

  @Test
  void tellsAFallback() {
    assertThat(SlowCallWords.explain(call(ExecutionPath.JAVA, 0, true), summary, memory(0)))
        .isEqualTo("4.0× the median; WASM failed first, Java answered.");
  }
}
