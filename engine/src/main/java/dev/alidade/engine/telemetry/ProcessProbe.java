package dev.alidade.engine.telemetry;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads this process's figures from the JVM's beans and, on Linux, from the kernel. */
final class ProcessProbe implements Supplier<ProcessUsage> {
  private static final Path STATUS = Path.of("/proc/self/status");

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Concurrent cycles are no pauses; ZGC and Shenandoah name them so. */
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(c -> !c.getName().endsWith("Cycles"))
          .toList();

  private final List<BufferPoolMXBean> buffers =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private final boolean kernelTells = Files.isReadable(STATUS);

  @Override
  public ProcessUsage get() {
    MemoryUsage heap = memory.getHeapMemoryUsage();
    long gcCount = 0;
    long gcMillis = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      gcCount += Math.max(0, collector.getCollectionCount());
      gcMillis += Math.max(0, collector.getCollectionTime());
    }
    return new ProcessUsage(
        heap.getUsed(),
        heap.getMax() > 0 ? heap.getMax() : heap.getCommitted(),
        residentBytes(),
        system.getTotalMemorySize(),
        Math.max(0, system.getProcessCpuTime()),
        system.getAvailableProcessors(),
        gcCount,
        gcMillis,
        memory.getNonHeapMemoryUsage().getUsed(),
        buffers.stream().mapToLong(pool -> Math.max(0, pool.getMemoryUsed())).sum(),
        threads.getThreadCount());
  }

  /**
   * The kernel's resident set on Linux. Elsewhere what the JVM has committed: on Windows that is
   * the private memory; on macOS it is the whole address space, so heap and code are taken instead,
   * which is a lower bound.
   */
  private long residentBytes() {
    if (kernelTells) {
      try (Stream<String> lines = Files.lines(STATUS)) {
        return lines
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
            .findFirst()
            .orElseGet(this::committedByTheJvm);
      } catch (IOException e) {
        throw new UncheckedIOException("the kernel's figures of this process are unreadable", e);
      }
    }
    return system.getName().startsWith("Windows")
        ? system.getCommittedVirtualMemorySize()
        : committedByTheJvm();
  }

  private long committedByTheJvm() {
    return memory.getHeapMemoryUsage().getCommitted()
        + memory.getNonHeapMemoryUsage().getCommitted();
  }
}
