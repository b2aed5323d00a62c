package dev.alidade.engine.telemetry;

/** State of a component or of the whole engine. */
public enum HealthStatus {
  HEALTHY,
  DEGRADED,
  UNHEALTHY
}
