package dev.alidade.engine.data;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Schema;
import java.util.List;
import java.util.Optional;

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
