package dev.alidade.app.shell;

import dev.alidade.app.control.Badge;
import dev.alidade.app.format.Figures;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.module.KernelInfo;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.vector.EmbedderStatus;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the welcome view tells of this computer. Every figure is asked of the engine or of the JVM.
 *
 * @param measured when paths were measured, in words
 */
public record MachineFacts(String measured, List<Fact> facts) {
  private static final String SCAN = "scan_f32";

  public MachineFacts {
    facts = List.copyOf(facts);
  }

  /**
   * One card.
   *
   * @param headline the figure
   * @param kind what its colour means
   */
  public record Fact(String title, String headline, String detail, Badge.Kind kind) {}

  /** Reads them off an engine. Any thread. */
  static MachineFacts of(WasmServices engine, Clock clock) {
    String measured =
        engine
            .modules()
            .measuredAt()
            .map(at -> "Measured " + Figures.ago(Duration.between(at, clock.instant())))
            .orElse("Not measured yet");
    return new MachineFacts(
        measured, List.of(wasm(engine), scan(engine), text(engine), machine(engine)));
  }

  private static Fact wasm(WasmServices engine) {
    WasmCapabilities can = engine.capabilities();
    if (!can.supported()) {
      String why =
          can.entry(WasmCapabilities.WEBASSEMBLY)
              .map(WasmCapabilities.Capability::how)
              .orElse("no runtime could be loaded");
      return new Fact("WebAssembly", "off", why, Badge.Kind.JAVA);
    }
    boolean off = engine.modules().mode() == WasmMode.OFF;
    return new Fact(
        "WebAssembly",
        off ? "off" : "on",
        can.runtime() + " " + shortVersion(can) + (can.simd() ? " with SIMD" : " without SIMD"),
        off ? Badge.Kind.JAVA : Badge.Kind.WASM);
  }

  /** {@code 7.0.1}, without the words on who carries it. */
  private static String shortVersion(WasmCapabilities can) {
    return can.version().replaceFirst(" \\(.*", "");
  }

  private static Fact scan(WasmServices engine) {
    Optional<KernelInfo> kernel =
        engine.modules().list().stream()
            .map(ModuleInfo::kernels)
            .flatMap(List::stream)
            .filter(known -> known.id().endsWith(SCAN))
            .findFirst();
    Optional<KernelInfo.Measurement> largest =
        kernel.stream()
            .flatMap(known -> known.measurements().stream())
            .max(Comparator.comparingLong(KernelInfo.Measurement::items));
    if (largest.isEmpty()) {
      return new Fact(
          "Vector scan", "not measured", "Ask Modules to measure paths", Badge.Kind.NEUTRAL);
    }
    KernelInfo.Measurement measurement = largest.get();
    boolean wasmFaster = measurement.wasmNanos() <= measurement.javaNanos();
    String slower =
        wasmFaster
            ? "Java " + Figures.nanos(measurement.javaNanos())
            : "WASM " + Figures.nanos(measurement.wasmNanos());
    return new Fact(
        "Vector scan, " + Figures.counted(measurement.items(), "row"),
        Figures.nanos(Math.min(measurement.wasmNanos(), measurement.javaNanos())),
        slower + ", so " + (wasmFaster ? "WASM" : "Java") + " is used",
        Badge.Kind.NEUTRAL);
  }

  private static Fact text(WasmServices engine) {
    EmbedderStatus embedder = engine.vectorSearch().embedder();
    return embedder.ready()
        ? new Fact(
            "Text search",
            "Ready offline",
            embedder.name().replaceFirst("^all-", "")
                + ", "
                + embedder.dimensions()
                + " dimensions",
            Badge.Kind.OK)
        : new Fact("Text search", "Not ready", embedder.reason(), Badge.Kind.WARNING);
  }

  private static Fact machine(WasmServices engine) {
    String memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? " · " + Figures.bytes(system.getTotalMemorySize())
            : "";
    return new Fact(
        "Workers and memory",
        Figures.counted(engine.capabilities().workers(), "worker") + memory,
        "JDK %s, %s %s"
            .formatted(
                Runtime.version().feature()
                    + "."
                    + Runtime.version().interim()
                    + "."
                    + Runtime.version().update(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")),
        Badge.Kind.NEUTRAL);
  }
}
