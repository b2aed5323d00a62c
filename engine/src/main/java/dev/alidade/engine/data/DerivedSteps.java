package dev.alidade.engine.data;

import dev.alidade.engine.data.expression.JsonTextPath;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.TimestampColumn;
import java.util.Locale;

/** Steps that are an expression in other words: they check their columns and evaluate it. */
final class DerivedSteps {
  private DerivedSteps() {}

  static StepResult round(StepRun run, Step.Round step) {
    Column source = numeric(run, step.column());
    if (source.field().type() == ColumnType.INT64 && step.digits() >= 0) {
      return new StepResult(run.unchanged(), Paths.java("the numbers are whole already"));
    }
    return inPlace(
        run, step.column(), "round(%s, %d)".formatted(quoted(step.column()), step.digits()));
  }

  static StepResult abs(StepRun run, Step.Abs step) {
    numeric(run, step.column());
    return inPlace(run, step.column(), "abs(" + quoted(step.column()) + ")");
  }

  static StepResult scale(StepRun run, Step.Scale step) {
    numeric(run, step.column());
    if (!Double.isFinite(step.factor()) || !Double.isFinite(step.offset())) {
      throw run.failed(
          "XFRM-105",
          "A factor of %s and an offset of %s make no sense."
              .formatted(step.factor(), step.offset()),
          "Give two finite numbers.");
    }
    return inPlace(
        run,
        step.column(),
        "%s * (%s) + (%s)".formatted(quoted(step.column()), step.factor(), step.offset()));
  }

  static StepResult log(StepRun run, Step.Log step) {
    numeric(run, step.column());
    String function =
        switch (step.base()) {
          case E -> "ln";
          case TWO -> "log2";
          case TEN -> "log10";
        };
    return inPlace(run, step.column(), function + "(" + quoted(step.column()) + ")");
  }

  static StepResult hash(StepRun run, Step.Hash step) {
    text(run, step.column());
    String function =
        switch (step.algorithm()) {
          case SHA_256 -> "sha256";
          case MURMUR3 -> "murmur3";
        };
    return added(run, step.newColumn(), function + "(" + quoted(step.column()) + ")");
  }

  static StepResult jsonPath(StepRun run, Step.JsonPath step) {
    Column source = text(run, step.column());
    JsonTextPath.parse(
        step.path(),
        (what, remedy) ->
            run.failed(
                "XFRM-107",
                Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".",
                remedy));
    run.requireFree(step.newColumn());
    Column made =
        ComputeStep.column(
            run,
            "json(%s, '%s')".formatted(quoted(step.column()), step.path().replace("'", "''")),
            step.newColumn());
    countLost(run, source, made, "has nothing at " + step.path());
    return new StepResult(run.plus(made), Paths.java("no kernel for JSON: Java reads it"));
  }

  static StepResult datePart(StepRun run, Step.DatePart step) {
    timestamp(run, step.column());
    return added(
        run,
        step.newColumn(),
        "date_part('%s', %s)".formatted(word(step.part()), quoted(step.column())));
  }

  static StepResult dateTruncate(StepRun run, Step.DateTruncate step) {
    timestamp(run, step.column());
    return inPlace(
        run,
        step.column(),
        "date_trunc('%s', %s)".formatted(word(step.unit()), quoted(step.column())));
  }

  static StepResult dateDifference(StepRun run, Step.DateDifference step) {
    timestamp(run, step.from());
    timestamp(run, step.to());
    return added(
        run,
        step.newColumn(),
        "date_diff('%s', %s, %s)"
            .formatted(word(step.unit()), quoted(step.from()), quoted(step.to())));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  private static Column numeric(StepRun run, String name) {
    Column column = run.column(name);
    ColumnNumbers.of(run, column); // refuses other types
    return column;
  }

  private static Column text(StepRun run, String name) {
    Column column = run.column(name);
    if (column instanceof StringColumn) {
      return column;
    }
    throw run.wrongType(column, "string", "Cast it to string first, or choose another column.");
  }

  private static void timestamp(StepRun run, String name) {
    Column column = run.column(name);
    if (!(column instanceof TimestampColumn)) {
      throw run.wrongType(
          column, "timestamps", "Parse it as a date first, or choose another column.");
    }
  }

  private static StepResult added(StepRun run, String newColumn, String expression) {
    run.requireFree(newColumn);
    return new StepResult(
        run.plus(ComputeStep.column(run, expression, newColumn)), Paths.java(ComputeStep.WHY_JAVA));
  }

  private static StepResult inPlace(StepRun run, String name, String expression) {
    int position = run.indexOf(name);
    Column source = run.table().columns().get(position);
    Column made = ComputeStep.column(run, expression, name);
    countLost(run, source, made, "has none");
    return new StepResult(run.with(position, made), Paths.java(ComputeStep.WHY_JAVA));
  }

  /** Counts the rows that had a value and have none now. */
  private static void countLost(StepRun run, Column source, Column made, String what) {
    if (made.nullCount() == source.nullCount()) {
      return;
    }
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      if (made.isNull(row) && !source.isNull(row)) {
        run.reject(row, source.value(row) + " " + what + ".");
      }
    }
  }
}
