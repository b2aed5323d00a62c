package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.TimestampColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Times in one form: what was text is read first, whole numbers are milliseconds since 1970. */
final class NormaliseTimestampStep {
  private static final long MILLIS_A_SECOND = 1_000;

  private NormaliseTimestampStep() {}

  static StepResult apply(StepRun run, Step.NormaliseTimestamp step) {
    int position = run.indexOf(step.column());
    Column source = run.table().columns().get(position);
    return switch (source) {
      case StringColumn text -> {
        StepResult parsed = TimestampStep.apply(run, step.column());
        TimestampColumn times = (TimestampColumn) parsed.table().columns().get(position);
        if (step.form() == Step.NormaliseTimestamp.Form.TIMESTAMP) {
          yield parsed;
        }
        List<Column> columns = new ArrayList<>(parsed.table().columns());
        columns.set(position, in(run, step.form(), times));
        run.owned().discard(times);
        yield new StepResult(new Table(run.rows(), columns), parsed.path());
      }
      case TimestampColumn times -> changed(run, position, in(run, step.form(), times));
      case Int64Column millis ->
          changed(
              run,
              position,
              in(
                  run,
                  step.form(),
                  new TimestampColumn(
                      new Field(step.column(), ColumnType.TIMESTAMP, millis.field().nullable()),
                      millis.rowCount(),
                      millis.nullCount(),
                      millis.validity(),
                      millis.values())));
      default ->
          throw run.wrongType(
              source, "times", "Choose text, a timestamp or whole milliseconds since 1970.");
    };
  }

  private static StepResult changed(StepRun run, int position, Column made) {
    return new StepResult(
        run.with(position, made), Paths.java("no kernel for forms of times: Java writes them"));
  }

  /** The times in a form, held by the run. */
  private static Column in(StepRun run, Step.NormaliseTimestamp.Form form, TimestampColumn times) {
    return switch (form) {
      case TIMESTAMP -> run.owned().share(times);
      case EPOCH_MILLIS ->
          run.owned()
              .share(
                  new Int64Column(
                      new Field(times.field().name(), ColumnType.INT64, times.field().nullable()),
                      times.rowCount(),
                      times.nullCount(),
                      times.validity(),
                      times.values()));
      case EPOCH_SECONDS -> {
        var builder = new Int64ColumnBuilder(times.field().name());
        for (int row = 0; row < run.rows(); row++) {
          run.tick(row);
          if (times.isNull(row)) {
            builder.appendNull();
          } else {
            builder.append(Math.floorDiv(times.epochMillis(row), MILLIS_A_SECOND));
          }
        }
        yield run.owned().own(builder.build(run.shard()));
      }
      case ISO_TEXT -> {
        var builder = new StringColumnBuilder(times.field().name());
        for (int row = 0; row < run.rows(); row++) {
          run.tick(row);
          if (times.isNull(row)) {
            builder.appendNull();
          } else {
            builder.append(Instant.ofEpochMilli(times.epochMillis(row)).toString());
          }
        }
        yield run.owned().own(builder.build(run.shard()));
      }
    };
  }
}
