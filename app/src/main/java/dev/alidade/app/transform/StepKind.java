package dev.alidade.app.transform;

import dev.alidade.app.table.ExpressionText;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.util.List;
import java.util.function.Predicate;

/** Every kind of step with its words, and the step that the menu makes of it. */
enum StepKind {
  COMPUTE("Compute a column", Group.COLUMNS),
  RENAME("Rename", Group.COLUMNS),
  SELECT("Keep columns", Group.COLUMNS),
  DROP("Drop columns", Group.COLUMNS),
  CAST("Change type", Group.VALUES),
  PARSE_TIMESTAMP("Parse date", Group.VALUES),
  FILL_NULLS("Fill missing values", Group.VALUES),
  UPPERCASE("Uppercase", Group.TEXT),
  LOWERCASE("Lowercase", Group.TEXT),
  TRIM("Trim spaces", Group.TEXT),
  REPLACE("Replace", Group.TEXT),
  FILTER("Filter", Group.ROWS),
  SORT("Sort", Group.ROWS),
  LIMIT("Limit", Group.ROWS),
  DEDUPLICATE("Deduplicate", Group.ROWS);

  /** Where the menu lists a kind. */
  enum Group {
    COLUMNS("Columns"),
    VALUES("Values"),
    TEXT("Text"),
    ROWS("Rows");

    private final String word;

    Group(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private final String title;
  private final Group group;

  StepKind(String title, Group group) {
    this.title = title;
    this.group = group;
  }

  String title() {
    return title;
  }

  Group group() {
    return group;
  }

  /** A step that runs on these columns where they allow it, to be edited from there. */
  Step fresh(List<Field> columns) {
    String any = first(columns, field -> true);
    String text = first(columns, field -> field.type() == ColumnType.STRING);
    return switch (this) {
      case COMPUTE -> compute(columns);
      case RENAME -> new Step.Rename(any, any);
      case SELECT -> new Step.Select(columns.stream().map(Field::name).toList());
      case DROP -> new Step.Drop(List.of());
      case CAST -> new Step.Cast(any, ColumnType.STRING);
      case PARSE_TIMESTAMP -> new Step.ParseTimestamp(text);
      case FILL_NULLS -> fill(columns);
      case UPPERCASE -> new Step.Uppercase(text);
      case LOWERCASE -> new Step.Lowercase(text);
      case TRIM -> new Step.Trim(text);
      case REPLACE -> new Step.Replace(text, "", "", false);
      case FILTER -> filter(columns);
      case SORT -> new Step.Sort(List.of(new Step.Sort.Key(any, false)));
      case LIMIT -> new Step.Limit(100);
      case DEDUPLICATE -> new Step.Deduplicate(List.of());
    };
  }

  static StepKind of(Step step) {
    return switch (step) {
      case Step.Rename s -> RENAME;
      case Step.Drop s -> DROP;
      case Step.Select s -> SELECT;
      case Step.Cast s -> CAST;
      case Step.ParseTimestamp s -> PARSE_TIMESTAMP;
      case Step.Uppercase s -> UPPERCASE;
      case Step.Lowercase s -> LOWERCASE;
      case Step.Trim s -> TRIM;
      case Step.Replace s -> REPLACE;
      case Step.FillNulls s -> FILL_NULLS;
      case Step.Compute s -> COMPUTE;
      case Step.Filter s -> FILTER;
      case Step.Sort s -> SORT;
      case Step.Limit s -> LIMIT;
      case Step.Deduplicate s -> DEDUPLICATE;
    };
  }

  private static String first(List<Field> columns, Predicate<Field> wanted) {
    return columns.stream()
        .filter(wanted)
        .findFirst()
        .or(() -> columns.stream().findFirst())
        .map(Field::name)
        .orElse("");
  }

  private static Step fill(List<Field> columns) {
    Predicate<Field> nullable = Field::nullable;
    Field field =
        columns.stream()
            .filter(nullable)
            .findFirst()
            .or(() -> columns.stream().findFirst())
            .orElse(new Field("", ColumnType.STRING, true));
    return new Step.FillNulls(
        field.name(),
        switch (field.type()) {
          case INT64, FLOAT64 -> "0";
          case BOOL -> "false";
          case TIMESTAMP -> "1970-01-01";
          case STRING, VECTOR -> "";
        });
  }

  /** The difference of two numeric columns, or any column as it is: something to write over. */
  private static Step compute(List<Field> columns) {
    List<String> numbers =
        columns.stream().filter(f -> f.type().isNumeric()).map(Field::name).limit(2).toList();
    String expression =
        numbers.size() == 2
            ? ExpressionText.column(numbers.get(0)) + " - " + ExpressionText.column(numbers.get(1))
            : ExpressionText.column(first(columns, f -> f.type().isNumeric()));
    return new Step.Compute(freeName(columns), expression);
  }

  private static String freeName(List<Field> columns) {
    List<String> taken = columns.stream().map(Field::name).toList();
    int number = 1;
    while (taken.contains("column_" + number)) {
      number++;
    }
    return "column_" + number;
  }

  /** A condition that a first look understands: a number above zero, or a value that is there. */
  private static Step filter(List<Field> columns) {
    return new Step.Filter(
        columns.stream()
            .filter(f -> f.type().isNumeric())
            .findFirst()
            .map(f -> ExpressionText.column(f.name()) + " > 0")
            .orElseGet(() -> ExpressionText.column(first(columns, f -> true)) + " is not null"));
  }
}
