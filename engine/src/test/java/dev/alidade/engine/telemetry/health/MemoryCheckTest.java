package dev.alidade.engine.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.LinearUsage;
import dev.alidade.engine.telemetry.ProcessUsage;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
  private double heapShare = 0.1;
  private LinearUsage linear = LinearUsage.NONE;
  private final MemoryCheck check = new MemoryCheck(this::usage, () -> linear);

  private ProcessUsage usage() {
    return new ProcessUsage(
        (long) (heapShare * 1_000_000), 1_000_000, 2_000_000, 100_000_000, 0, 2, 0, 0, 0, 0, 1);
  }

  private HealthStatus statusAfter(double share, int rounds) {
    heapShare = share;
    HealthStatus status = HealthStatus.HEALTHY;
    for (int i = 0; i < rounds; i++) {
      status = check.check().status();
    }
    return status;
  }

  @Test
  void garbageThatIsCollectedIsNoPressure() {
    statusAfter(0.1, MemoryCheck.ROUNDS);
    assertThat(statusAfter(0.97, MemoryCheck.ROUNDS - 1)).isEqualTo(HealthStatus.HEALTHY);
    assertThat(statusAfter(0.97, 1)).isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void leavesOnlyBelowTheLowerEdge() {
    assertThat(statusAfter(0.86, MemoryCheck.ROUNDS)).isEqualTo(HealthStatus.DEGRADED);
    assertThat(statusAfter(0.80, MemoryCheck.ROUNDS)).isEqualTo(HealthStatus.DEGRADED);
    assertThat(statusAfter(0.74, 1)).isEqualTo(HealthStatus.HEALTHY);
    assertThat(statusAfter(0.80, MemoryCheck.ROUNDS)).isEqualTo(HealthStatus.HEALTHY);
  }

  @Test
  void pressureIsTheLargestShare() {
    linear = new LinearUsage(500, 200, 0, 900, 1_000);
    heapShare = 0.5;
    assertThat(MemoryCheck.healthOf(usage(), linear).memoryPressure()).isEqualTo(0.9);
    assertThat(MemoryCheck.healthOf(usage(), linear).wasmMemoryUsage()).isEqualTo(900);
  }
}
