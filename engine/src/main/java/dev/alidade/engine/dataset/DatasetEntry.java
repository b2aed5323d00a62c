package dev.alidade.engine.dataset;

import java.util.Optional;

/**
 * A data set that a workspace names.
 *
 * @param source where it comes from, for example a file's path
 * @param problem why it cannot be had, for {@link State#UNAVAILABLE}
 */
public record DatasetEntry(String name, String source, State state, Optional<String> problem) {
  public enum State {
    /** In memory. */
    READY,
    /** Still being read after the workspace was opened. */
    LOADING,
    /** Its source is gone or cannot be read. */
    UNAVAILABLE
  }
}
