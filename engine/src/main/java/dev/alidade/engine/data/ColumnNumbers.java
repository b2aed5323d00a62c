package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;

/** Numbers of a column as float64, whatever their type. */
@FunctionalInterface
interface ColumnNumbers {
  /** The number of a row that is not null; an int64 beyond 2^53 is rounded. */
  double at(long row);

  /** Throws {@code DataException} XFRM-103 where the column holds no numbers. */
  static ColumnNumbers of(StepRun run, Column column) {
    return switch (column) {
      case Int64Column c -> row -> (double) c.get(row);
      case Float64Column c -> c::get;
      default -> throw run.wrongType(column, "numbers", "Cast it first, or choose another column.");
    };
  }
}
