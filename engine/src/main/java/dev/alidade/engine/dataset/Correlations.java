package dev.alidade.engine.dataset;

import java.util.List;

/**
 * Pearson's correlation of every two numeric columns, over the rows where both have a value that is
 * no NaN.
 *
 * @param columns names, in the schema's order
 * @param coefficients one row for each column; NaN where a column does not vary or fewer than two
 *     rows have both
 */
public record Correlations(List<String> columns, List<List<Double>> coefficients) {
  public Correlations {
    columns = List.copyOf(columns);
    coefficients = coefficients.stream().map(List::copyOf).toList();
  }
}
