package dev.alidade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine in somebody else's program: a process of its own with nothing on its class path but
 * the engine and what it depends on at run time.
 */
class PlainProgramTest {
  private static final Path SAMPLES = Path.of(System.getProperty("alidade.samples"));
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final String IMPORTS =
      """
      import dev.alidade.engine.*;
      import dev.alidade.engine.data.*;
      import dev.alidade.engine.data.AggregationOptions.Operation;
      import dev.alidade.engine.dataset.*;
      import dev.alidade.engine.telemetry.*;
      """;

  private static final String HEALTH =
      """
      void main() {
        try (WasmServices engine = WasmServices.open()) {
          HealthReport health = engine.healthCheck();
          System.out.println("health " + health.overall());
          health.components().stream()
              .filter(c -> c.component().equals("WebAssembly"))
              .forEach(c -> System.out.println(c.sentence()));
          engine.observability().recentEvents(EventFilter.newest(100))
              .forEach(e -> System.out.println("event " + e.kind()));
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void runsTheTenLinesOfTheReadme() throws Exception {
    Matcher block = JAVA_BLOCK.matcher(Files.readString(SAMPLES.resolveSibling("README.md")));
    assertThat(block.find()).isTrue();

    Run run = run(IMPORTS + "void main() {\n" + block.group(1) + "}\n", List.of(), Map.of());

    assertThat(run.output()).as(run.output()).contains("Drama 6.7").contains("PathChoice[");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  @DisabledIfEnvironmentVariable(
      named = "ALIDADE_WASM",
      matches = "off",
      disabledReason = "the library is not looked for")
  void isDegradedAndSaysSoWithoutTheNativeLibrary() throws Exception {
    Run run =
        run(
            IMPORTS + HEALTH,
            List.of("-Dalidade.wasmtime.library=" + folder.resolve("deleted.so")),
            Map.of());

    assertThat(run.output())
        .as(run.output())
        .contains("health DEGRADED")
        .contains("deleted.so does not exist")
        .contains("event WasmUnavailable");
  }

  @Test
  void isNotDegradedByWasmThatIsOffByChoice() throws Exception {
    for (var choice : List.of(Map.of("ALIDADE_WASM", "off"), Map.of("DISABLE_WASM", "true"))) {
      Run run = run(IMPORTS + HEALTH, List.of(), choice);

      assertThat(run.output())
          .as(run.output())
          .contains("health HEALTHY")
          .contains("switched off by choice");
    }
  }

  private record Run(int exitCode, String output) {}

  /** Compiles and runs a source file, as {@code java Program.java} does. */
  private Run run(String source, List<String> options, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path program = Files.writeString(folder.resolve("Program.java"), source);
    Path output = folder.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
    command.addAll(options);
    command.add("--class-path");
    command.add(classPath());
    command.add(program.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(SAMPLES.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Run(exitCode, Files.readString(output, StandardCharsets.UTF_8));
  }

  /** The engine's classes and the list that the build wrote of its dependencies at run time. */
  private static String classPath() throws IOException {
    return System.getProperty("alidade.classes")
        + File.pathSeparator
        + Files.readString(Path.of(System.getProperty("alidade.runtime.classpath"))).strip();
  }
}
