package dev.alidade.app.cli;

import dev.alidade.app.fx.FxStallMeter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Looks every few milliseconds at what the JavaFX thread does while it does not answer, and how
 * much it computed since the last look.
 */
final class StallSites implements AutoCloseable {
  private static final long LOOK_MILLIS = 2;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final FxStallMeter meter;
  private final Optional<Thread> fx = named("JavaFX Application Thread");
  private final Optional<Thread> painter = named("QuantumRenderer");
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("alidade-stall-sites").factory());
  private long fxCpu;
  private long painterCpu;

  /**
   * One look.
   *
   * @param atNanos when, on the clock of {@link System#nanoTime}
   * @param fxNanos what the JavaFX thread computed since the look before
   * @param painterNanos what the painter computed since then
   */
  record Look(long atNanos, long fxNanos, long painterNanos, String site) {}

  private StallSites(FxStallMeter meter) {
    this.meter = meter;
  }

  static StallSites watch(FxStallMeter meter) {
    StallSites sites = new StallSites(meter);
    sites.fxCpu = cpu(sites.fx);
    sites.painterCpu = cpu(sites.painter);
    var _ = sites.timer.scheduleAtFixedRate(sites::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return sites;
  }

  /** The looks that fall into a stall. */
  List<Look> within(FxStallMeter.Answer stall) {
    long end = stall.sentAtNanos() + stall.wallNanos();
    return looks.stream()
        .filter(look -> look.atNanos() >= stall.sentAtNanos() && look.atNanos() <= end)
        .toList();
  }

  /** What was computed where, in nanoseconds. */
  static Map<String, Long> computed(List<Look> looks) {
    Map<String, Long> nanos = new TreeMap<>();
    looks.forEach(look -> nanos.merge(look.site(), look.fxNanos(), Long::sum));
    return nanos;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void look() {
    long fxNow = cpu(fx);
    long painterNow = cpu(painter);
    if (meter.waits() && fx.isPresent()) {
      looks.add(
          new Look(
              System.nanoTime(),
              fxNow - fxCpu,
              painterNow - painterCpu,
              siteOf(fx.get().getStackTrace())));
    }
    fxCpu = fxNow;
    painterCpu = painterNow;
  }

  private static long cpu(Optional<Thread> thread) {
    return thread
        .filter(t -> THREADS.isThreadCpuTimeSupported())
        .map(t -> THREADS.getThreadCpuTime(t.threadId()))
        .orElse(0L);
  }

  private static Optional<Thread> named(String start) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(start))
        .findFirst();
  }

  /** The phase of the JavaFX pulse, and in it the innermost frame of Alidade, else of a control. */
  static String siteOf(StackTraceElement[] stack) {
    String phase =
        first(stack, f -> f.getMethodName().matches("doCSSPass|doLayoutPass|synchronizeSceneNodes"))
            .map(StallSites::phaseOf)
            .orElse("action");
    return phase
        + " in "
        + first(stack, f -> f.getClassName().startsWith("dev.alidade"))
            .or(() -> first(stack, f -> f.getClassName().startsWith("javafx.scene.control")))
            .or(() -> Arrays.stream(stack).findFirst())
            .map(f -> f.getClassName().replaceFirst(".*\\.", "") + "." + f.getMethodName())
            .orElse("idle");
  }

  private static String phaseOf(StackTraceElement frame) {
    return switch (frame.getMethodName()) {
      case "doCSSPass" -> "styles";
      case "doLayoutPass" -> "layout";
      default -> "hand-over to the painter";
    };
  }

  private static Optional<StackTraceElement> first(
      StackTraceElement[] stack, Predicate<StackTraceElement> wanted) {
    return Arrays.stream(stack).filter(wanted).findFirst();
  }
}
