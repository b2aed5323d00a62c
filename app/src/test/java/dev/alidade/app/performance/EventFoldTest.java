package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.telemetry.EngineEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFoldTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private static EngineEvent path(String kernel, Instant at) {
    return new EngineEvent.PathChanged(
        at, kernel, ExecutionPath.JAVA, ExecutionPath.WASM_SIMD, "faster");
  }

  @Test
  void foldsEventsOfOneKindAndMomentAndKeepsTheOthersApart() {
    EngineEvent mark = new EngineEvent.MomentMarked(AT.plusSeconds(9), "user", "here");
    List<EventFold> folds =
        EventFold.of(
            List.of(
                mark, path("c", AT.plusSeconds(5)), path("b", AT.plusSeconds(1)), path("a", AT)));
    assertThat(folds)
        .extracting(EventFold::title)
        .containsExactly("MomentMarked", "PathChanged", "PathChanged ×2");
    assertThat(folds.getLast().words()).isEqualTo("b and 1 more");
    assertThat(folds.getFirst().words()).isEqualTo("here");
  }
}
