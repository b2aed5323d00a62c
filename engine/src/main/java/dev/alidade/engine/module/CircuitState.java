package dev.alidade.engine.module;

/** Whether calls may go to a module. */
public enum CircuitState {
  /** Calls go through. */
  CLOSED,
  /** Failed repeatedly: Java answers. */
  OPEN,
  /** One call is let through to see whether it works again. */
  PROBING
}
