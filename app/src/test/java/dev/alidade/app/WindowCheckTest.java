package dev.alidade.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.telemetry.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowCheckTest {
  @Test
  void oneLongStallIsNoStateOfHealth() {
    assertThat(status(Duration.ofSeconds(3), 1, Duration.ZERO)).isEqualTo(HealthStatus.HEALTHY);
    assertThat(status(Duration.ofSeconds(3), WindowCheck.REPEATED - 1, Duration.ZERO))
        .isEqualTo(HealthStatus.HEALTHY);
  }

  @Test
  void repeatedLongComputingIs() {
    var health = WindowCheck.judge(Duration.ofSeconds(3), WindowCheck.REPEATED, Duration.ZERO);

    assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(health.sentence()).contains("3 times");
    assertThat(health.remedy()).isPresent();
  }

  @Test
  void soIsAThreadThatHangsWithoutComputing() {
    Duration hang = WindowCheck.HANGING.plusSeconds(1);

    assertThat(status(hang, 0, hang)).isEqualTo(HealthStatus.DEGRADED);
  }

  private static HealthStatus status(Duration longest, int repeated, Duration underWay) {
    return WindowCheck.judge(longest, repeated, underWay).status();
  }
}
