package dev.alidade.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.telemetry.EngineEvent.HealthChanged;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.MemoryHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthBoardTest {
  private final List<EngineEvent> events = new ArrayList<>();
  private final HealthBoard board =
      new HealthBoard(new SteeredTime(), () -> new MemoryHealth(0, 0, 0, 0, 0), events::add);
  private HealthStatus kernels = HealthStatus.HEALTHY;
  private HealthStatus disk = HealthStatus.HEALTHY;

  HealthBoardTest() {
    board.add(() -> component("Disk", disk));
    board.add(() -> component("Kernels", kernels));
  }

  private static ComponentHealth component(String name, HealthStatus status) {
    return new ComponentHealth(name, status, name + " is " + status, List.of(), Optional.empty());
  }

  @Test
  void theWorstComponentIsTheOverallState() {
    assertThat(board.round(false).overall()).isEqualTo(HealthStatus.HEALTHY);
    kernels = HealthStatus.DEGRADED;
    assertThat(board.round(false).overall()).isEqualTo(HealthStatus.DEGRADED);
    disk = HealthStatus.UNHEALTHY;
    HealthReport report = board.round(false);
    assertThat(report.overall()).isEqualTo(HealthStatus.UNHEALTHY);
    assertThat(report.sentence()).isEqualTo("Disk is UNHEALTHY");
    assertThat(report.components())
        .extracting(ComponentHealth::component)
        .containsExactly("Kernels", "Disk");
  }

  @Test
  void getsWorseAtOnceAndBetterOnlyAfterCalmRounds() {
    kernels = HealthStatus.DEGRADED;
    assertThat(board.round(false).overall()).isEqualTo(HealthStatus.DEGRADED);
    kernels = HealthStatus.HEALTHY;
    for (int calm = 1; calm < HealthBoard.CALM_ROUNDS; calm++) {
      assertThat(board.round(false).overall()).isEqualTo(HealthStatus.DEGRADED);
    }
    assertThat(board.round(false).overall()).isEqualTo(HealthStatus.HEALTHY);
  }

  @Test
  void aFigureThatFlapsChangesTheStateOnce() {
    for (int round = 0; round < 40; round++) {
      kernels = round % 2 == 0 ? HealthStatus.DEGRADED : HealthStatus.HEALTHY;
      board.round(false);
    }
    assertThat(events).hasSize(1);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            HealthChanged.class,
            change -> {
              assertThat(change.component()).isEqualTo("Kernels");
              assertThat(change.from()).isEqualTo(HealthStatus.HEALTHY);
              assertThat(change.to()).isEqualTo(HealthStatus.DEGRADED);
              assertThat(change.severity()).isEqualTo(Severity.WARN);
            });
  }

  @Test
  void aCheckThatTheUserAsksForShowsTheTruthOfThatMoment() {
    kernels = HealthStatus.DEGRADED;
    board.round(false);
    kernels = HealthStatus.HEALTHY;
    assertThat(board.round(true).overall()).isEqualTo(HealthStatus.HEALTHY);
    assertThat(board.latest().overall()).isEqualTo(HealthStatus.HEALTHY);
    assertThat(events).hasSize(2);
  }

  @Test
  void aRuleThatFailsIsAFindingOfItsOwn() {
    board.add(
        () -> {
          throw new IllegalStateException("the window is gone");
        });
    HealthReport report = board.round(false);
    assertThat(report.overall()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(report.component("Checks").orElseThrow().evidence().getFirst())
        .contains("the window is gone");
    assertThat(report.component("Kernels")).isPresent();
  }

  @Test
  void aRuleThatRunsOutOfStackDoesNotEndTheRounds() {
    board.add(
        () -> {
          throw new StackOverflowError("too deep");
        });
    HealthReport report = board.round(false);
    assertThat(report.component("Checks").orElseThrow().evidence().getFirst()).contains("too deep");
    assertThat(report.component("Disk")).isPresent();
  }

  @Test
  void aRuleThatBeginsToFailKeepsItsComponentsTile() {
    board.add(
        () -> {
          if (disk != HealthStatus.HEALTHY) {
            throw new IllegalStateException("the disk is gone");
          }
          return component("Window", HealthStatus.HEALTHY);
        });
    board.round(false);
    disk = HealthStatus.DEGRADED;
    HealthReport report = board.round(false);
    assertThat(report.components())
        .extracting(ComponentHealth::component)
        .containsExactly("Kernels", "Disk", "Window");
    ComponentHealth window = report.component("Window").orElseThrow();
    assertThat(window.status()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(window.evidence().getFirst()).contains("the disk is gone");
  }
}
