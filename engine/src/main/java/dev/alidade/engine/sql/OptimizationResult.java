package dev.alidade.engine.sql;

import java.nio.file.Path;
import java.util.List;

/**
 * What an optimisation changed.
 *
 * @param advice whole sentences: what only a person should decide
 * @param backup the file as it was before; it stays until it is released or restored
 */
public record OptimizationResult(
    DatabaseSpace before, DatabaseSpace after, List<Step> steps, List<String> advice, Path backup) {
  public OptimizationResult {
    steps = List.copyOf(steps);
    advice = List.copyOf(advice);
  }

  /**
   * @param outcome a few words, for example {@code ok}
   */
  public record Step(String name, String outcome, long nanos) {}
}
