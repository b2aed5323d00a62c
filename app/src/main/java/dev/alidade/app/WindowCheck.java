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

/** The health rule about the window: does the JavaFX thread answer in time? */
final class WindowCheck implements HealthCheck {
  /** Above this a user feels that the window hangs. */
  private static final Duration NOTICEABLE = Duration.ofMillis(250);

  private final FxStallMeter stalls;

  WindowCheck(FxStallMeter stalls) {
    this.stalls = stalls;
  }

  @Override
  public ComponentHealth check() {
    Duration longest = stalls.longestStall();
    boolean slow = longest.compareTo(NOTICEABLE) > 0;
    String figure = Figures.duration(longest);
    return new ComponentHealth(
        "Window",
        slow ? HealthStatus.DEGRADED : HealthStatus.HEALTHY,
        slow
            ? "The window did not answer for " + figure + "."
            : "The window answers within " + figure + ".",
        List.of("longest stall of the last 5 min: " + figure),
        slow
            ? Optional.of(
                new Remedy("Close other programs, or work on smaller files.", Optional.empty()))
            : Optional.empty());
  }
}
