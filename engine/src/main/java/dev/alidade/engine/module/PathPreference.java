package dev.alidade.engine.module;

/** What a user wants for one kernel. */
public enum PathPreference {
  /** The path that was measured to be faster. */
  AUTO,
  WASM,
  JAVA
}
