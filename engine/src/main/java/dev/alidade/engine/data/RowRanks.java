package dev.alidade.engine.data;

import dev.alidade.engine.data.expression.CodePoints;
import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.DictionaryColumn;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.StringColumn;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.Utf8Column;
import dev.alidade.engine.dataset.VectorColumn;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * The order of a column's values as longs: NaN is the largest number, −0.0 equals 0.0, false comes
 * before true, text is in the order of its code points. The rank of a null row means nothing.
 */
final class RowRanks {
  private RowRanks() {}

  static long[] of(StepRun run, Column column) {
    return switch (column) {
      case Int64Column c -> fill(run, c::get);
      case TimestampColumn c -> fill(run, c::epochMillis);
      case Float64Column c -> fill(run, row -> ordered(c.get(row)));
      case BoolColumn c -> fill(run, row -> c.get(row) ? 1 : 0);
      case DictionaryColumn c -> {
        int[] ranks = ranks(run, c.dictionarySize(), c::entry);
        yield fill(run, row -> c.isNull(row) ? 0 : ranks[c.code(row)]);
      }
      case Utf8Column c -> plainRanks(run, c);
      case VectorColumn c -> throw run.wrongType(c, "single values", "Sort by another column.");
    };
  }

  private static long[] fill(StepRun run, GroupCodes.Key value) {
    long[] ranks = new long[run.rows()];
    for (int row = 0; row < ranks.length; row++) {
      run.tick(row);
      ranks[row] = value.of(row);
    }
    return ranks;
  }

  /** A long that is in the order of the double. */
  private static long ordered(double value) {
    long bits = GroupCodes.groupBits(value);
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  private static long[] plainRanks(StepRun run, StringColumn column) {
    GroupCodes groups = GroupCodes.of(run, List.of(column));
    int[] first = KeyCodes.firstRows(groups.codes(), groups.groups());
    int[] ranks =
        ranks(
            run,
            groups.groups(),
            group -> column.isNull(first[group]) ? "" : column.text(first[group]));
    return fill(run, row -> ranks[groups.codes()[row]]);
  }

  /** The rank of each of some distinct texts. */
  private static int[] ranks(StepRun run, int size, IntFunction<String> text) {
    record Entry(String text, int code) {}
    Entry[] entries = new Entry[size];
    for (int code = 0; code < size; code++) {
      run.tick(code);
      entries[code] = new Entry(text.apply(code), code);
    }
    AtomicLong comparisons = new AtomicLong();
    Arrays.sort(
        entries,
        (a, b) -> {
          run.tick(comparisons.incrementAndGet());
          return CodePoints.compare(a.text, b.text);
        });
    int[] ranks = new int[size];
    for (int rank = 0; rank < size; rank++) {
      ranks[entries[rank].code] = rank;
    }
    return ranks;
  }
}
