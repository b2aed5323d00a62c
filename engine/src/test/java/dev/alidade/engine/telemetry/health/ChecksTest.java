package dev.alidade.engine.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmCapabilities.Capability;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.module.CircuitState;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.module.TrustLevel;
import dev.alidade.engine.telemetry.EngineEvent.KernelTrapped;
import dev.alidade.engine.telemetry.EngineTelemetry;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.SteeredTime;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private final SteeredTime time = new SteeredTime();

  private static ModuleInfo module(CircuitState circuit, Optional<String> problem) {
    return module(circuit, problem, true);
  }

  private static ModuleInfo module(
      CircuitState circuit, Optional<String> problem, boolean verified) {
    return new ModuleInfo(
        "data",
        "1.4.0",
        TrustLevel.SHIPPED,
        "00",
        verified,
        1,
        4_000,
        "Wasmtime",
        List.of(),
        List.of(),
        List.of(),
        2,
        100,
        0,
        0,
        circuit,
        problem,
        List.of());
  }

  @Test
  void anOpenCircuitDegradesTheKernelsAndOffersAProbe() {
    try (EngineTelemetry telemetry = new EngineTelemetry(true, time)) {
      KernelsCheck check =
          new KernelsCheck(
              () -> List.of(module(CircuitState.OPEN, Optional.empty())),
              () -> WasmMode.AUTO,
              telemetry,
              time);
      ComponentHealth health = check.check();
      assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
      assertThat(health.sentence()).startsWith("data failed repeatedly");
      assertThat(health.remedy().orElseThrow().action()).contains("probe");
    }
  }

  @Test
  void aSingleTrapIsForgottenAfterAMinuteButStaysAsEvidence() {
    try (EngineTelemetry telemetry = new EngineTelemetry(true, time)) {
      KernelsCheck check =
          new KernelsCheck(
              () -> List.of(module(CircuitState.CLOSED, Optional.empty())),
              () -> WasmMode.AUTO,
              telemetry,
              time);
      telemetry.publish(
          new KernelTrapped(time.instant(), "data.upper", "out of bounds", "1.4.0", 10));
      assertThat(check.check().status()).isEqualTo(HealthStatus.DEGRADED);
      time.pass(Duration.ofSeconds(61));
      assertThat(check.check().status()).isEqualTo(HealthStatus.HEALTHY);
      assertThat(check.check().evidence()).hasSize(1);
    }
  }

  @Test
  void aModuleThatCannotBeUsedDegrades() {
    try (EngineTelemetry telemetry = new EngineTelemetry(true, time)) {
      ComponentHealth health =
          new KernelsCheck(
                  () -> List.of(module(CircuitState.CLOSED, Optional.of("its hash is wrong"))),
                  () -> WasmMode.AUTO,
                  telemetry,
                  time)
              .check();
      assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
      assertThat(health.sentence()).isEqualTo("data cannot be used: its hash is wrong");
    }
  }

  @Test
  void kernelsThatDoNotRunByChoiceAreHealthyUnlessTheModuleIsDamaged() {
    Optional<String> off = Optional.of("WASM is off: ALIDADE_WASM=off");
    try (EngineTelemetry telemetry = new EngineTelemetry(true, time)) {
      ComponentHealth chosen =
          new KernelsCheck(
                  () -> List.of(module(CircuitState.OPEN, off, true)),
                  () -> WasmMode.OFF,
                  telemetry,
                  time)
              .check();
      assertThat(chosen.status()).isEqualTo(HealthStatus.HEALTHY);
      assertThat(chosen.sentence()).contains("off by choice");
      assertThat(chosen.evidence()).contains("data: WASM is off: ALIDADE_WASM=off");
      ComponentHealth damaged =
          new KernelsCheck(
                  () ->
                      List.of(module(CircuitState.CLOSED, Optional.of("its hash is wrong"), false)),
                  () -> WasmMode.OFF,
                  telemetry,
                  time)
              .check();
      assertThat(damaged.status()).isEqualTo(HealthStatus.DEGRADED);
    }
  }

  @Test
  void offByChoiceIsHealthyAndAMissingLibraryIsNot() {
    WasmCapabilities missing =
        new WasmCapabilities(
            "",
            "",
            WasmMode.AUTO,
            2,
            0,
            List.of(new Capability(WasmCapabilities.WEBASSEMBLY, false, "library not found")));
    assertThat(new WebAssemblyCheck(() -> missing, () -> WasmMode.OFF).check().status())
        .isEqualTo(HealthStatus.HEALTHY);
    ComponentHealth health = new WebAssemblyCheck(() -> missing, () -> WasmMode.AUTO).check();
    assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(health.sentence()).contains("library not found");
  }

  @Test
  void aFullDiskIsUnhealthyAndAReadingThatFailsIsSaid() {
    long[] free = {50_000_000_000L};
    DiskCheck check = new DiskCheck(Optional::empty, Path.of("."), folder -> free[0]);
    assertThat(check.check().status()).isEqualTo(HealthStatus.HEALTHY);
    free[0] = 900_000_000;
    assertThat(check.check().status()).isEqualTo(HealthStatus.DEGRADED);
    free[0] = 1_200_000_000;
    assertThat(check.check().status()).as("between the edges").isEqualTo(HealthStatus.DEGRADED);
    free[0] = 1_600_000_000;
    assertThat(check.check().status()).isEqualTo(HealthStatus.HEALTHY);
    free[0] = 10_000_000;
    assertThat(check.check().status()).isEqualTo(HealthStatus.UNHEALTHY);
    DiskCheck unreadable = new DiskCheck(Optional::empty, Path.of("."), ChecksTest::noSuchFolder);
    assertThat(unreadable.check().sentence()).contains("gone");
  }

  private static long noSuchFolder(Path folder) throws IOException {
    throw new NoSuchFileException("gone");
  }

  @Test
  void aWorkspaceIsHealthyUntilItIsClosed() {
    Workspace workspace = SqliteWorkspace.open(Optional.empty(), true, 100);
    WorkspaceCheck check = new WorkspaceCheck(workspace, time);
    assertThat(check.check().status()).isEqualTo(HealthStatus.HEALTHY);
    time.pass(Duration.ofMinutes(12));
    assertThat(check.check().sentence()).endsWith("integrity checked 12 min ago");
    workspace.close();
    assertThat(check.check().status()).isEqualTo(HealthStatus.UNHEALTHY);
  }
}
