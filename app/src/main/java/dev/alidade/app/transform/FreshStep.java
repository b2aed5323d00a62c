package dev.alidade.app.transform;

import dev.alidade.app.table.ExpressionText;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.data.CalendarPart;
import dev.alidade.engine.data.CalendarUnit;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The step that the menu makes of a kind: it runs on the columns where they allow it. */
final class FreshStep {
  private final StepKind kind;
  private final List<Field> columns;

  private FreshStep(StepKind kind, List<Field> columns) {
    this.kind = kind;
    this.columns = columns;
  }

  /**
   * @param columns that the step works on
   */
  static Step of(StepKind kind, List<Field> columns) {
    return new FreshStep(kind, columns).step();
  }

  private Step step() {
    String fit = first(kind::fits);
    return switch (kind) {
      case COMPUTE -> compute();
      case RENAME -> new Step.Rename(fit, fit);
      case SELECT -> new Step.Select(columns.stream().map(Field::name).toList());
      case DROP -> new Step.Drop(List.of());
      case CAST -> new Step.Cast(fit, ColumnType.STRING);
      case FILL_NULLS -> fill();
      case UPPERCASE -> new Step.Uppercase(fit);
      case LOWERCASE -> new Step.Lowercase(fit);
      case TITLE -> new Step.Title(fit);
      case TRIM -> new Step.Trim(fit);
      case REPLACE -> new Step.Replace(fit, "", "", false);
      case SPLIT -> new Step.Split(fit, " ", List.of(free("part_1"), free("part_2")));
      case CONCAT -> new Step.Concat(two(), " ", free("joined"));
      case SUBSTRING -> new Step.Substring(fit, 1, 3);
      case PAD -> new Step.Pad(fit, 10, " ", Step.Pad.Side.LEFT);
      case NORMALISE_TEXT -> new Step.NormaliseText(fit, Normalizer.Form.NFC);
      case JSON_PATH -> new Step.JsonPath(fit, "$", free("found"));
      case HASH -> new Step.Hash(fit, Step.Hash.Algorithm.SHA_256, free("hash"));
      case ROUND -> new Step.Round(fit, 0);
      case ABS -> new Step.Abs(fit);
      case SCALE -> new Step.Scale(fit, 1, 0);
      case LOG -> new Step.Log(fit, Step.Log.Base.TEN);
      case NORMALISE_NUMBER -> new Step.NormaliseNumber(fit, Step.NormaliseNumber.Scaling.MIN_MAX);
      case BIN -> new Step.Bin(fit, 10, Step.Bin.Rule.EQUAL_WIDTH, free("bin"));
      case BUCKET -> new Step.Bucket(fit, List.of(0.0, 10.0), free("bucket"));
      case PARSE_TIMESTAMP -> new Step.ParseTimestamp(fit);
      case NORMALISE_TIMESTAMP ->
          new Step.NormaliseTimestamp(fit, Step.NormaliseTimestamp.Form.ISO_TEXT);
      case DATE_PART -> new Step.DatePart(fit, CalendarPart.MONTH, free("month"));
      case DATE_TRUNCATE -> new Step.DateTruncate(fit, CalendarUnit.MONTH);
      case DATE_DIFFERENCE -> new Step.DateDifference(fit, fit, CalendarUnit.DAY, free("days"));
      case FILTER -> filter();
      case SORT -> new Step.Sort(List.of(new Step.Sort.Key(fit, false)));
      case LIMIT -> new Step.Limit(100);
      case SAMPLE -> new Step.Sample(100, 1);
      case DEDUPLICATE -> new Step.Deduplicate(List.of());
      case EXPLODE -> new Step.Explode(fit, ",");
      case WINDOW ->
          new Step.Window(
              Step.Window.Function.ROW_NUMBER, fit, 7, List.of(), List.of(), free("row_number"));
      case GROUP_BY ->
          new Step.GroupBy(
              List.of(first(FreshStep::isText)),
              List.of(new Operation("*", AggregateFunction.COUNT, "rows")));
      case PIVOT ->
          new Step.Pivot(
              List.of(fit),
              first(column -> isText(column) && !column.name().equals(fit)),
              first(column -> column.type().isNumeric()),
              AggregateFunction.SUM);
      case UNPIVOT -> new Step.Unpivot(numbers(), free("name"), free("value"));
      case JOIN -> new Step.Join("", Step.Join.Kind.INNER, List.of(new Step.Join.Key(fit, fit)));
    };
  }

  private static boolean isText(Field field) {
    return field.type() == ColumnType.STRING;
  }

  private String first(Predicate<Field> wanted) {
    return columns.stream()
        .filter(wanted)
        .findFirst()
        .or(() -> columns.stream().findFirst())
        .map(Field::name)
        .orElse("");
  }

  private List<String> two() {
    return columns.stream().map(Field::name).limit(2).toList();
  }

  private List<String> numbers() {
    return columns.stream().filter(f -> f.type().isNumeric()).map(Field::name).toList();
  }

  /** A name that no column has: this one, or with a number behind it. */
  private String free(String name) {
    List<String> taken = columns.stream().map(Field::name).toList();
    String free = name;
    for (int number = 2; taken.contains(free); number++) {
      free = name + "_" + number;
    }
    return free;
  }

  private Step fill() {
    Optional<Field> missing = columns.stream().filter(Field::nullable).findFirst();
    Field field =
        missing
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
  private Step compute() {
    List<String> numbers = numbers();
    String expression =
        numbers.size() >= 2
            ? ExpressionText.column(numbers.get(0)) + " - " + ExpressionText.column(numbers.get(1))
            : ExpressionText.column(first(f -> f.type().isNumeric()));
    int number = 1;
    while (!free("column_" + number).equals("column_" + number)) {
      number++;
    }
    return new Step.Compute("column_" + number, expression);
  }

  /** A condition that a first look understands: a number above zero, or a value that is there. */
  private Step filter() {
    return new Step.Filter(
        numbers().stream()
            .findFirst()
            .map(name -> ExpressionText.column(name) + " > 0")
            .orElseGet(() -> ExpressionText.column(first(f -> true)) + " is not null"));
  }
}
