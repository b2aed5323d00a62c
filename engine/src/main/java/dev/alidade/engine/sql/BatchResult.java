package dev.alidade.engine.sql;

import java.util.List;
import java.util.Optional;

/** One entry for each statement that ran. */
public record BatchResult(List<Entry> entries, long nanos) {
  public BatchResult {
    entries = List.copyOf(entries);
  }

  /**
   * @param error the sentence of its error; empty where it worked
   */
  public record Entry(String sql, long changedRows, long nanos, Optional<String> error) {}
}
