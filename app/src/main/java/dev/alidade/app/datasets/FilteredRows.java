package dev.alidade.app.datasets;

import dev.alidade.app.table.ExpressionText;
import dev.alidade.app.table.Releasable;
import dev.alidade.app.table.RowNumbers;
import dev.alidade.engine.Progress;
import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.TransformOptions;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetProfile;
import dev.alidade.engine.dataset.Int64Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that filters keep, as a temporary data set of row numbers that is closed when other rows
 * take their place.
 *
 * @param counts how the kept rows spread over the profile's bins; empty where there is no profile
 */
record FilteredRows(Dataset numbers, Optional<KeptCounts> counts) implements Releasable {
  /** Runs the filters. Runs long: call it in the background. */
  static FilteredRows of(
      Dataset source,
      List<RowFilter> filters,
      Optional<DatasetProfile> profile,
      DataProcessor processor,
      Progress progress) {
    Set<String> columns = new LinkedHashSet<>();
    List<Pipeline.Item> items = new ArrayList<>();
    for (RowFilter filter : filters) {
      columns.addAll(ExpressionText.columnsOf(filter.expression()));
      items.add(new Pipeline.Item(new Step.Filter(filter.expression()), true));
    }
    items.add(new Pipeline.Item(new Step.Select(List.of(RowNumbers.COLUMN)), true));
    columns.removeIf(name -> source.schema().indexOf(name).isEmpty());
    try (Dataset numbered = RowNumbers.with(source, List.copyOf(columns))) {
      ProcessingResult result =
          processor.transform(
              numbered,
              new TransformOptions(new Pipeline("filter", items), source.name(), 0),
              progress);
      return counted(source, result.data(), profile, progress);
    }
  }

  /** The row numbers from 0. */
  Optional<Int64Column> rows() {
    return RowNumbers.of(numbers);
  }

  @Override
  public void close() {
    numbers.close();
  }

  private static FilteredRows counted(
      Dataset source, Dataset numbers, Optional<DatasetProfile> profile, Progress progress) {
    boolean whole = false;
    try {
      Optional<Int64Column> rows = RowNumbers.of(numbers);
      Optional<KeptCounts> counts =
          profile.isPresent() && rows.isPresent()
              ? Optional.of(KeptCounts.of(source, profile.get(), rows.get(), progress))
              : Optional.empty();
      whole = true;
      return new FilteredRows(numbers, counts);
    } finally {
      if (!whole) {
        numbers.close();
      }
    }
  }
}
