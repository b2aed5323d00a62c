package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.telemetry.OperationHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static OperationHistory.Point endingAt(long millis) {
    return new OperationHistory.Point(
        Instant.ofEpochMilli(millis), 1, 1, Map.of(), 1, 1, 1, 1, 0, 0, Map.of());
  }

  @Test
  void intervalsTouchAndASleepIsAGap() {
    Steps steps =
        Steps.of(
            new OperationHistory("a", List.of(endingAt(1_000), endingAt(2_010), endingAt(9_000))));

    assertThat(steps.x())
        .containsExactly(0, 1_000, 1_000, 2_010, (2_010 + 8_000) / 2.0, 8_000, 9_000);
    double[] y = steps.y(new double[] {5, 6, 7});
    assertThat(y).hasSize(7).startsWith(5, 5, 6, 6).endsWith(7, 7);
    assertThat(y[4]).isNaN();
    assertThat(steps.middles()).containsExactly(500, 1_505, 8_500);
  }

  @Test
  void nothingIsNothing() {
    assertThat(Steps.of(new OperationHistory("a", List.of())).x()).isEmpty();
  }
}
