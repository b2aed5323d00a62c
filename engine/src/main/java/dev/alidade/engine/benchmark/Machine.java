package dev.alidade.engine.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.alidade.engine.telemetry.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What figures depend on.
 *
 * @param memoryBytes of the machine, after a container's limit
 * @param wasm runtime and version; {@value #NO_WASM} and why where it is not used
 */
public record Machine(
    String cpu,
    int cores,
    long memoryBytes,
    String os,
    String arch,
    String java,
    String vm,
    long heapLimitBytes,
    String wasm) {

  /** What {@code wasm} begins with where WebAssembly is not used. */
  static final String NO_WASM = "none";

  /** This machine. */
  public static Machine describe(String wasm) {
    return new Machine(
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        property("os.name") + " " + property("os.version"),
        property("os.arch"),
        Runtime.version().toString(),
        property("java.vm.name"),
        Runtime.getRuntime().maxMemory(),
        wasm);
  }

  /** All of it in one line. */
  public String sentence() {
    return "%s, %d cores, %s; %s %s; Java %s; WebAssembly: %s"
        .formatted(cpu, cores, Quantity.bytes(memoryBytes), os, arch, java, wasm);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String cpuName() {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.isReadable(file)) {
      try (Stream<String> lines = Files.lines(file)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
      } catch (IOException e) {
        throw new UncheckedIOException(
            "the kernel's description of the processor is unreadable", e);
      }
    }
    String named = System.getenv("PROCESSOR_IDENTIFIER");
    return named == null ? "unknown" : named;
  }
}
