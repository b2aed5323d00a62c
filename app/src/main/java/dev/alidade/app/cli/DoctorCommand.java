package dev.alidade.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.vector.EmbedderStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code --headless doctor}: says what works on this machine, from the running engine. Exits with 0
 * when it is healthy, with 1 when it is not, with 3 when no engine can be opened.
 */
public final class DoctorCommand {
  private DoctorCommand() {}

  /** Runs it; returns the exit code. */
  public static int run(CommandLine.Doctor asked, PrintStream out) {
    try (WasmServices engine = WasmServices.open()) {
      Map<String, Object> findings = findings(engine);
      out.print(text(engine));
      write(asked.json(), findings);
      return engine.healthCheck().overall() == HealthStatus.HEALTHY ? 0 : 1;
    } catch (EngineException e) {
      out.println(e.code() + ": " + e.sentence() + " " + e.remedy());
      return 3;
    } catch (IOException e) {
      out.println("The JSON file cannot be written: " + e.getMessage());
      return 3;
    }
  }

  /** Everything, as it is written to JSON. */
  static Map<String, Object> findings(WasmServices engine) {
    WasmCapabilities can = engine.capabilities();
    HealthReport health = engine.healthCheck();
    EmbedderStatus embedder = engine.vectorSearch().embedder();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", Version.number());
    all.put(
        "machine",
        ordered(
            "java", Runtime.version().toString(),
            "vm", System.getProperty("java.vm.name", ""),
            "os", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
            "arch", System.getProperty("os.arch", ""),
            "cores", Runtime.getRuntime().availableProcessors(),
            "heapLimitBytes", Runtime.getRuntime().maxMemory()));
    all.put(
        "wasm",
        ordered(
            "supported", can.supported(),
            "runtime", can.runtime(),
            "version", can.version(),
            "mode", can.mode().name(),
            "workers", can.workers(),
            "maxMemoryBytesPerShard", can.maxMemoryBytesPerShard(),
            "capabilities",
                can.entries().stream()
                    .map(
                        entry ->
                            ordered(
                                "name", entry.name(),
                                "supported", entry.supported(),
                                "how", entry.how()))
                    .toList()));
    all.put("modules", engine.modules().list().stream().map(DoctorCommand::module).toList());
    all.put(
        "embedder",
        ordered(
            "name", embedder.name(),
            "dimensions", embedder.dimensions(),
            "ready", embedder.ready(),
            "reason", embedder.reason()));
    all.put(
        "health",
        ordered(
            "overall", health.overall().name(),
            "sentence", health.sentence(),
            "memoryPressure", health.memory().memoryPressure(),
            "wasmMemoryUsage", health.memory().wasmMemoryUsage(),
            "components", health.components().stream().map(DoctorCommand::component).toList()));
    return all;
  }

  private static Map<String, Object> module(ModuleInfo module) {
    return ordered(
        "name", module.name(),
        "version", module.version(),
        "trust", module.trust().name(),
        "sha256", module.sha256(),
        "verified", module.verified(),
        "runtime", module.runtime(),
        "circuit", module.circuit().name(),
        "problem", module.problem().orElse(""),
        "kernels",
            module.kernels().stream()
                .map(
                    kernel ->
                        ordered(
                            "id", kernel.id(),
                            "path", kernel.choice().used().label(),
                            "reason", kernel.choice().reason()))
                .toList());
  }

  private static Map<String, Object> component(HealthReport.ComponentHealth component) {
    return ordered(
        "component", component.component(),
        "status", component.status().name(),
        "sentence", component.sentence(),
        "evidence", component.evidence(),
        "remedy", component.remedy().map(HealthReport.Remedy::sentence).orElse(""));
  }

  private static String text(WasmServices engine) {
    WasmCapabilities can = engine.capabilities();
    HealthReport health = engine.healthCheck();
    StringBuilder text = new StringBuilder(Version.line()).append('\n');
    text.append(
        "%s %s, %d cores, heap limit %s%n"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Figures.bytes(Runtime.getRuntime().maxMemory())));
    text.append(
        "%nWebAssembly: %s, mode %s, %s a shard at most%n"
            .formatted(
                can.supported() ? can.runtime() + " " + can.version() : "not available",
                can.mode(),
                Figures.bytes(can.maxMemoryBytesPerShard())));
    for (WasmCapabilities.Capability entry : can.entries()) {
      text.append(line(mark(entry, can.mode()), entry.name(), entry.how()));
    }
    text.append("%nModules%n".formatted());
    for (ModuleInfo module : engine.modules().list()) {
      text.append(
          line(
              module.problem().isEmpty() && module.verified() ? "ok" : "!",
              module.name() + " " + module.version(),
              module
                  .problem()
                  .orElse(
                      Figures.counted(module.kernels().size(), "kernel")
                          + ", "
                          + module.runtime()
                          + ", hash "
                          + (module.verified() ? "equals the manifest" : "differs"))));
    }
    EmbedderStatus embedder = engine.vectorSearch().embedder();
    text.append("%nText search%n".formatted());
    text.append(line(embedder.ready() ? "ok" : "!", embedder.name(), embedder.reason()));
    text.append("%nHealth: %s. %s%n".formatted(health.overall(), health.sentence()));
    for (HealthReport.ComponentHealth component : health.components()) {
      text.append(
          line(
              component.status() == HealthStatus.HEALTHY ? "ok" : "!",
              component.component(),
              component.sentence()));
      component.remedy().ifPresent(remedy -> text.append(line("", "", remedy.sentence())));
    }
    return text.toString();
  }

  /** What was switched off on purpose is not missing. */
  private static String mark(WasmCapabilities.Capability entry, WasmMode mode) {
    return entry.supported() ? "yes" : mode == WasmMode.OFF ? "off" : "no";
  }

  private static String line(String mark, String name, String words) {
    return "  %-4s %-20s %s%n".formatted(mark, name, words);
  }

  private static void write(Optional<Path> file, Map<String, Object> findings) throws IOException {
    if (file.isPresent()) {
      Files.writeString(
          file.get(),
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings));
    }
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
