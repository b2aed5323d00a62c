package dev.alidade.engine.compute;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.module.KernelHost;
import dev.alidade.engine.module.KernelHostConfig;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import dev.alidade.engine.runtime.kernels.DataKernels;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A compute service with everything it needs, on one path. */
final class ComputeBench implements AutoCloseable {
  /**
   * Which path answers kernel calls; WASM is Java as well where the environment switches it off.
   */
  enum Path {
    WASM,
    JAVA
  }

  private final KernelHost host;
  private final List<Column> columns = new ArrayList<>();
  final List<OperationSample> samples = new ArrayList<>();
  final ShardedCompute compute;

  ComputeBench(Path path) {
    this(path, 2);
  }

  ComputeBench(Path path, int workers) {
    KernelHostConfig shipped =
        KernelHostConfig.of(
            path == Path.WASM ? WasmMode.ON : WasmMode.OFF,
            workers,
            Clock.systemUTC(),
            Telemetry.NONE);
    host =
        KernelHost.open(
            new KernelHostConfig(
                shipped.mode(),
                shipped.workers(),
                shipped.environment(),
                shipped.clock(),
                shipped.telemetry(),
                shipped.files(),
                Stream.of(DataKernels.ALL, ComputeKernels.ALL).flatMap(List::stream).toList(),
                shipped.runtime(),
                shipped.deadline()));
    compute = new ShardedCompute(host.kernels(), host.shards(), recorder());
  }

  private Telemetry recorder() {
    return new Telemetry() {
      @Override
      public void record(OperationSample sample) {
        samples.add(sample);
      }

      @Override
      public void publish(EngineEvent event) {
        throw new AssertionError("the service publishes no event: " + event);
      }
    };
  }

  /** What a kernel call takes. */
  ExecutionPath used() {
    return host.kernels().choice(ComputeKernels.MOMENTS_F64, 1_000).used();
  }

  /** Bytes that calls have left in the compute shards. */
  long scratchBytes() {
    return host.shards().of(ComputeKernels.MODULE).stream()
        .mapToLong(shard -> shard.memory().usedBytes(MemoryPurpose.SCRATCH))
        .sum();
  }

  /** A column that the bench closes. */
  Column column(ColumnType type, List<? extends @Nullable Object> values) {
    ColumnBuilder builder = ColumnBuilder.of("c" + columns.size(), type, 0);
    values.forEach(builder::appendValue);
    Column column = builder.build(host.shards().roomiest(DataKernels.MODULE));
    columns.add(column);
    return column;
  }

  Column doubles(double... values) {
    List<Double> boxed = new ArrayList<>();
    for (double value : values) {
      boxed.add(value);
    }
    return column(ColumnType.FLOAT64, boxed);
  }

  @Override
  public void close() {
    columns.forEach(Column::close);
    compute.close();
    host.close();
  }
}
