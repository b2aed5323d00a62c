package dev.alidade.engine.data;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Transforms and aggregates data sets. Inputs are never changed. Thread-safe. */
public interface DataProcessor {
  /**
   * Runs the enabled steps; the result belongs to the caller, who closes it or adds it to the
   * catalogue.
   */
  ProcessingResult transform(Dataset dataset, TransformOptions options, Progress progress);

  default ProcessingResult transform(Dataset dataset, TransformOptions options) {
    return transform(dataset, options, Progress.NONE);
  }

  /**
   * Runs a pipeline on the data set of the catalogue that it names. The result has the pipeline's
   * name and belongs to the caller.
   *
   * @throws dev.alidade.engine.InvalidRequest when it names none
   * @throws dev.alidade.engine.dataset.DatasetException.DatasetMissing when there is none of that
   *     name
   */
  ProcessingResult run(Pipeline pipeline, Progress progress);

  default ProcessingResult run(Pipeline pipeline) {
    return run(pipeline, Progress.NONE);
  }

  ProcessingResult aggregate(Dataset dataset, AggregationOptions options, Progress progress);

  default ProcessingResult aggregate(Dataset dataset, AggregationOptions options) {
    return aggregate(dataset, options, Progress.NONE);
  }

  /**
   * Aggregates a file of any size, part by part, by the measures that {@link
   * AggregateFunction#streams()} names. Memory is that of one part and of the groups.
   *
   * @throws dev.alidade.engine.InvalidRequest for a measure that needs all values at once, for more
   *     than a million groups, and for a sum of integers beyond 64 bits
   */
  StreamResult aggregate(DatasetStream stream, AggregationOptions options, Progress progress);

  /**
   * Runs a pipeline over a file of any size, part by part, and writes the result to another file:
   * steps that look at one row at a time, such as filters, and limits, which end the reading.
   *
   * @throws dev.alidade.engine.InvalidRequest for a step that needs all rows at once
   */
  StreamResult transform(
      DatasetStream stream,
      Pipeline pipeline,
      Path target,
      ExportOptions options,
      Progress progress);

  /**
   * Runs a pipeline over a file of any size, part by part, and keeps the result in memory: the way
   * to take the rows that matter out of a file that is too large to load. A limit ends the reading.
   *
   * @return owned by the caller, who closes it or adds it to the catalogue
   * @throws dev.alidade.engine.InvalidRequest for a step that needs all rows at once
   * @throws dev.alidade.engine.runtime.MemoryExhausted when the result is too large
   */
  Dataset collect(DatasetStream stream, Pipeline pipeline, String name, Progress progress);

  /**
   * Has workers work on chunks while the source gives more. At most {@link StreamOptions#inFlight}
   * chunks are in memory; when the consumer is slow, the source waits. Source and consumer are used
   * by the calling thread alone. The first failure ends the stream and is thrown.
   *
   * @param <T> a chunk
   * @param <R> what a worker makes of it
   * @throws dev.alidade.engine.OperationCancelled within 100 ms of a cancel, unless the source or
   *     the consumer itself takes longer
   */
  <T, R> StreamReport processStream(
      Iterator<? extends T> chunks,
      Function<? super T, ? extends R> work,
      Consumer<? super R> consumer,
      StreamOptions options,
      Progress progress);

  /**
   * Packs a stream; neither stream is closed.
   *
   * @param expectedBytes for the progress; 0 where unknown
   */
  CompressionResult compress(
      InputStream plain, OutputStream packed, Codec codec, long expectedBytes, Progress progress)
      throws IOException;

  /**
   * Unpacks a stream of any {@link Codec}, found by its first bytes, in some MB of memory whatever
   * the ratio; several archives one behind the other are one. Neither stream is closed.
   *
   * @param expectedBytes of the packed stream, for the progress; 0 where unknown
   * @throws DataException.PackedInvalid where the bytes end early, are broken or of no known codec;
   *     some plain bytes may have been written by then
   * @throws IOException where one of the streams fails
   */
  CompressionResult decompress(
      InputStream packed, OutputStream plain, long expectedBytes, Progress progress)
      throws IOException;

  /** What is wrong with an expression on this schema; empty when it can run. */
  Optional<DataException.ExpressionInvalid> checkExpression(String expression, Schema schema);

  /**
   * The type that an expression gives on this schema.
   *
   * @throws DataException.ExpressionInvalid at the character that is wrong
   */
  ExpressionType expressionType(String expression, Schema schema);

  /** The pipeline as JSON, version 1 (docs/pipelines.md). */
  String toJson(Pipeline pipeline);

  /**
   * @throws DataException.PipelineInvalid when the text is no pipeline of this version
   */
  Pipeline fromJson(String json);

  /** Saved pipelines of the workspace, by name. */
  List<Pipeline> pipelines();

  /** Keeps a pipeline in the workspace; one of the same name is replaced. */
  void save(Pipeline pipeline);

  /** Forgets the saved pipeline of this name, if there is one. */
  void removePipeline(String name);
}
