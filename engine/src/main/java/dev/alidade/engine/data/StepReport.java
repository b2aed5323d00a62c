package dev.alidade.engine.data;

import dev.alidade.engine.PathChoice;
import java.util.List;

/**
 * How one step went.
 *
 * @param index position in the pipeline
 * @param rejected values that did not fit and became null
 * @param problems the first of them, with their rows
 */
public record StepReport(
    int index,
    Step step,
    long rowsIn,
    long rowsOut,
    long rejected,
    long nanos,
    PathChoice path,
    List<String> problems) {
  public StepReport {
    problems = List.copyOf(problems);
  }
}
