package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;

/**
 * How chunks are worked on.
 *
 * @param workers chunks that are worked on at once
 * @param inFlight chunks that are taken from the source and not yet handed on: memory for so many
 *     is enough, however slow the consumer is
 * @param keepOrder whether results come in the order of their chunks, or as they are done
 */
public record StreamOptions(int workers, int inFlight, boolean keepOrder) {
  private static final int MOST_WORKERS = 256;

  public StreamOptions {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new InvalidRequest(
          workers + " workers make no sense.", "Give 1 to " + MOST_WORKERS + ".");
    }
    if (inFlight < workers) {
      throw new InvalidRequest(
          "%d chunks in flight leave some of %d workers idle.".formatted(inFlight, workers),
          "Allow at least as many chunks as there are workers.");
    }
  }

  /** As many workers as there are cores, two chunks each, in order. */
  public static StreamOptions defaults() {
    int workers = Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors());
    return new StreamOptions(workers, workers * 2, true);
  }
}
