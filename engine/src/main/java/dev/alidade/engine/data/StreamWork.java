package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.ExportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Does with a stream what the processor does with a data set, part by part. */
final class StreamWork {
  private final DataProcessor processor;

  StreamWork(DataProcessor processor) {
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
        Duration.ofNanos(System.nanoTime() - start));
  }

  StreamResult transform(
      DatasetStream stream,
      Pipeline pipeline,
      Path target,
      ExportOptions options,
      Progress progress) {
    for (Pipeline.Item item : pipeline.items()) {
      if (item.enabled() && !looksAtOneRow(item.step())) {
        throw new InvalidRequest(
            "The step %s needs all rows at once, which a stream does not have."
                .formatted(item.step().getClass().getSimpleName()),
            "Switch the step off, or load the file as a data set.");
      }
    }
    long start = System.nanoTime();
    long[] rowsIn = new long[1];
    long written =
        stream.export(
            List.of(),
            part -> {
              rowsIn[0] += part.rowCount();
              return changed(part, pipeline);
            },
            target,
            options,
            progress);
    return new StreamResult(
        List.of(),
        rowsIn[0],
        written,
        new DatasetStream.Rejected(0, List.of()),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private Dataset changed(Dataset part, Pipeline pipeline) {
    return processor
        .transform(part, new TransformOptions(pipeline, part.name(), 0), Progress.NONE)
        .data();
  }

  /** Whether a step gives the same for a part as for the whole. */
  private static boolean looksAtOneRow(Step step) {
    return switch (step) {
      case Step.Rename s -> true;
      case Step.Drop s -> true;
      case Step.Select s -> true;
      case Step.Cast s -> true;
      case Step.ParseTimestamp s -> true;
      case Step.Uppercase s -> true;
      case Step.Lowercase s -> true;
      case Step.Trim s -> true;
      case Step.Replace s -> true;
      case Step.FillNulls s -> true;
      case Step.Filter s -> true;
      case Step.Compute s -> true;
      default -> false;
    };
  }
}
