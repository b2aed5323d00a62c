package dev.alidade.engine.telemetry;

/** How much an event or a health finding matters. */
public enum Severity {
  INFO,
  WARN,
  ERROR
}
