package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;

/**
 * Passes cancellation on and keeps a part's own progress from the caller, who reports the whole.
 */
record CancelOnly(Progress outer) implements Progress {
  @Override
  public void report(double fraction, String message) {
    // The caller reports after each part.
  }

  @Override
  public boolean cancelled() {
    return outer.cancelled();
  }
}
