package dev.alidade.engine.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.telemetry.EngineEvent.HealthChanged;
import dev.alidade.engine.telemetry.EngineEvent.SlowQuerySeen;
import dev.alidade.engine.telemetry.HealthStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventJsonTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.125Z");

  @Test
  void holdsWhatTheRecordHoldsByItsNames() throws IOException {
    String json =
        EventJson.write(
            List.of(
                new SlowQuerySeen(AT, "workspace", "SELECT \"a\"\n FROM t", 12_000_000, 90_000),
                new HealthChanged(
                    AT, "Disk", HealthStatus.HEALTHY, HealthStatus.DEGRADED, "nearly full")));
    JsonNode events = new ObjectMapper().readTree(json);
    assertThat(events).hasSize(2);
    assertThat(events.at("/0/kind").asText()).isEqualTo("SlowQuerySeen");
    assertThat(events.at("/0/severity").asText()).isEqualTo("WARN");
    assertThat(events.at("/0/at").asText()).isEqualTo("2026-03-01T10:00:00.125Z");
    assertThat(events.at("/0/sql").asText()).isEqualTo("SELECT \"a\"\n FROM t");
    assertThat(events.at("/0/nanos").isIntegralNumber()).isTrue();
    assertThat(events.at("/1/to").asText()).isEqualTo("DEGRADED");
    assertThat(events.at("/1/message").asText()).contains("nearly full");
  }
}
