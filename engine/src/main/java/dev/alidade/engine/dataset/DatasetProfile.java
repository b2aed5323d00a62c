package dev.alidade.engine.dataset;

import java.util.List;

/**
 * Profiles of all columns, in the schema's order.
 *
 * @param correlations of the first 100 numeric columns
 */
public record DatasetProfile(
    List<ColumnProfile> columns, Correlations correlations, long rows, long nanos) {
  public DatasetProfile {
    columns = List.copyOf(columns);
  }

  static DatasetProfile of(Dataset dataset, int threads) {
    long start = System.nanoTime();
    ColumnProfile[] columns = new ColumnProfile[dataset.columns().size()];
    CoMoments moments = new CoMoments(dataset.schema());
    try (Lanes lanes = new Lanes(threads)) {
      // Correlations are one task more, and the longest: they come first.
      lanes.start(
          columns.length + 1,
          task -> {
            if (task == 0) {
              moments.add(dataset);
            } else {
              columns[task - 1] = ColumnProfiler.profile(dataset.column(task - 1));
            }
          });
      lanes.finish();
    }
    return new DatasetProfile(
        List.of(columns), moments.correlations(), dataset.rowCount(), System.nanoTime() - start);
  }
}
