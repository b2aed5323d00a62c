package dev.alidade.engine.data;

/** Orders the rows; only the first of them where a limit follows. */
final class SortStep {
  /** Up to so many of the rows it is cheaper to find them than to order all. */
  private static final int ROWS_PER_FIRST = 8;

  private SortStep() {}

  /**
   * @param following so many rows are wanted by the next step
   */
  static StepResult apply(StepRun run, Step.Sort step, long following) {
    if (step.keys().isEmpty()) {
      throw run.failed("XFRM-105", "There is nothing to sort by.", "Choose a column.");
    }
    boolean first = following > 0 && following < run.rows() / ROWS_PER_FIRST;
    int[] order =
        first ? RowOrder.first(run, step.keys(), (int) following) : RowOrder.of(run, step.keys());
    return new StepResult(
        RowGather.table(run, run.owned().scratch(order, order.length), order.length),
        Paths.java(
            first
                ? "a limit follows: Java finds the first rows without ordering the others"
                : "no kernel for sort: Java orders the rows"));
  }
}
