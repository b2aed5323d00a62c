package dev.alidade.engine.runtime;

import java.time.Instant;

/**
 * Best times of both paths of one kernel at one size on one machine; kept between starts.
 *
 * @param kernelId {@code module.name}
 * @param items rows of the measured call
 * @param moduleSha256 build of the module that was measured; another build makes it void
 * @param machine {@link #thisMachine()} where it was measured; another machine makes it void
 */
public record PathMeasurement(
    String kernelId,
    long items,
    double wasmNanos,
    double javaNanos,
    String moduleSha256,
    String machine,
    Instant measuredAt) {

  /** Processor, cores, system and Java: what a measurement depends on. */
  public static String thisMachine() {
    return "%s, %d cores, %s %s, Java %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version().feature());
  }

  private static String processor() {
    java.nio.file.Path cpuinfo = java.nio.file.Path.of("/proc/cpuinfo");
    try (var lines = java.nio.file.Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor unknown");
    } catch (java.io.IOException | java.io.UncheckedIOException e) {
      String named = System.getenv("PROCESSOR_IDENTIFIER"); // Windows
      return named == null ? "processor unknown" : named;
    }
  }
}
