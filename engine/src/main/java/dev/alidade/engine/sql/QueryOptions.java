package dev.alidade.engine.sql;

import java.time.Duration;
import java.util.Optional;

/**
 * @param useCache whether an earlier result of the same query on unchanged data may be given back
 * @param explain whether the plan is read as well
 * @param maxRows rows to read at the most
 */
public record QueryOptions(
    boolean useCache, boolean explain, long maxRows, Optional<Duration> timeout) {
  public static QueryOptions defaults() {
    return new QueryOptions(false, false, 1_000_000, Optional.empty());
  }
}
