package dev.alidade.engine.data;

import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.BoolColumnBuilder;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.TimestampColumnBuilder;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Changes the type of a column. A value that does not fit becomes null and is counted. */
final class CastStep {
  private CastStep() {}

  static StepResult apply(StepRun run, Step.Cast step) {
    int position = run.indexOf(step.column());
    Column source = run.table().columns().get(position);
    if (source.field().type() == step.type()) {
      return new StepResult(
          run.unchanged(), Paths.java("the column is " + step.type().label() + " already"));
    }
    if (source instanceof StringColumn && step.type() == ColumnType.TIMESTAMP) {
      return TimestampStep.apply(run, step.column());
    }
    if (step.type() == ColumnType.VECTOR) {
      throw impossible(run, source.field(), step.type());
    }
    ColumnBuilder builder = ColumnBuilder.of(step.column(), step.type(), 0);
    fill(run, source, builder, appender(run, source, builder));
    Column made = run.owned().own(builder.build(run.shard()));
    return new StepResult(run.with(position, made), Paths.java("no kernel for cast: Java runs it"));
  }

  /** Appends the value of each row; a row for which {@code append} is false gets null. */
  private static void fill(
      StepRun run, Column source, ColumnBuilder builder, LongPredicate append) {
    String wanted = builder.type().label();
    for (long row = 0; row < source.rowCount(); row++) {
      run.tick(row);
      if (source.isNull(row)) {
        builder.appendNull();
      } else if (!append.test(row)) {
        builder.appendNull();
        run.reject(row, quoted(source.value(row)) + " is not " + wanted + ".");
      }
    }
  }

  private static String quoted(@Nullable Object value) {
    return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
  }

  private static LongPredicate appender(StepRun run, Column source, ColumnBuilder target) {
    return switch (target) {
      case Int64ColumnBuilder b -> int64(run, source, b);
      case Float64ColumnBuilder b -> float64(run, source, b);
      case BoolColumnBuilder b -> bool(run, source, b);
      case TimestampColumnBuilder b -> timestamp(run, source, b);
      case StringColumnBuilder b -> string(run, source, b);
      default -> throw impossible(run, source.field(), target.type());
    };
  }

  private static LongPredicate int64(StepRun run, Column source, Int64ColumnBuilder b) {
    return switch (source) {
      case StringColumn c -> row -> appended(Values.int64(c.text(row)), b);
      case Float64Column c -> row -> appended(Values.int64(c.get(row)), b);
      case BoolColumn c -> row -> appended(OptionalLong.of(c.get(row) ? 1 : 0), b);
      case TimestampColumn c -> row -> appended(OptionalLong.of(c.epochMillis(row)), b);
      default -> throw impossible(run, source.field(), b.type());
    };
  }

  private static boolean appended(OptionalLong value, Int64ColumnBuilder b) {
    value.ifPresent(b::append);
    return value.isPresent();
  }

  private static LongPredicate float64(StepRun run, Column source, Float64ColumnBuilder b) {
    return switch (source) {
      case StringColumn c -> row -> appended(Values.float64(c.text(row)), b);
      case Int64Column c -> row -> appended(OptionalDouble.of((double) c.get(row)), b);
      case BoolColumn c -> row -> appended(OptionalDouble.of(c.get(row) ? 1 : 0), b);
      case TimestampColumn c -> row -> appended(OptionalDouble.of((double) c.epochMillis(row)), b);
      default -> throw impossible(run, source.field(), b.type());
    };
  }

  private static boolean appended(OptionalDouble value, Float64ColumnBuilder b) {
    value.ifPresent(b::append);
    return value.isPresent();
  }

  private static LongPredicate bool(StepRun run, Column source, BoolColumnBuilder b) {
    return switch (source) {
      case StringColumn c -> row -> appended(Values.bool(c.text(row)), b);
      case Int64Column c -> row -> appended(Optional.of(c.get(row) != 0), b);
      case Float64Column c ->
          row ->
              appended(
                  Double.isNaN(c.get(row)) ? Optional.empty() : Optional.of(c.get(row) != 0), b);
      default -> throw impossible(run, source.field(), b.type());
    };
  }

  private static boolean appended(Optional<Boolean> value, BoolColumnBuilder b) {
    value.ifPresent(b::append);
    return value.isPresent();
  }

  private static LongPredicate timestamp(StepRun run, Column source, TimestampColumnBuilder b) {
    return switch (source) {
      case Int64Column c -> row -> appended(OptionalLong.of(c.get(row)), b);
      case Float64Column c -> row -> appended(Values.int64(c.get(row)), b);
      default -> throw impossible(run, source.field(), b.type());
    };
  }

  private static boolean appended(OptionalLong value, TimestampColumnBuilder b) {
    value.ifPresent(b::append);
    return value.isPresent();
  }

  private static LongPredicate string(StepRun run, Column source, StringColumnBuilder b) {
    if (source.field().type() == ColumnType.VECTOR) {
      throw impossible(run, source.field(), b.type());
    }
    LongFunction<String> text = ColumnTexts.of(run, source);
    return row -> appended(text.apply(row), b);
  }

  private static boolean appended(String value, StringColumnBuilder b) {
    b.append(value);
    return true;
  }

  private static DataException impossible(StepRun run, Field field, ColumnType type) {
    return run.failed(
        "XFRM-103",
        "The column \"%s\" cannot be cast from %s to %s."
            .formatted(field.name(), field.type().label(), type.label()),
        "Choose another type.");
  }
}
