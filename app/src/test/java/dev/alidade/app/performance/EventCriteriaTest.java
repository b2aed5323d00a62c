package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EngineEvent.CircuitOpened;
import dev.alidade.engine.telemetry.EngineEvent.KernelTrapped;
import dev.alidade.engine.telemetry.EngineEvent.MomentMarked;
import dev.alidade.engine.telemetry.Severity;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventCriteriaTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final EngineEvent TRAP =
      new KernelTrapped(AT, "data.upper", "out of bounds", "1.4.0", 10);
  private static final EngineEvent OPENED = new CircuitOpened(AT.plusSeconds(10), "data", 3);
  private static final EngineEvent MARK = new MomentMarked(AT.plusSeconds(20), "user", "Look here");
  private static final List<EngineEvent> EVENTS = List.of(MARK, OPENED, TRAP);

  private static List<EngineEvent> matching(
      String kind, Severity atLeast, String component, String text, Optional<TimeSpan> span) {
    return new EventCriteria(kind, atLeast, component, text, span).of(EVENTS);
  }

  @Test
  void everythingMatchesByDefault() {
    assertThat(EventCriteria.ALL.of(EVENTS)).isEqualTo(EVENTS);
  }

  @Test
  void eachCriterionNarrows() {
    assertThat(matching("KernelTrapped", Severity.INFO, "", "", Optional.empty()))
        .containsExactly(TRAP);
    assertThat(matching("", Severity.WARN, "", "", Optional.empty())).containsExactly(OPENED, TRAP);
    assertThat(matching("", Severity.INFO, "data", "", Optional.empty())).containsExactly(OPENED);
    assertThat(matching("", Severity.INFO, "", " LOOK ", Optional.empty())).containsExactly(MARK);
    assertThat(
            matching("", Severity.INFO, "", "", Optional.of(new TimeSpan(AT, AT.plusSeconds(15)))))
        .containsExactly(OPENED);
  }
}
