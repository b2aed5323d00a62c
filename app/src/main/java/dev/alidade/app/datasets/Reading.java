package dev.alidade.app.datasets;

import dev.alidade.app.fx.BackgroundTask;

/**
 * How far a file has been read for one purpose.
 *
 * @param <T> what the reading gives
 */
sealed interface Reading<T> {
  /** Nobody asked for it yet, or it was cancelled. */
  record None<T>() implements Reading<T> {}

  record Running<T>(BackgroundTask task) implements Reading<T> {}

  record Failed<T>(Throwable cause) implements Reading<T> {}

  record Done<T>(T result) implements Reading<T> {}
}
