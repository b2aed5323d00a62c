package dev.alidade.app.transform;

import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Every kind of step with its words. */
enum StepKind {
  COMPUTE("Compute a column", Group.COLUMNS, Step.Compute.class),
  RENAME("Rename", Group.COLUMNS, Step.Rename.class),
  SELECT("Keep columns", Group.COLUMNS, Step.Select.class),
  DROP("Drop columns", Group.COLUMNS, Step.Drop.class),
  CAST("Change type", Group.COLUMNS, Step.Cast.class),
  FILL_NULLS("Fill missing values", Group.COLUMNS, Step.FillNulls.class),
  UPPERCASE("Uppercase", Group.TEXT, Step.Uppercase.class),
  LOWERCASE("Lowercase", Group.TEXT, Step.Lowercase.class),
  TITLE("Title case", Group.TEXT, Step.Title.class),
  TRIM("Trim spaces", Group.TEXT, Step.Trim.class),
  REPLACE("Replace", Group.TEXT, Step.Replace.class),
  SPLIT("Split into columns", Group.TEXT, Step.Split.class),
  CONCAT("Join columns to text", Group.TEXT, Step.Concat.class),
  SUBSTRING("Substring", Group.TEXT, Step.Substring.class),
  PAD("Pad", Group.TEXT, Step.Pad.class),
  NORMALISE_TEXT("Normalise Unicode", Group.TEXT, Step.NormaliseText.class),
  JSON_PATH("Read JSON", Group.TEXT, Step.JsonPath.class),
  HASH("Hash", Group.TEXT, Step.Hash.class),
  ROUND("Round", Group.NUMBERS, Step.Round.class),
  ABS("Absolute value", Group.NUMBERS, Step.Abs.class),
  SCALE("Scale", Group.NUMBERS, Step.Scale.class),
  LOG("Logarithm", Group.NUMBERS, Step.Log.class),
  NORMALISE_NUMBER("Normalise numbers", Group.NUMBERS, Step.NormaliseNumber.class),
  BIN("Bins", Group.NUMBERS, Step.Bin.class),
  BUCKET("Buckets by edges", Group.NUMBERS, Step.Bucket.class),
  PARSE_TIMESTAMP("Parse date", Group.DATES, Step.ParseTimestamp.class),
  NORMALISE_TIMESTAMP("Normalise dates", Group.DATES, Step.NormaliseTimestamp.class),
  DATE_PART("Part of a date", Group.DATES, Step.DatePart.class),
  DATE_TRUNCATE("Truncate dates", Group.DATES, Step.DateTruncate.class),
  DATE_DIFFERENCE("Date difference", Group.DATES, Step.DateDifference.class),
  FILTER("Filter", Group.ROWS, Step.Filter.class),
  SORT("Sort", Group.ROWS, Step.Sort.class),
  LIMIT("Limit", Group.ROWS, Step.Limit.class),
  SAMPLE("Sample", Group.ROWS, Step.Sample.class),
  DEDUPLICATE("Deduplicate", Group.ROWS, Step.Deduplicate.class),
  EXPLODE("Split into rows", Group.ROWS, Step.Explode.class),
  WINDOW("Look at other rows", Group.ROWS, Step.Window.class),
  GROUP_BY("Group by", Group.TABLES, Step.GroupBy.class),
  PIVOT("Pivot", Group.TABLES, Step.Pivot.class),
  UNPIVOT("Unpivot", Group.TABLES, Step.Unpivot.class),
  JOIN("Join a data set", Group.TABLES, Step.Join.class);

  private static final Map<Class<?>, StepKind> BY_TYPE =
      Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.type, kind -> kind));

  /** Where the menu lists a kind. */
  enum Group {
    COLUMNS("Columns"),
    TEXT("Text"),
    NUMBERS("Numbers"),
    DATES("Dates"),
    ROWS("Rows"),
    TABLES("Tables");

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
  private final Class<? extends Step> type;

  StepKind(String title, Group group, Class<? extends Step> type) {
    this.title = title;
    this.group = group;
    this.type = type;
  }

  String title() {
    return title;
  }

  Group group() {
    return group;
  }

  static StepKind of(Step step) {
    return Objects.requireNonNull(BY_TYPE.get(step.getClass()));
  }

  /** Whether the kind makes sense of a column; any other stays to be chosen. */
  boolean fits(Field column) {
    return switch (this) {
      case PARSE_TIMESTAMP, EXPLODE -> column.type() == ColumnType.STRING;
      case NORMALISE_TIMESTAMP ->
          column.type() == ColumnType.TIMESTAMP || column.type() == ColumnType.STRING;
      default ->
          switch (group) {
            case TEXT -> column.type() == ColumnType.STRING;
            case NUMBERS -> column.type().isNumeric();
            case DATES -> column.type() == ColumnType.TIMESTAMP;
            case COLUMNS, ROWS, TABLES -> true;
          };
    };
  }
}
