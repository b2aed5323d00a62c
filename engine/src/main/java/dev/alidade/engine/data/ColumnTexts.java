package dev.alidade.engine.data;

import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.VectorColumn;
import java.time.Instant;
import java.util.function.LongFunction;

/** Values as the texts that a cast to string gives. */
final class ColumnTexts {
  private ColumnTexts() {}

  /** The text of a row that is not null. */
  static LongFunction<String> of(StepRun run, Column column) {
    return switch (column) {
      case StringColumn c -> c::text;
      case Int64Column c -> row -> Long.toString(c.get(row));
      case Float64Column c -> row -> Double.toString(c.get(row));
      case BoolColumn c -> row -> Boolean.toString(c.get(row));
      case TimestampColumn c -> row -> Instant.ofEpochMilli(c.epochMillis(row)).toString();
      case VectorColumn c -> throw run.wrongType(c, "single values", "Choose another column.");
    };
  }
}
