package dev.alidade.app;

import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.FxStallMeter;
import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The health rule about the window: does the JavaFX thread answer in time? One long stall is no
 * state of health, and by the clock it may be the machine's; so the rule is broken when the thread
 * itself computed for long again and again, or when it hangs right now.
 */
final class WindowCheck implements HealthCheck {
  /** Above this a user feels that the window hangs. */
  static final Duration NOTICEABLE = Duration.ofMillis(250);

  /** So many in five minutes are no longer the one big file that was opened. */
  static final int REPEATED = 3;

  /** A thread that gives no sign for so long waits for something that it should not wait for. */
  static final Duration HANGING = Duration.ofSeconds(5);

  private final FxStallMeter stalls;

  WindowCheck(FxStallMeter stalls) {
    this.stalls = stalls;
  }

  @Override
  public ComponentHealth check() {
    return judge(stalls.longestStall(), stalls.computedLongerThan(NOTICEABLE), stalls.underWay());
  }

  static ComponentHealth judge(Duration longestStall, int repeated, Duration underWay) {
    String longest = Figures.duration(longestStall);
    List<String> evidence =
        List.of(
            "longest stall of the last 5 min: " + longest,
            "of more than "
                + Figures.duration(NOTICEABLE)
                + " of computing: "
                + Figures.counted(repeated, "stall"));
    if (underWay.compareTo(HANGING) > 0) {
      return slow("The window has not answered for " + Figures.duration(underWay) + ".", evidence);
    }
    if (repeated >= REPEATED) {
      return slow(
          "The window computed for more than "
              + Figures.duration(NOTICEABLE)
              + " at a time, "
              + repeated
              + " times in 5 min.",
          evidence);
    }
    return new ComponentHealth(
        "Window",
        HealthStatus.HEALTHY,
        longestStall.compareTo(NOTICEABLE) <= 0
            ? "The window answers within " + longest + "."
            : "The window answers; its longest wait of the last 5 min was " + longest + ".",
        evidence,
        Optional.empty());
  }

  private static ComponentHealth slow(String sentence, List<String> evidence) {
    return new ComponentHealth(
        "Window",
        HealthStatus.DEGRADED,
        sentence,
        evidence,
        Optional.of(
            new Remedy("Close other programs, or work on smaller files.", Optional.empty())));
  }
}
