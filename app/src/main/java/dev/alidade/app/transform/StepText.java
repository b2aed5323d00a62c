package dev.alidade.app.transform;

import dev.alidade.app.format.Figures;
import dev.alidade.app.table.ExpressionText;
import dev.alidade.engine.data.DataException;
import dev.alidade.engine.data.Step;
import java.util.List;
import java.util.stream.Collectors;

/** Steps in words, and the columns that show what they do. */
final class StepText {
  private StepText() {}

  /** What a card is headed with. */
  static String title(Step step) {
    return step instanceof Step.Compute compute
        ? "Compute " + compute.newColumn()
        : StepKind.of(step).title();
  }

  /** What exactly it does, on one line. */
  static String summary(Step step) {
    return switch (step) {
      case Step.Rename s -> s.column() + " to " + s.newName();
      case Step.Drop s -> names(s.columns(), "no column yet");
      case Step.Select s -> names(s.columns(), "no column");
      case Step.Cast s -> s.column() + " to " + s.type().label();
      case Step.ParseTimestamp s -> s.column() + ": ISO 8601 to timestamp";
      case Step.Uppercase s -> s.column();
      case Step.Lowercase s -> s.column();
      case Step.Trim s -> s.column();
      case Step.Replace s ->
          s.column() + ": " + quoted(s.find()) + " with " + quoted(s.replacement());
      case Step.FillNulls s -> s.column() + " with " + quoted(s.value());
      case Step.Compute s -> oneLine(s.expression());
      case Step.Filter s -> oneLine(s.expression());
      case Step.Sort s ->
          s.keys().stream()
              .map(key -> key.column() + (key.descending() ? " descending" : ""))
              .collect(Collectors.joining(", "));
      case Step.Limit s -> "first " + Figures.counted(s.rows(), "row");
      case Step.Deduplicate s -> names(s.columns(), "over all columns");
    };
  }

  /** The columns it reads, for examples; none where its effect is on whole rows or columns. */
  static List<String> inputs(Step step) {
    return switch (step) {
      case Step.Cast s -> List.of(s.column());
      case Step.ParseTimestamp s -> List.of(s.column());
      case Step.Uppercase s -> List.of(s.column());
      case Step.Lowercase s -> List.of(s.column());
      case Step.Trim s -> List.of(s.column());
      case Step.Replace s -> List.of(s.column());
      case Step.FillNulls s -> List.of(s.column());
      case Step.Compute s -> columnsOf(s.expression());
      case Step.Filter s -> columnsOf(s.expression());
      case Step.Rename s -> List.of();
      case Step.Drop s -> List.of();
      case Step.Select s -> List.of();
      case Step.Sort s -> List.of();
      case Step.Limit s -> List.of();
      case Step.Deduplicate s -> List.of();
    };
  }

  /** The column whose values it makes; empty where it makes none. */
  static String output(Step step) {
    return switch (step) {
      case Step.Cast s -> s.column();
      case Step.ParseTimestamp s -> s.column();
      case Step.Uppercase s -> s.column();
      case Step.Lowercase s -> s.column();
      case Step.Trim s -> s.column();
      case Step.Replace s -> s.column();
      case Step.FillNulls s -> s.column();
      case Step.Compute s -> s.newColumn();
      case Step.Rename s -> s.newName();
      case Step.Filter s -> "";
      case Step.Drop s -> "";
      case Step.Select s -> "";
      case Step.Sort s -> "";
      case Step.Limit s -> "";
      case Step.Deduplicate s -> "";
    };
  }

  private static List<String> columnsOf(String expression) {
    try {
      return List.copyOf(ExpressionText.columnsOf(expression));
    } catch (DataException.ExpressionInvalid e) {
      // Half-written expressions are usual while typing; the step's error says what is wrong.
      return List.of();
    }
  }

  private static String names(List<String> columns, String none) {
    return columns.isEmpty() ? none : String.join(", ", columns);
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "nothing" : oneLine(text);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
