package dev.alidade.engine.data;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.dataset.Dataset;
import java.time.Duration;
import java.util.List;

/**
 * A new data set, owned by the caller, and how it was made.
 *
 * @param path what did the bulk of it; with several steps WebAssembly where any of them used it,
 *     and the reason says how many
 * @param steps one for each enabled step; empty for an aggregation
 */
public record ProcessingResult(
    Dataset data,
    long rowsIn,
    long rowsOut,
    long rowsRejected,
    Duration duration,
    PathChoice path,
    List<StepReport> steps) {
  public ProcessingResult {
    steps = List.copyOf(steps);
  }
}
