package dev.alidade.app.transform;

import dev.alidade.engine.data.StepForm.Parameter;
import java.util.Locale;
import java.util.Map;

/** Captions of a step's fields: the parameter's own name, or better words for some. */
final class StepWords {
  private static final Map<String, String> BETTER =
      Map.ofEntries(
          Map.entry("drop.columns", "Columns to drop"),
          Map.entry("select.columns", "Columns to keep"),
          Map.entry("deduplicate.columns", "Columns to compare; none means all"),
          Map.entry("unpivot.columns", "Columns to turn into rows"),
          Map.entry("compute.new_column", "Name"),
          Map.entry("filter.expression", "Keep rows where"),
          Map.entry("sort.keys", "Sort by"),
          Map.entry("limit.rows", "Rows to keep"),
          Map.entry("sample.rows", "Rows to keep"),
          Map.entry("sample.seed", "Seed; the same one takes the same rows"),
          Map.entry("replace.replacement", "Replace with"),
          Map.entry("replace.regex", "Regular expression"),
          Map.entry("split.new_columns", "New columns, with commas"),
          Map.entry("substring.start", "First character, from 1"),
          Map.entry("substring.count", "Characters"),
          Map.entry("pad.fill", "Fill with"),
          Map.entry("round.digits", "Digits behind the point"),
          Map.entry("bucket.edges", "Edges in ascending order, with commas"),
          Map.entry("explode.separator", "Separator; empty for a JSON array"),
          Map.entry("window.rows", "Rows to look at"),
          Map.entry("window.partition_by", "Within equal values of; none means all rows"),
          Map.entry("window.order_by", "In the order of"),
          Map.entry("group_by.keys", "A row for each value of"),
          Map.entry("pivot.keys", "A row for each value of"),
          Map.entry("pivot.column", "A column for each value of"),
          Map.entry("join.dataset", "Data set"),
          Map.entry("join.keys", "Where these are equal"));

  private StepWords() {}

  /**
   * @param step the name of the step in a saved pipeline
   */
  static String caption(String step, Parameter parameter) {
    return BETTER.getOrDefault(step + "." + parameter.name(), sentence(parameter.name()));
  }

  /** {@code equal_width} as "Equal width". */
  static String sentence(String name) {
    String words = name.replace('_', ' ').toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
