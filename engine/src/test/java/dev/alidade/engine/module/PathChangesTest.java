package dev.alidade.engine.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.kernels.KernelCatalog;
import dev.alidade.engine.telemetry.EngineEvent.PathChanged;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathChangesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<KernelDefinition> kernels = KernelCatalog.ALL.subList(0, 3);
  private final Map<String, PathChoice> before = all(ExecutionPath.WASM_SIMD, "WASM is forced on");

  private Map<String, PathChoice> all(ExecutionPath path, String reason) {
    Map<String, PathChoice> choices = new HashMap<>();
    kernels.forEach(kernel -> choices.put(kernel.id(), new PathChoice(path, reason)));
    return choices;
  }

  private List<PathChanged> changes(Map<String, PathChoice> after) {
    return PathChanges.between(kernels, before, after, NOW);
  }

  @Test
  void aSwitchOfAllKernelsIsOneEventThatNamesThem() {
    assertThat(changes(all(ExecutionPath.JAVA, "WASM is off: switched off")))
        .containsExactly(
            new PathChanged(
                NOW,
                "3 kernels",
                ExecutionPath.WASM_SIMD,
                ExecutionPath.JAVA,
                "WASM is off: switched off: "
                    + String.join(", ", kernels.stream().map(KernelDefinition::id).toList())));
  }

  @Test
  void oneKernelIsNamedAsThePartConcerned() {
    Map<String, PathChoice> after = new HashMap<>(before);
    after.put(kernels.get(1).id(), new PathChoice(ExecutionPath.JAVA, "forced to Java"));
    assertThat(changes(after))
        .containsExactly(
            new PathChanged(
                NOW,
                kernels.get(1).id(),
                ExecutionPath.WASM_SIMD,
                ExecutionPath.JAVA,
                "forced to Java"));
  }

  @Test
  void anotherReasonForTheSamePathIsNoChange() {
    assertThat(changes(all(ExecutionPath.WASM_SIMD, "1.9 × faster"))).isEmpty();
  }
}
