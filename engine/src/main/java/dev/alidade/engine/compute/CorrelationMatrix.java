package dev.alidade.engine.compute;

import dev.alidade.engine.PathChoice;
import java.util.List;

/**
 * Pearson's r of every pair of series, each over the rows where both have a number.
 *
 * @param r symmetric; NaN where there is none, on the diagonal too
 * @param rows behind each r
 */
public record CorrelationMatrix(List<String> names, double[][] r, long[][] rows, PathChoice path) {
  public CorrelationMatrix {
    names = List.copyOf(names);
  }
}
