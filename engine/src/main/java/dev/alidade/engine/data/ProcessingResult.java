package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Dataset;
import java.time.Duration;
import java.util.List;

/** A new data set, owned by the caller, and how it was made. */
public record ProcessingResult(
    Dataset data,
    long rowsIn,
    long rowsOut,
    long rowsRejected,
    Duration duration,
    List<StepReport> steps) {
  public ProcessingResult {
    steps = List.copyOf(steps);
  }
}
