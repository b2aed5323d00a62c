package dev.alidade.app.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.shell.PanelId;
import dev.alidade.app.testing.WorkbenchFixture;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.module.KernelInfo;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.telemetry.PerformanceMetrics;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModulesPanelTest {
  @RegisterExtension final WorkbenchFixture workbench = new WorkbenchFixture();

  @Test
  void showsTheHashOfTheFileThatShips() throws Exception {
    workbench.show(PanelId.MODULES);
    String hash;
    try (InputStream file =
        Objects.requireNonNull(
            ModuleInfo.class.getResourceAsStream("/dev/alidade/wasm/vector.wasm"))) {
      hash =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(file.readAllBytes()));
    }

    assertThat(workbench.texts()).anyMatch(text -> text.replace(" ", "").equals(hash));
    assertThat(workbench.texts()).contains("verified", "shipped");
  }

  @Test
  void showsEveryKernelWithItsReasonAndEveryCapabilityWithItsTest() {
    workbench.show(PanelId.MODULES);

    List<String> shown = workbench.texts();
    for (KernelInfo kernel : module("vector").kernels()) {
      assertThat(shown)
          .contains(kernel.id().substring("vector.".length()), kernel.choice().reason());
    }
    for (WasmCapabilities.Capability capability : workbench.engine().capabilities().entries()) {
      assertThat(shown).contains(capability.name(), capability.how());
      assertThat(capability.how()).isNotBlank();
    }

    workbench.clickOn("data");
    for (KernelInfo kernel : module("data").kernels()) {
      assertThat(workbench.texts()).contains(kernel.id().substring("data.".length()));
    }
  }

  @Test
  void theSwitchMovesCallsToJavaAndTheStatusBarSaysSo() {
    workbench.openSample("flights.csv");
    workbench.show(PanelId.MODULES);
    workbench.clickOn("On");
    assertThat(workbench.engine().modules().mode()).isEqualTo(WasmMode.ON);
    PerformanceMetrics before = workbench.engine().performance().metrics();
    sumOfDelays();
    PerformanceMetrics onWasm = workbench.engine().performance().metrics();
    assertThat(onWasm.wasmCallCount()).isGreaterThan(before.wasmCallCount());

    workbench.clickOn("Off");

    workbench.waitForText("WASM off");
    PerformanceMetrics switched = workbench.engine().performance().metrics();
    sumOfDelays();
    PerformanceMetrics onJava = workbench.engine().performance().metrics();
    assertThat(onJava.wasmCallCount()).isEqualTo(switched.wasmCallCount());
    assertThat(onJava.javaCallCount()).isGreaterThan(switched.javaCallCount());
    assertThat(workbench.settings().wasmProperty().get()).isEqualTo(WasmMode.OFF);
  }

  private void sumOfDelays() {
    Dataset flights = workbench.engine().datasets().get("flights");
    ProcessingResult result =
        workbench
            .engine()
            .dataProcessor()
            .aggregate(
                flights,
                new AggregationOptions(
                    List.of("origin"),
                    List.of(
                        new AggregationOptions.Operation("delay", AggregateFunction.SUM, "sum"))));
    result.data().close();
  }

  private ModuleInfo module(String name) {
    return workbench.engine().modules().list().stream()
        .filter(module -> module.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
