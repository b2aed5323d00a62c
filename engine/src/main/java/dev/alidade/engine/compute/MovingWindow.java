package dev.alidade.engine.compute;

import dev.alidade.engine.InvalidRequest;

/**
 * Each row with the rows before it.
 *
 * @param rows in the window, the row itself included
 * @param least numbers that a window must have for a result; otherwise it is NaN
 */
public record MovingWindow(int rows, Function function, int least) {
  /** What is made of the numbers in a window. */
  public enum Function {
    SUM,
    MEAN,
    MIN,
    MAX,
    /** Standard deviation of the population. */
    STANDARD_DEVIATION
  }

  public MovingWindow {
    if (rows < 1 || least < 1 || least > rows) {
      throw new InvalidRequest(
          "A window of %d rows with %d numbers at least makes no sense.".formatted(rows, least),
          "Give a window of 1 or more rows, and of these at least 1.");
    }
  }

  /** Has a result where one number or more is in the window, as an SQL window has. */
  public static MovingWindow of(int rows, Function function) {
    return new MovingWindow(rows, function, 1);
  }
}
