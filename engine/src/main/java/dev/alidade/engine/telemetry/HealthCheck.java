package dev.alidade.engine.telemetry;

/** One rule. Runs on a sampler thread; must be quick. */
@FunctionalInterface
public interface HealthCheck {
  HealthReport.ComponentHealth check();
}
