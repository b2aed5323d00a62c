package dev.alidade.engine.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelResult;
import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.TrapCause;
import dev.alidade.engine.runtime.Workload;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.wasmtime.WasmtimeRuntime;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EngineEvent.CircuitClosed;
import dev.alidade.engine.telemetry.EngineEvent.CircuitOpened;
import dev.alidade.engine.telemetry.EngineEvent.KernelTrapped;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.SteeredTime;
import dev.alidade.engine.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A kernel that really fails in Wasmtime ({@code wasm-modules/faults}): its Java twin answers the
 * same call, an event tells why, and its circuit opens and closes again.
 */
@DisabledIfEnvironmentVariable(
    named = "ALIDADE_WASM",
    matches = "off",
    disabledReason = "there is no kernel to fail")
class RecoveryTest {
  private static final int FAULT = 4;
  private static final int IN = 8;
  private static final int OUT = 12;

  private static final int NO_FAULT = 0;
  private static final int UNREACHABLE = 1;

  private static final KernelDefinition FAULTY =
      new KernelDefinition("faults", "faulty", "test.faulty", RecoveryTest::twin, null, work());

  private static void twin(MemorySegment memory, long params) {
    memory.set(
        ValueLayout.JAVA_INT, params + OUT, memory.get(ValueLayout.JAVA_INT, params + IN) + 1);
    memory.set(ValueLayout.JAVA_INT, params + Blocks.STATUS, Blocks.STATUS_OK);
  }

  private static Workload work() {
    return (MemorySpace memory, int items, long seed) ->
        new Workload.Prepared(block -> block.putInt(IN, items), 4, List.of(), List.of());
  }

  private final SteeredTime time = new SteeredTime();
  private final List<EngineEvent> events = new ArrayList<>();
  private final List<OperationSample> samples = new ArrayList<>();
  private final KernelHost host = KernelHost.open(config(Duration.ofMillis(500)));

  private KernelHostConfig config(Duration deadline) {
    Telemetry telemetry =
        new Telemetry() {
          @Override
          public void record(OperationSample sample) {
            samples.add(sample);
          }

          @Override
          public void publish(EngineEvent event) {
            events.add(event);
          }
        };
    return new KernelHostConfig(
        WasmMode.AUTO,
        1,
        Map.of(),
        time,
        telemetry,
        RecoveryTest::file,
        List.of(FAULTY),
        WasmtimeRuntime::open,
        deadline);
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream in = RecoveryTest.class.getResourceAsStream("/dev/alidade/wasm/" + name)) {
      return in.readAllBytes();
    }
  }

  @AfterEach
  void close() {
    host.close();
  }

  /** C's stack lies lowest in memory, so that one that overflows leaves the memory. */
  @ParameterizedTest
  @CsvSource({
    "1, UNREACHABLE",
    "2, OUT_OF_BOUNDS",
    "3, INTEGER_DIVISION_BY_ZERO",
    "4, OUT_OF_BOUNDS",
    "5, DEADLINE"
  })
  void answersByTheTwinAndSaysWhy(int fault, TrapCause cause) {
    KernelResult<Integer> answer = call(fault, 41);

    assertThat(answer.value()).isEqualTo(42);
    assertThat(answer.outcome().fellBack()).isTrue();
    assertThat(answer.outcome().path().used()).isEqualTo(ExecutionPath.JAVA);
    assertThat(answer.outcome().path().reason()).contains(cause.sentence());
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            KernelTrapped.class,
            trapped -> {
              assertThat(trapped.component()).isEqualTo("faults.faulty");
              assertThat(trapped.cause()).isEqualTo(cause.sentence());
            });
    assertThat(samples).singleElement().matches(OperationSample::fellBack);
  }

  @Test
  void goesOnWithWasmAfterOneTrap() {
    call(UNREACHABLE, 1);

    KernelResult<Integer> next = call(NO_FAULT, 6);

    assertThat(next.value()).isEqualTo(7);
    assertThat(next.outcome().path().used()).isEqualTo(ExecutionPath.WASM_SIMD);
  }

  @Test
  void fallsBackToJavaAfterThreeTrapsUntilAProbePasses() {
    for (int i = 0; i < 3; i++) {
      call(UNREACHABLE, i);
    }
    assertThat(events).last().isInstanceOf(CircuitOpened.class);
    assertThat(circuit()).isEqualTo(CircuitState.OPEN);
    assertThat(call(NO_FAULT, 1).outcome().path().used()).isEqualTo(ExecutionPath.JAVA);

    time.pass(Duration.ofSeconds(31));
    KernelResult<Integer> probe = call(NO_FAULT, 9);

    assertThat(probe.value()).isEqualTo(10);
    assertThat(probe.outcome().path().used()).isEqualTo(ExecutionPath.WASM_SIMD);
    assertThat(circuit()).isEqualTo(CircuitState.CLOSED);
    assertThat(events).last().isInstanceOf(CircuitClosed.class);
  }

  @Test
  void opensAgainWhenTheProbeFails() {
    for (int i = 0; i < 3; i++) {
      call(UNREACHABLE, i);
    }
    time.pass(Duration.ofSeconds(31));

    assertThat(call(UNREACHABLE, 4).value()).isEqualTo(5);

    assertThat(circuit()).isEqualTo(CircuitState.OPEN);
    assertThat(call(NO_FAULT, 1).outcome().path().used()).isEqualTo(ExecutionPath.JAVA);
  }

  @Test
  void isProbedOnDemand() {
    for (int i = 0; i < 3; i++) {
      call(UNREACHABLE, i);
    }

    assertThat(host.registry().probe("faults")).isTrue();

    assertThat(circuit()).isEqualTo(CircuitState.CLOSED);
    assertThat(call(NO_FAULT, 1).outcome().path().used()).isEqualTo(ExecutionPath.WASM_SIMD);
  }

  @Test
  void answersRightThroughAThousandTraps() {
    for (int i = 0; i < 1_000; i++) {
      time.pass(Duration.ofSeconds(31)); // every call is a probe, so that every one really traps
      assertThat(call(UNREACHABLE, i).value()).isEqualTo(i + 1);
    }
    assertThat(events.stream().filter(KernelTrapped.class::isInstance)).hasSize(1_000);
    assertThat(samples).hasSize(1_000).allMatch(OperationSample::fellBack);
    time.pass(Duration.ofSeconds(31));
    assertThat(call(NO_FAULT, 1).outcome().path().used()).isEqualTo(ExecutionPath.WASM_SIMD);
  }

  private KernelResult<Integer> call(int fault, int in) {
    return host.kernels()
        .call(
            FAULTY,
            host.shards().of("faults").getFirst(),
            1,
            4,
            block -> {
              block.putInt(FAULT, fault);
              block.putInt(IN, in);
            },
            block -> block.getInt(OUT));
  }

  private CircuitState circuit() {
    return host.registry().list().getFirst().circuit();
  }
}
