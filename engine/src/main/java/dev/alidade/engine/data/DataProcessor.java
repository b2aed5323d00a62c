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

  ProcessingResult aggregate(Dataset dataset, AggregationOptions options, Progress progress);

  default ProcessingResult aggregate(Dataset dataset, AggregationOptions options) {
    return aggregate(dataset, options, Progress.NONE);
  }

  /** The column type that an expression gives on this schema, or what is wrong with it. */
  Optional<DataException.ExpressionInvalid> checkExpression(String expression, Schema schema);

  String toJson(Pipeline pipeline);

  Pipeline fromJson(String json);

  /** Saved pipelines of the workspace. */
  List<Pipeline> pipelines();

  void save(Pipeline pipeline);
}
