package dev.alidade.engine.dataset;

import java.util.List;

/** Profiles of all columns, in the schema's order. */
public record DatasetProfile(List<ColumnProfile> columns, long nanos) {
  public DatasetProfile {
    columns = List.copyOf(columns);
  }

  static DatasetProfile of(Dataset dataset) {
    long start = System.nanoTime();
    List<ColumnProfile> columns = dataset.columns().stream().map(ColumnProfiler::profile).toList();
    return new DatasetProfile(columns, System.nanoTime() - start);
  }
}
