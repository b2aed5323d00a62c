package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.Progress;
import dev.alidade.engine.data.expression.CompiledExpression;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.Schema;
import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Transforms and aggregates columns where they lie: kernels do what there are kernels for, Java the
 * rest. A result lives in the shard of its source and shares what did not change.
 */
public final class ColumnarProcessor implements DataProcessor {
  private final Kernels kernels;
  private final DatasetLookup datasets;
  private final Telemetry telemetry;
  private final PipelineJson json = new PipelineJson();
  private final PipelineStore store;

  /**
   * @param datasets the catalogue, for pipelines that name data sets
   */
  public ColumnarProcessor(
      Kernels kernels,
      Workspace workspace,
      Telemetry telemetry,
      Clock clock,
      DatasetLookup datasets) {
    this.kernels = kernels;
    this.datasets = datasets;
    this.telemetry = telemetry;
    this.store = new PipelineStore(workspace, json, clock);
  }

  @Override
  public ProcessingResult transform(Dataset dataset, TransformOptions options, Progress progress) {
    if (options.firstRows() < 0) {
      throw new InvalidRequest(
          "A preview of " + options.firstRows() + " rows makes no sense.", "Ask for 1 or more.");
    }
    boolean preview = options.firstRows() > 0;
    return recorded(
        preview ? "data.preview" : "data.transform",
        dataset,
        start -> transformed(dataset, options, progress, start));
  }

  private ProcessingResult transformed(
      Dataset dataset, TransformOptions options, Progress progress, long start) {
    var runner = new StepRunner(dataset.shard(), kernels, datasets, progress);
    Table source = held(dataset);
    if (options.firstRows() > 0) {
      source = runner.firstRows(source, options.firstRows());
    }
    long rowsIn = source.rows();
    Table result = runner.run(source, options.pipeline());
    progress.report(1, "done");
    List<StepReport> steps = runner.reports();
    return new ProcessingResult(
        named(options.resultName(), dataset, result),
        rowsIn,
        result.rows(),
        steps.stream().mapToLong(StepReport::rejected).sum(),
        Duration.ofNanos(System.nanoTime() - start),
        Paths.summary(steps),
        steps);
  }

