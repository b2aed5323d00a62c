package dev.alidade.app.cli;

import dev.alidade.app.fx.FxStallMeter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at what the JavaFX thread does while it does not answer. */
final class StallSites implements AutoCloseable {
  private static final Duration FRAME = Duration.ofMillis(16);
  private static final long LOOK_MILLIS = 2;
  private static final int SHOWN = 4;

  private final Map<String, Integer> seen = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("alidade-stall-sites").factory());

  private StallSites() {}

  static StallSites watch(FxStallMeter meter) {
    StallSites sites = new StallSites();
    Optional<Thread> fx =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("JavaFX Application Thread"))
            .findFirst();
    fx.ifPresent(
        thread -> {
          var _ =
              sites.timer.scheduleAtFixedRate(
                  () -> sites.look(meter, thread), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        });
    return sites;
  }

  /** The places seen most often. */
  void print(PrintStream out) {
    seen.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(site -> out.println("        " + site.getValue() + " × " + site.getKey()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void look(FxStallMeter meter, Thread fx) {
    if (meter.underWay().compareTo(FRAME) > 0) {
      seen.merge(siteOf(fx.getStackTrace()), 1, Integer::sum);
    }
  }

  /** The innermost frame of Alidade, else the innermost phase of a JavaFX pulse. */
  private static String siteOf(StackTraceElement[] stack) {
    return first(stack, "dev.alidade")
        .or(() -> phase(stack))
        .or(() -> Arrays.stream(stack).findFirst())
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .orElse("idle");
  }

  private static Optional<StackTraceElement> first(StackTraceElement[] stack, String prefix) {
    return Arrays.stream(stack).filter(f -> f.getClassName().startsWith(prefix)).findFirst();
  }

  private static Optional<StackTraceElement> phase(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(f -> f.getMethodName().matches("doCSSPass|doLayoutPass|syncPeer|processCSS|layout"))
        .reduce((inner, outer) -> outer);
  }
}
