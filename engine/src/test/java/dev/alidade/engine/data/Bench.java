package dev.alidade.engine.data;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetException;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.module.KernelHost;
import dev.alidade.engine.module.KernelHostConfig;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.DataKernels;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.SqliteWorkspace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A processor with everything it needs, on one path, and short ways to ask it for things. */
final class Bench implements AutoCloseable {
  /**
   * Which path answers kernel calls; WASM is Java as well where the environment switches it off.
   */
  enum Path {
    WASM,
    JAVA
  }

  private final KernelHost host;
  final SqliteWorkspace workspace = SqliteWorkspace.open(Optional.empty(), false, 100);
  final Map<String, Dataset> others = new HashMap<>();
  final List<OperationSample> samples = new ArrayList<>();
  final ColumnarProcessor processor;

  Bench(Path path) {
    KernelHostConfig shipped =
        KernelHostConfig.of(
            path == Path.WASM ? WasmMode.ON : WasmMode.OFF, 1, Clock.systemUTC(), Telemetry.NONE);
    this.host =
        KernelHost.open(
            new KernelHostConfig(
                shipped.mode(),
                shipped.workers(),
                shipped.environment(),
                shipped.clock(),
                shipped.telemetry(),
                shipped.files(),
                DataKernels.ALL,
                shipped.runtime(),
                shipped.deadline()));
    this.processor =
        new ColumnarProcessor(
            host.kernels(), workspace, recorder(), Clock.systemUTC(), this::named);
  }

  private Dataset named(String name) {
    Dataset found = others.get(name);
    if (found == null) {
      throw new DatasetException.DatasetMissing(name);
    }
    return found;
  }

  private Telemetry recorder() {
    return new Telemetry() {
      @Override
      public void record(OperationSample sample) {
        samples.add(sample);
      }

      @Override
      public void publish(EngineEvent event) {
        throw new AssertionError("the processor publishes no event: " + event);
      }
    };
  }

  Shard shard() {
    return host.shards().roomiest(DataKernels.MODULE);
  }

  /** What a kernel call of this size takes. */
  ExecutionPath used(long rows) {
    return host.kernels().choice(DataKernels.FILTER_F64, rows).used();
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

  /**
   * Columns {@code whole}, {@code real}, {@code text} and {@code plain}, some of them with nulls.
   */
  Dataset mixed(int rows) {
    var whole = new Int64ColumnBuilder("whole");
    var real = new Float64ColumnBuilder("real");
    var text = new StringColumnBuilder("text");
    var plain = new StringColumnBuilder("plain");
    for (int row = 0; row < rows; row++) {
      whole.appendValue(row % 5 == 4 ? null : (Object) (long) row);
      real.append(row / 4.0);
      text.appendValue(row == 11 ? null : "t" + row % 3);
      plain.append("p" + row);
    }
    return dataset(whole, real, text, plain);
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
    host.close();
  }
}