  @Override
  public ProcessingResult run(Pipeline pipeline, Progress progress) {
    String source =
        pipeline
            .source()
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "The pipeline names no data set to run on.",
                        "Name one by Pipeline.over, or call transform with a data set."));
    try (Dataset held = datasets.get(source).named(source)) {
      String name = pipeline.name().isBlank() ? source : pipeline.name();
      return transform(held, new TransformOptions(pipeline, name, 0), progress);
    }
  }

  @Override
  public ProcessingResult aggregate(
      Dataset dataset, AggregationOptions options, Progress progress) {
    return recorded(
        "data.aggregate",
        dataset,
        start ->
            aggregated(dataset, run -> Aggregator.apply(run, options), options, progress, start));
  }

  /** Aggregates a part of a stream; see {@link Aggregator#applyToPart}. */
  Dataset aggregatePart(Dataset part, AggregationOptions options, Progress progress) {
    return recorded(
            "data.aggregate",
            part,
            start ->
                aggregated(
                    part, run -> Aggregator.applyToPart(run, options), options, progress, start))
        .data();
  }

  private ProcessingResult aggregated(
      Dataset dataset,
      Function<StepRun, StepResult> work,
      AggregationOptions options,
      Progress progress,
      long start) {
    String operation = "aggregating " + dataset.name();
    progress.check(operation);
    try (Table source = held(dataset);
        StepRun run =
            new StepRun(
                StepRun.AGGREGATION, operation, source, dataset.shard(), kernels, progress)) {
      StepResult result = work.apply(run);
      run.owned().commit();
      progress.report(1, "done");
      String keys = String.join(", ", options.groupBy());
      return new ProcessingResult(
          named(
              keys.isEmpty() ? dataset.name() + " in all" : dataset.name() + " by " + keys,
              dataset,
              result.table()),
          source.rows(),
          result.table().rows(),
          0,
          Duration.ofNanos(System.nanoTime() - start),
          result.path(),
          List.of());
    }
  }

  @Override
  public StreamResult aggregate(
      DatasetStream stream, AggregationOptions options, Progress progress) {
    return new StreamWork(this).aggregate(stream, options, progress);
  }

  @Override
  public StreamResult transform(
      DatasetStream stream,
      Pipeline pipeline,
      Path target,
      ExportOptions options,
      Progress progress) {
    return new StreamWork(this).transform(stream, pipeline, target, options, progress);
  }

  @Override
  public Dataset collect(DatasetStream stream, Pipeline pipeline, String name, Progress progress) {
    return new StreamWork(this).collect(stream, pipeline, name, progress);
  }

  @Override
  public <T, R> StreamReport processStream(
      Iterator<? extends T> chunks,
      Function<? super T, ? extends R> work,
      Consumer<? super R> consumer,
      StreamOptions options,
      Progress progress) {
    return new ChunkPump<T, R>(work, consumer, options, progress).run(chunks);
  }

  @Override
  public CompressionResult compress(
      InputStream plain, OutputStream packed, Codec codec, long expectedBytes, Progress progress)
      throws IOException {
    return Compression.pack(plain, packed, codec, expectedBytes, progress);
  }

  @Override
  public CompressionResult decompress(
      InputStream packed, OutputStream plain, long expectedBytes, Progress progress)
      throws IOException {
    return Compression.unpack(packed, plain, expectedBytes, progress);
  }

  /** The data set's columns, kept alive for the time of the work. */
  private static Table held(Dataset dataset) {
    if (dataset.rowCount() > Integer.MAX_VALUE - 64) {
      throw new InvalidRequest(
          "The data set " + dataset.name() + " has too many rows for one step.",
          "Filter it while loading, or split it.");
    }
    dataset.columns().forEach(Column::retain);
    return new Table((int) dataset.rowCount(), dataset.columns());
  }

  private static Dataset named(String name, Dataset source, Table table) {
    return new Dataset(
        name, source.source(), table.rows(), table.columns(), source.shard(), List.of(), 0);
  }

  @FunctionalInterface
  private interface Work {
    ProcessingResult run(long startNanos);
  }

  private ProcessingResult recorded(String operation, Dataset dataset, Work work) {
    long start = System.nanoTime();
    PathChoice path = Paths.java("stopped before the end");
    long rowsOut = 0;
    boolean failed = false;
    try {
      ProcessingResult result = work.run(start);
      path = result.path();
      rowsOut = result.rowsOut();
      return result;
    } catch (RuntimeException | Error e) {
      failed = telemetry.failed(operation, e);
      throw e;
    } finally {
      telemetry.record(
          new OperationSample(
              operation,
              path,
              System.nanoTime() - start,
              dataset.rowCount(),
              rowsOut,
              dataset.bytes(),
              failed,
              false));
    }
  }

  @Override
  public Optional<DataException.ExpressionInvalid> checkExpression(
      String expression, Schema schema) {
    try {
      CompiledExpression.compile(expression, schema);
      return Optional.empty();
    } catch (DataException.ExpressionInvalid e) {
      return Optional.of(e);
    }
  }

  @Override
  public ExpressionType expressionType(String expression, Schema schema) {
    CompiledExpression compiled = CompiledExpression.compile(expression, schema);
    return new ExpressionType(compiled.type(), compiled.nullable());
  }

  @Override
  public String toJson(Pipeline pipeline) {
    return json.write(pipeline);
  }

  @Override
  public Pipeline fromJson(String text) {
    return json.read(text);
  }

  @Override
  public List<Pipeline> pipelines() {
    return store.list();
  }

  @Override
  public void save(Pipeline pipeline) {
    if (pipeline.name().isBlank()) {
      throw new InvalidRequest("The pipeline has no name.", "Give it one before saving.");
    }
    store.save(pipeline);
  }

  @Override
  public void removePipeline(String name) {
    store.remove(name);
  }
}
