package dev.alidade.app.transform;

import dev.alidade.app.format.Figures;
import dev.alidade.app.table.ExpressionText;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.data.DataException;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.StepForm;
import dev.alidade.engine.dataset.ColumnType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
      case Step.Replace s ->
          s.column() + ": " + quoted(s.find()) + " with " + quoted(s.replacement());
      case Step.FillNulls s -> s.column() + " with " + quoted(s.value());
      case Step.Compute s -> oneLine(s.expression());
      case Step.Filter s -> oneLine(s.expression());
      case Step.Sort s -> keys(s.keys());
      case Step.Limit s -> "first " + Figures.counted(s.rows(), "row");
      case Step.Sample s -> Figures.counted(s.rows(), "row") + " at random";
      case Step.Deduplicate s -> names(s.columns(), "over all columns");
      case Step.Join s ->
          word(s.kind()).toLowerCase(Locale.ROOT)
              + " join with "
              + (s.dataset().isEmpty() ? "no data set yet" : s.dataset())
              + " by "
              + s.keys().stream().map(Step.Join.Key::column).collect(Collectors.joining(", "));
      case Step.GroupBy s ->
          names(s.keys(), "all rows")
              + ": "
              + s.measures().stream().map(Operation::alias).collect(Collectors.joining(", "));
      default -> parameters(step);
    };
  }

  /** The values of a step's parameters, in their order. */
  private static String parameters(Step step) {
    return StepForm.of(step).parameters().stream()
        .map(parameter -> StepForm.value((Record) step, parameter))
        .map(StepText::shown)
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String shown(Object value) {
    return switch (value) {
      case Enum<?> choice -> word(choice).toLowerCase(Locale.ROOT);
      case List<?> values -> values.stream().map(StepText::shown).collect(Collectors.joining(", "));
      case Step.Sort.Key key -> keys(List.of(key));
      case String text -> text.isBlank() && !text.isEmpty() ? "“" + text + "”" : oneLine(text);
      default -> String.valueOf(value);
    };
  }

  private static String keys(List<Step.Sort.Key> keys) {
    return keys.stream()
        .map(key -> key.column() + (key.descending() ? " descending" : ""))
        .collect(Collectors.joining(", "));
  }

  /** A choice in words: types by their labels, others as they are called. */
  static String word(Object choice) {
    return choice instanceof ColumnType type
        ? type.label()
        : StepWords.sentence(String.valueOf(choice));
  }

  /** The columns it reads, for examples; none where its effect is on whole rows or columns. */
  static List<String> inputs(Step step) {
    return switch (step) {
      case Step.Compute s -> columnsOf(s.expression());
      case Step.Filter s -> columnsOf(s.expression());
      case Step.DateDifference s -> List.of(s.from(), s.to());
      case Step.Concat s -> s.columns();
      case Step.Rename s -> List.of();
      case Step.Pivot s -> List.of();
      case Step.Explode s -> List.of();
      default -> parameter(step, "column").map(StepText::shown).map(List::of).orElse(List.of());
    };
  }

  /** The column whose values it makes; empty where it makes none. */
  static String output(Step step) {
    return switch (step) {
      case Step.Rename s -> s.newName();
      case Step.Split s -> s.newColumns().stream().findFirst().orElse("");
      case Step.Pivot s -> "";
      case Step.Unpivot s -> s.valueColumn();
      default ->
          parameter(step, "new_column")
              .or(() -> parameter(step, "column"))
              .map(StepText::shown)
              .orElse("");
    };
  }

  private static Optional<Object> parameter(Step step, String name) {
    return StepForm.of(step).parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .map(parameter -> StepForm.value((Record) step, parameter));
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
