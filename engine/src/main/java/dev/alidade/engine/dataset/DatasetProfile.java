package dev.alidade.engine.dataset;

import java.util.List;

/** Profiles of all columns, in the schema's order. */
public record DatasetProfile(List<ColumnProfile> columns, long nanos) {
  public DatasetProfile {
    columns = List.copyOf(columns);
  }

  static DatasetProfile of(Dataset dataset) {
    throw new UnsupportedOperationException(dataset.name());
  }
}
