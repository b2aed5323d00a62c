package dev.alidade.engine.data;

import dev.alidade.engine.dataset.ColumnType;
import java.util.List;

/**
 * One step of a pipeline: what to do, never how. Rows that are null stay null where a step says
 * nothing else.
 */
public sealed interface Step {
  record Rename(String column, String newName) implements Step {}

  record Drop(List<String> columns) implements Step {}

  record Select(List<String> columns) implements Step {}

  /** Values that do not fit become null and are counted as rejected. */
  record Cast(String column, ColumnType type) implements Step {}

  /** ISO 8601 text to a timestamp; text that is none becomes null and is counted. */
  record ParseTimestamp(String column) implements Step {}

  /** Unicode upper case, ROOT locale. */
  record Uppercase(String column) implements Step {}

  /** Unicode lower case, ROOT locale. */
  record Lowercase(String column) implements Step {}

  record Trim(String column) implements Step {}

  /**
   * @param regex whether {@code find} is a regular expression (java.util.regex) and {@code
   *     replacement} may name groups
   */
  record Replace(String column, String find, String replacement, boolean regex) implements Step {}

  /**
   * @param value as text, read in the column's type
   */
  record FillNulls(String column, String value) implements Step {}

  /**
   * A new column from an arithmetic or comparison expression over columns, for example {@code
   * temp_max - temp_min}.
   */
  record Compute(String newColumn, String expression) implements Step {}

  /**
   * Keeps the rows where the expression is true, for example {@code precipitation > 0 and weather =
   * 'rain'}.
   */
  record Filter(String expression) implements Step {}

  record Sort(List<Key> keys) implements Step {
    public record Key(String column, boolean descending) {}
  }

  record Limit(long rows) implements Step {}

  /** Keeps the first row of each combination of values; all columns when none is named. */
  record Deduplicate(List<String> columns) implements Step {}
}
