package dev.alidade.engine.data.expression;

/** A row whose value cannot be computed. Turned into a step's failure by whoever runs the step. */
public final class RowFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long row;

  RowFailure(long row, String sentence) {
    super(sentence);
    this.row = row;
  }

  /** The row, from 0. */
  public long row() {
    return row;
  }

  /** What went wrong, without the row. */
  public String sentence() {
    String message = getMessage();
    return message == null ? "It cannot be computed." : message;
  }
}
