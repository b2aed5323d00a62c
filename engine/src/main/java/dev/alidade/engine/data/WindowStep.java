package dev.alidade.engine.data;

import dev.alidade.engine.data.Step.Window.Function;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.MovingSums;
import java.util.List;

/** A column that looks at other rows of a partition; it stands in the order of the table's rows. */
final class WindowStep {
  private final StepRun run;
  private final Step.Window step;
  private final Partitions partitions;

  private WindowStep(StepRun run, Step.Window step) {
    this.run = run;
    this.step = step;
    this.partitions = Partitions.of(run, step.partitionBy(), step.orderBy());
  }

  static StepResult apply(StepRun run, Step.Window step) {
    run.requireFree(step.newColumn());
    boolean counted = step.function() != Function.RUNNING_SUM && looks(step.function());
    if (counted && step.rows() < 1) {
      throw run.failed(
          "XFRM-105",
          "A window of " + step.rows() + " rows makes no sense.",
          "Give 1 row or more.");
    }
    Column made = run.owned().own(new WindowStep(run, step).column().build(run.shard()));
    return new StepResult(
        run.plus(made), Paths.java("no kernel for windows: each row depends on others"));
  }

  private static boolean looks(Function function) {
    return function != Function.ROW_NUMBER && function != Function.RANK;
  }

  private ColumnBuilder column() {
    return switch (step.function()) {
      case ROW_NUMBER -> numbers(partitions.positions(), 1);
      case RANK -> numbers(partitions.ranks(run, step.orderBy()), 0);
      case LAG -> moved(-step.rows());
      case LEAD -> moved(step.rows());
      case RUNNING_SUM -> sums(Long.MAX_VALUE, false);
      case MOVING_SUM -> sums(step.rows(), false);
      case MOVING_AVERAGE -> sums(step.rows(), true);
    };
  }

  private ColumnBuilder numbers(int[] of, int plus) {
    var builder = new Int64ColumnBuilder(step.newColumn());
    for (int row = 0; row < of.length; row++) {
      run.tick(row);
      builder.append(of[row] + (long) plus);
    }
    return builder;
  }

  private ColumnBuilder moved(long by) {
    Column source = run.column(step.column());
    int[] positions = partitions.positions();
    ColumnBuilder builder = ColumnBuilder.of(step.newColumn(), source.field().type(), 0);
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      int other = partitions.rowAt(row, positions[row] + by);
      if (other < 0) {
        builder.appendNull();
      } else {
        builder.appendFrom(source, other);
      }
    }
    return builder;
  }

  private ColumnBuilder sums(long window, boolean average) {
    Column source = run.column(step.column());
    return switch (source) {
      case Int64Column c when !average -> wholeSums(c, window);
      case Int64Column c -> realSums(c, window, true);
      case Float64Column c -> realSums(c, window, average);
      default -> throw run.wrongType(source, "numbers", "Cast it first, or choose another column.");
    };
  }

  /** Exact, or an error. */
  private ColumnBuilder wholeSums(Int64Column source, long window) {
    long[] sums = new long[run.rows()];
    boolean[] known = new boolean[run.rows()];
    for (int[] rows : partitions.all()) {
      var sum = new ExactSum();
      int values = 0;
      for (int i = 0; i < rows.length; i++) {
        run.tick(i);
        long leaving = i - window;
        if (leaving >= 0 && !source.isNull(rows[(int) leaving])) {
          sum.subtract(source.get(rows[(int) leaving]));
          values--;
        }
        if (!source.isNull(rows[i])) {
          sum.add(source.get(rows[i]));
          values++;
        }
        if (!sum.fits()) {
          throw tooLarge(rows[i]);
        }
        sums[rows[i]] = sum.value();
        known[rows[i]] = values > 0;
      }
    }
    var builder = new Int64ColumnBuilder(step.newColumn());
    for (int row = 0; row < sums.length; row++) {
      if (known[row]) {
        builder.append(sums[row]);
      } else {
        builder.appendNull();
      }
    }
    return builder;
  }

  private DataException tooLarge(int row) {
    return run.failed(
        "XFRM-202",
        "Row %,d: the sum of the column \"%s\" does not fit int64."
            .formatted(row + 1L, step.column()),
        "Cast the column to float64 first.");
  }

  /** Compensated, see {@link MovingSums}. */
  private ColumnBuilder realSums(Column source, long window, boolean average) {
    ColumnNumbers numbers = ColumnNumbers.of(run, source);
    double[] made = new double[run.rows()];
    boolean[] known = new boolean[run.rows()];
    for (int[] rows : partitions.all()) {
      MovingSums.of(
          rows.length,
          window,
          average,
          new MovingSums.Values() {
            @Override
            public boolean isPresent(int row) {
              return !source.isNull(rows[row]);
            }

            @Override
            public double at(int row) {
              return numbers.at(rows[row]);
            }
          },
          (row, count, value) -> {
            known[rows[row]] = count > 0;
            made[rows[row]] = value;
          },
          run::tick);
    }
    var builder = new Float64ColumnBuilder(step.newColumn());
    for (int row = 0; row < made.length; row++) {
      if (known[row]) {
        builder.append(made[row]);
      } else {
        builder.appendNull();
      }
    }
    return builder;
  }

  /** Rows by partition, each in its order. */
  private record Partitions(int[] codes, List<int[]> all, int[] positions) {
    static Partitions of(StepRun run, List<String> keys, List<Step.Sort.Key> orderBy) {
      GroupCodes groups = GroupCodes.of(run, keys.stream().map(run::column).toList());
      int[] codes = groups.codes();
      int[][] rows = new int[groups.groups()][];
      int[] sizes = new int[groups.groups()];
      for (int code : codes) {
        sizes[code]++;
      }
      for (int code = 0; code < rows.length; code++) {
        rows[code] = new int[sizes[code]];
      }
      int[] positions = new int[codes.length];
      int[] next = new int[rows.length];
      int done = 0;
      for (int row : RowOrder.of(run, orderBy)) {
        run.tick(done++);
        positions[row] = next[codes[row]];
        rows[codes[row]][next[codes[row]]++] = row;
      }
      return new Partitions(codes, List.of(rows), positions);
    }

    /** The row at a place in the partition of another one; −1 where there is none. */
    int rowAt(int row, long position) {
      int[] rows = all.get(codes[row]);
      return position >= 0 && position < rows.length ? rows[(int) position] : -1;
    }

    /** The number of the first row with the same keys, from 1. */
    int[] ranks(StepRun run, List<Step.Sort.Key> orderBy) {
      GroupCodes same =
          GroupCodes.of(run, orderBy.stream().map(key -> run.column(key.column())).toList());
      int[] ranks = new int[codes.length];
      for (int[] rows : all) {
        for (int i = 0; i < rows.length; i++) {
          boolean equal = i > 0 && same.codes()[rows[i]] == same.codes()[rows[i - 1]];
          ranks[rows[i]] = equal ? ranks[rows[i - 1]] : i + 1;
        }
      }
      return ranks;
    }
  }
}
