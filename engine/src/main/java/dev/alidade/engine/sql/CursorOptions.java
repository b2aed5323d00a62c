package dev.alidade.engine.sql;

import dev.alidade.engine.InvalidRequest;

/**
 * @param maxRows rows to read at the most
 * @param firstDemand rows that are read at once; more come when they are demanded
 */
public record CursorOptions(long maxRows, long firstDemand) {
  public CursorOptions {
    if (maxRows < 0 || firstDemand < 0) {
      throw new InvalidRequest(
          "A cursor cannot read a negative number of rows.", "Give 0 or more.");
    }
  }

  /** A few screens of rows at once, the rest when asked for. */
  public static CursorOptions defaults() {
    return new CursorOptions(Long.MAX_VALUE, 1_000);
  }
}
