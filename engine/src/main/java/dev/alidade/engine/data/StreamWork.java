package dev.alidade.engine.data;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.ExportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Does with a stream what the processor does with a data set, part by part. */
final class StreamWork {
  /** Rows are collected on the heap before they go to a shard; buffers double as they grow. */
  private static final int HEAP_SHARE = 4;

  private final ColumnarProcessor processor;

  StreamWork(ColumnarProcessor processor) {
    this.processor = processor;
  }

  StreamResult aggregate(DatasetStream stream, AggregationOptions options, Progress progress) {
    long start = System.nanoTime();
    StreamAggregator aggregator = new StreamAggregator(processor, options, progress);
    List<String> columns = aggregator.columns();
    DatasetStream.Rejected rejected =
        stream.forEach(
            columns.isEmpty() ? List.of(stream.schema().fields().getFirst().name()) : columns,
            aggregator,
            progress);
    var rows = aggregator.result();
    return new StreamResult(
        rows,
        aggregator.rows(),
        rows.size(),
        rejected,
        0,
        Duration.ofNanos(System.nanoTime() - start),
        List.of());
  }

  StreamResult transform(
      DatasetStream stream,
      Pipeline pipeline,
      Path target,
      ExportOptions options,
      Progress progress) {
    PartSteps steps = new PartSteps(processor, pipeline, progress);
    long start = System.nanoTime();
    DatasetStream.Written written = stream.export(List.of(), steps, target, options, progress);
    return new StreamResult(
        List.of(),
        steps.rowsIn(),
        written.rows(),
        written.rejected(),
        steps.nulled(),
        Duration.ofNanos(System.nanoTime() - start),
        steps.reports());
  }

  Dataset collect(DatasetStream stream, Pipeline pipeline, String name, Progress progress) {
    return stream.collect(
        List.of(),
        new PartSteps(processor, pipeline, progress),
        name,
        Runtime.getRuntime().maxMemory() / HEAP_SHARE,
        progress);
  }
}
