package dev.alidade.app.fx;

import dev.alidade.engine.Progress;

/**
 * Work that runs off the JavaFX thread.
 *
 * @param <T> what it yields
 */
@FunctionalInterface
public interface Work<T> {
  /**
   * Does the work. Called on a background thread, whose interrupt also means cancel.
   *
   * @param progress takes the share done and a message, and tells whether the user cancelled
   */
  T run(Progress progress) throws Exception;
}
