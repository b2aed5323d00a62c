package dev.alidade.engine.data;

import dev.alidade.engine.dataset.ArenaShards;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.SqliteWorkspace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A processor with everything it needs, on one path, and short ways to ask it for things. */
final class Bench implements AutoCloseable {
  /** Which path answers kernel calls. */
  enum Path {
    JAVA
  }

  private final ArenaShards shards;
  private final SqliteWorkspace workspace = SqliteWorkspace.open(Optional.empty(), false, 100);
  private final Kernels kernels;
  final List<OperationSample> samples = new ArrayList<>();
  final ColumnarProcessor processor;

  Bench(Path path) {
    this.shards = new ArenaShards(1L << 30);
    this.kernels =
        switch (path) {
          case JAVA -> new TwinKernels();
        };
    this.processor = new ColumnarProcessor(kernels, workspace, recorder(), Clock.systemUTC());
  }

  private Telemetry recorder() {
    return new Telemetry() {
      @Override
      public void record(OperationSample sample) {
        samples.add(sample);
      }

      @Override
      public void publish(EngineEvent event) {
        throw new AssertionError("no event is expected: " + event);
      }
    };
  }

  Shard shard() {
    return shards.shard();
  }

  Kernels kernels() {
    return kernels;
  }

  long usedBytes() {
    long used = 0;
    for (MemoryPurpose purpose : MemoryPurpose.values()) {
      used += shard().memory().usedBytes(purpose);
    }
    return used;
  }

  Dataset dataset(ColumnBuilder... builders) {
    List<Column> columns = ColumnBuilder.buildAll(List.of(builders), shard());
    return new Dataset("d", "test", builders[0].rowCount(), columns, shard(), List.of(), 0);
  }

  ProcessingResult run(Dataset dataset, Step... steps) {
    return processor.transform(dataset, options(steps));
  }

  static TransformOptions options(Step... steps) {
    List<Pipeline.Item> items = new ArrayList<>();
    for (Step step : steps) {
      items.add(new Pipeline.Item(step, true));
    }
    return new TransformOptions(new Pipeline("p", items), "result", 0);
  }

  /** The values of a step's result, row by row; the result is closed. */
  List<List<@Nullable Object>> rows(Dataset dataset, Step... steps) {
    try (Dataset result = run(dataset, steps).data()) {
      return rows(result);
    }
  }

  static List<List<@Nullable Object>> rows(Dataset dataset) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (long row = 0; row < dataset.rowCount(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Column column : dataset.columns()) {
        values.add(column.value(row));
      }
      rows.add(values);
    }
    return rows;
  }

  static List<@Nullable Object> values(Dataset dataset, String column) {
    List<@Nullable Object> values = new ArrayList<>();
    for (long row = 0; row < dataset.rowCount(); row++) {
      values.add(dataset.column(column).value(row));
    }
    return values;
  }

  /** The values of the last column after the steps. */
  List<@Nullable Object> last(Dataset dataset, Step... steps) {
    List<@Nullable Object> values = new ArrayList<>();
    rows(dataset, steps).forEach(row -> values.add(row.getLast()));
    return values;
  }

  @Override
  public void close() {
    workspace.close();
    shards.close();
  }
}
