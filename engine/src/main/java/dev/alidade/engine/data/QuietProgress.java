package dev.alidade.engine.data;

import dev.alidade.engine.Progress;

/** Stops with another, but tells nothing: a part's own fraction would make the whole's jump. */
record QuietProgress(Progress whole) implements Progress {
  @Override
  public void report(double fraction, String message) {}

  @Override
  public boolean cancelled() {
    return whole.cancelled();
  }
}
