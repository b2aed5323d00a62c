package dev.alidade.engine.data;

import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.BoolColumnBuilder;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.TimestampColumnBuilder;
import dev.alidade.engine.dataset.VectorColumn;
import java.util.NoSuchElementException;

/** Puts one value where a column is null. */
final class FillNullsStep {
  private FillNullsStep() {}

  static StepResult apply(StepRun run, Step.FillNulls step) {
    int position = run.indexOf(step.column());
    Column source = run.table().columns().get(position);
    ColumnBuilder builder = ColumnBuilder.like(source);
    Runnable filler = filler(run, source, builder, step.value());
    if (source.nullCount() == 0) {
      return new StepResult(run.unchanged(), Paths.java("no value is missing"));
    }
    for (long row = 0; row < source.rowCount(); row++) {
      run.tick(row);
      if (source.isNull(row)) {
        filler.run();
      } else {
        builder.appendFrom(source, row);
      }
    }
    Column filled = run.owned().own(builder.build(run.shard()));
    return new StepResult(
        run.with(position, filled), Paths.java("no kernel for filling: Java runs it"));
  }

  private static Runnable filler(StepRun run, Column source, ColumnBuilder builder, String text) {
    try {
      return switch (source) {
        case Int64Column c -> {
          long value = Values.int64(text).orElseThrow();
          yield () -> ((Int64ColumnBuilder) builder).append(value);
        }
        case Float64Column c -> {
          double value = Values.float64(text).orElseThrow();
          yield () -> ((Float64ColumnBuilder) builder).append(value);
        }
        case BoolColumn c -> {
          boolean value = Values.bool(text).orElseThrow();
          yield () -> ((BoolColumnBuilder) builder).append(value);
        }
        case TimestampColumn c -> {
          long value = Values.timestamp(text).orElseThrow();
          yield () -> ((TimestampColumnBuilder) builder).append(value);
        }
        case StringColumn c -> () -> ((StringColumnBuilder) builder).append(text);
        case VectorColumn c -> throw run.wrongType(c, "single values", "Choose another column.");
      };
    } catch (NoSuchElementException unreadable) {
      throw run.failed(
          "XFRM-105",
          "\"%s\" is not %s, the type of the column \"%s\"."
              .formatted(text, source.field().type().label(), source.field().name()),
          "Give a value of that type, or cast the column first.",
          unreadable);
    }
  }
}
