package dev.alidade.engine.module;

/** How far a module is trusted, and so which runtime runs it. */
public enum TrustLevel {
  /** Comes with Alidade; its hash is pinned in the manifest. */
  SHIPPED,
  /** Brought by the user; runs on the pure-Java runtime. */
  SANDBOXED,
  /** Brought by the user, who approved its hash; runs with the user's own rights. */
  APPROVED
}
