package dev.alidade.app.transform;

import dev.alidade.app.table.Releasable;
import dev.alidade.app.table.RowNumbers;
import dev.alidade.engine.Progress;
import dev.alidade.engine.data.DataProcessor;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.TransformOptions;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import java.util.List;

/** A data set that is this one's to close. */
record HeldDataset(Dataset data) implements Releasable {
  /** Another holder of the same columns. */
  static HeldDataset of(Dataset data) {
    return new HeldDataset(data.named(data.name()));
  }

  /** Some rows with their numbers, see {@link RowNumbers}. */
  static HeldDataset sample(
      Dataset source, SampleRows which, long rows, DataProcessor processor, Progress progress) {
    if (which.random() && source.rowCount() > rows) {
      Pipeline random =
          new Pipeline(
              "sample", List.of(new Pipeline.Item(new Step.Sample(rows, which.seed()), true)));
      try (Dataset numbered = RowNumbers.with(source, names(source))) {
        return new HeldDataset(
            processor
                .transform(numbered, new TransformOptions(random, source.name(), 0), progress)
                .data());
      }
    }
    Pipeline nothing = new Pipeline("sample", List.of());
    try (Dataset first =
        processor
            .transform(source, new TransformOptions(nothing, source.name(), rows), progress)
            .data()) {
      return new HeldDataset(RowNumbers.with(first, names(first)));
    }
  }

  /** The columns that a user sees. */
  static List<Field> fields(Dataset data) {
    return data.schema().fields().stream()
        .filter(field -> !field.name().equals(RowNumbers.COLUMN))
        .toList();
  }

  static List<String> names(Dataset data) {
    return fields(data).stream().map(Field::name).toList();
  }

  @Override
  public void close() {
    data.close();
  }
}
