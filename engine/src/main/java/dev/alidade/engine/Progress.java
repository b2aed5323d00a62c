package dev.alidade.engine;

/**
 * How a long call tells how far it is and learns that it should stop. Calls look at it at least
 * every 100 ms. Implementations are thread-safe: a call may report from several workers.
 */
public interface Progress {
  /**
   * Reports nothing and is never cancelled by hand; an interrupt of the thread still stops the
   * call.
   */
  Progress NONE =
      new Progress() {
        @Override
        public void report(double fraction, String message) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /**
   * @param fraction 0 to 1, or negative where the end is unknown
   * @param message what is being done now, for example {@code "412,000 rows"}
   */
  void report(double fraction, String message);

  /** Whether the caller wants the call to stop. */
  boolean cancelled();

  /**
   * Throws when the call should stop.
   *
   * @throws OperationCancelled when cancelled, or when the current thread is interrupted (the flag
   *     stays set)
   */
  default void check(String operation) {
    if (cancelled() || Thread.currentThread().isInterrupted()) {
      throw new OperationCancelled(operation);
    }
  }
}
