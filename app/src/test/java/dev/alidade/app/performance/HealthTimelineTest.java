package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.performance.HealthTimeline.Segment;
import dev.alidade.engine.telemetry.EngineEvent.HealthChanged;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.MemoryHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTimelineTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeSpan SPAN = new TimeSpan(START, START.plusSeconds(300));

  private static HealthReport report(HealthStatus kernels, HealthStatus disk) {
    return new HealthReport(
        START.plusSeconds(300),
        kernels.compareTo(disk) > 0 ? kernels : disk,
        "",
        List.of(component("Kernels", kernels), component("Disk", disk)),
        new MemoryHealth(0, 0, 0, 0, 0));
  }

  private static ComponentHealth component(String name, HealthStatus status) {
    return new ComponentHealth(name, status, "", List.of(), Optional.empty());
  }

  private static HealthChanged change(
      int second, String component, HealthStatus from, HealthStatus to) {
    return new HealthChanged(START.plusSeconds(second), component, from, to, "");
  }

  @Test
  void nothingChangedIsOneSegment() {
    assertThat(
            HealthTimeline.of(report(HealthStatus.HEALTHY, HealthStatus.HEALTHY), List.of(), SPAN))
        .containsExactly(new Segment(SPAN.from(), SPAN.to(), HealthStatus.HEALTHY));
  }

  @Test
  void theWorstComponentColoursEachStretch() {
    List<HealthChanged> newestFirst =
        List.of(
            change(200, "Kernels", HealthStatus.DEGRADED, HealthStatus.HEALTHY),
            change(150, "Disk", HealthStatus.UNHEALTHY, HealthStatus.HEALTHY),
            change(120, "Disk", HealthStatus.HEALTHY, HealthStatus.UNHEALTHY),
            change(100, "Kernels", HealthStatus.HEALTHY, HealthStatus.DEGRADED),
            change(-50, "Kernels", HealthStatus.HEALTHY, HealthStatus.UNHEALTHY));
    assertThat(
            HealthTimeline.of(
                report(HealthStatus.HEALTHY, HealthStatus.HEALTHY), newestFirst, SPAN))
        .extracting(Segment::status)
        .containsExactly(
            HealthStatus.HEALTHY,
            HealthStatus.DEGRADED,
            HealthStatus.UNHEALTHY,
            HealthStatus.DEGRADED,
            HealthStatus.HEALTHY);
  }
}
