package dev.alidade.app.fx;

/** Where a background task stands. */
public enum TaskState {
  /** Waiting for a thread, or working. */
  RUNNING,
  /** Ended with a result. */
  SUCCEEDED,
  /** Ended with an error. */
  FAILED,
  /** Stopped because the user asked. */
  CANCELLED
}
