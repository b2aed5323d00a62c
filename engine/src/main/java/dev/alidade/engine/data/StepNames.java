package dev.alidade.engine.data;

/** The name of each kind of step, as in a saved pipeline. */
final class StepNames {
  private StepNames() {}

  static String of(Step step) {
    return switch (step) {
      case Step.Rename s -> "rename";
      case Step.Drop s -> "drop";
      case Step.Select s -> "select";
      case Step.Cast s -> "cast";
      case Step.ParseTimestamp s -> "parse_timestamp";
      case Step.Uppercase s -> "uppercase";
      case Step.Lowercase s -> "lowercase";
      case Step.Trim s -> "trim";
      case Step.Replace s -> "replace";
      case Step.FillNulls s -> "fill_nulls";
      case Step.Compute s -> "compute";
      case Step.Filter s -> "filter";
      case Step.Sort s -> "sort";
      case Step.Limit s -> "limit";
      case Step.Deduplicate s -> "deduplicate";
    };
  }
}
