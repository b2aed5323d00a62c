package dev.alidade.app.platform;

import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.module.TrustLevel;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a report of a fault needs and nothing of the user's: versions, capabilities, states and the
 * frames of the last crash. No path, no name of a file, table or data set, no statement, no message
 * that could quote one.
 */
public final class Diagnostics {
  private static final int CRASH_LINES = 40;

  private Diagnostics() {}

  /** The text, ready for the clipboard. Asks the engine; call it off the JavaFX thread. */
  public static String of(String version, WasmServices engine, CrashReports crashes)
      throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, version);
    line(
        text,
        "%s %s %s, %d cores, heap limit %d MB"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20));
    WasmCapabilities can = engine.capabilities();
    line(text, "WebAssembly: %s %s, mode %s".formatted(can.runtime(), can.version(), can.mode()));
    for (WasmCapabilities.Capability entry : can.entries()) {
      line(text, "  %s: %s".formatted(entry.name(), entry.supported() ? "yes" : "no"));
    }
    for (ModuleInfo module : engine.modules().list()) {
      line(
          text,
          "%s, %s, circuit %s"
              .formatted(
                  named(module),
                  module.verified() ? "verified" : "not verified",
                  module.circuit()));
    }
    for (ComponentHealth component : engine.healthCheck().components()) {
      line(text, "Health of %s: %s".formatted(component.component(), component.status()));
    }
    List<Path> reports = crashes.newestFirst();
    line(text, "Crash reports: %d".formatted(reports.size()));
    for (Path report : reports.stream().filter(Diagnostics::isOurs).limit(1).toList()) {
      Files.readAllLines(report).stream()
          .limit(CRASH_LINES)
          .forEach(frame -> text.append("  ").append(frame).append('\n'));
    }
    return text.toString();
  }

  /** A module that the user brought has a name of the user's. */
  private static String named(ModuleInfo module) {
    return module.trust() == TrustLevel.SHIPPED
        ? "Module %s %s".formatted(module.name(), module.version())
        : "A module of the user";
  }

  /** The JVM's own reports name the user's folders, so they are not quoted. */
  private static boolean isOurs(Path report) {
    return report.getFileName().toString().startsWith("exception-");
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
