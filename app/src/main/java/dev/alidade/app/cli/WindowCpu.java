package dev.alidade.app.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** Processor time of the threads that make up the window: JavaFX, its painter, and the polling. */
final class WindowCpu {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final List<String> NAMES =
      List.of(
          "JavaFX Application Thread",
          "QuantumRenderer",
          "InvokeLaterDispatcher",
          "alidade-polling");

  private final long cpuNanos = sum();
  private final long wallNanos = System.nanoTime();

  /** Since this was made; 1 is one core at full load. */
  double coresUsed() {
    return (double) (sum() - cpuNanos) / Math.max(1, System.nanoTime() - wallNanos);
  }

  private static long sum() {
    long nanos = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && NAMES.stream().anyMatch(thread.getThreadName()::startsWith)) {
        nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos;
  }
}
