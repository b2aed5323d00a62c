package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.TimestampColumnBuilder;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Count, sum, min and max of one 8-byte column by groups, from one kernel call. */
final class NumericGroups {
  private final StepRun run;
  private final GroupCodes groups;
  private final Column column;
  private final Region count;
  private final Optional<Region> sum;
  private final Optional<Region> rest;
  private final Optional<Region> min;
  private final Optional<Region> max;
  private boolean wrapped;
  private @Nullable GroupSums exact;

  private NumericGroups(
      StepRun run, GroupCodes groups, Column column, Set<AggregateFunction> functions) {
    this.run = run;
    this.groups = groups;
    this.column = column;
    boolean sums =
        functions.contains(AggregateFunction.SUM) || functions.contains(AggregateFunction.AVG);
    boolean extremes =
        functions.contains(AggregateFunction.MIN) || functions.contains(AggregateFunction.MAX);
    this.count = output();
    this.sum = sums ? Optional.of(output()) : Optional.empty();
    this.rest =
        sums && column.field().type() == ColumnType.FLOAT64
            ? Optional.of(output())
            : Optional.empty();
    this.min = extremes ? Optional.of(output()) : Optional.empty();
    this.max = extremes ? Optional.of(output()) : Optional.empty();
  }

  private Region output() {
    return run.owned().scratch(groups.groups() * 8L);
  }

  /**
   * @param functions measures that {@link #column} will be asked for
   */
  static NumericGroups of(
      StepRun run,
      GroupCodes groups,
      Region codes,
      Column column,
      Set<AggregateFunction> functions) {
    NumericGroups made = new NumericGroups(run, groups, column, functions);
    made.wrapped =
        run.kernels()
            .group(
                column.field().type() == ColumnType.FLOAT64,
                codes,
                groups.groups(),
                run.rows(),
                values(column),
                ColumnKernels.validity(column),
                new ColumnKernels.GroupOutputs(
                    made.count, made.sum, made.rest, made.min, made.max));
    return made;
  }

  private static Region values(Column column) {
    return switch (column) {
      case Int64Column c -> c.values();
      case Float64Column c -> c.values();
      case TimestampColumn c -> c.values();
      default -> throw new IllegalStateException(column.field().type() + " is not numeric");
    };
  }

  /** Values that are not null in each group, int64. */
  Region counts() {
    return count;
  }

  /**
   * A column with the measure of each group in the order given; null where a group has no value.
   */
  Column column(AggregateFunction function, String alias, int[] order) {
    boolean average = function == AggregateFunction.AVG;
    ColumnType type = average ? ColumnType.FLOAT64 : column.field().type();
    ColumnBuilder builder = ColumnBuilder.of(alias, type, 0);
    for (int group : order) {
      if (whole(count, group) == 0) {
        builder.appendNull();
        continue;
      }
      switch (builder) {
        case Int64ColumnBuilder b -> b.append(wholeMeasure(function, group));
        case TimestampColumnBuilder b -> b.append(wholeMeasure(function, group));
        case Float64ColumnBuilder b -> b.append(realMeasure(function, group));
        default -> throw new IllegalStateException(type + " is not numeric");
      }
    }
    return run.owned().own(builder.build(run.shard()));
  }

  /**
   * Sums of int64 for somebody who adds up further: where one of them is beyond 64 bits, all of
   * them as decimal text.
   */
  Column openSums(String alias, int[] order) {
    if (column.field().type() != ColumnType.INT64
        || !wrapped
        || Arrays.stream(order).allMatch(group -> exact().exact(group).isPresent())) {
      return column(AggregateFunction.SUM, alias, order);
    }
    var builder = new StringColumnBuilder(alias);
    for (int group : order) {
      if (whole(count, group) == 0) {
        builder.appendNull();
      } else {
        builder.append(exact().total(group).toString());
      }
    }
    return run.owned().own(builder.build(run.shard()));
  }

  private long wholeMeasure(AggregateFunction function, int group) {
    return switch (function) {
      case COUNT -> whole(count, group);
      case SUM -> wholeSum(group);
      case MIN -> whole(min.orElseThrow(), group);
      case MAX -> whole(max.orElseThrow(), group);
      default -> throw new IllegalStateException(function + " is no whole measure");
    };
  }

  private long wholeSum(int group) {
    if (!wrapped) {
      return whole(sum.orElseThrow(), group);
    }
    return exact()
        .exact(group)
        .orElseThrow(
            () ->
                run.failed(
                    "XFRM-202",
                    "A sum of the column \"" + column.field().name() + "\" does not fit int64.",
                    "Cast the column to float64 first, or use avg."));
  }

  private double realMeasure(AggregateFunction function, int group) {
    if (column.field().type() == ColumnType.INT64) {
      double total = wrapped ? exact().rounded(group) : whole(sum.orElseThrow(), group);
      return total / whole(count, group);
    }
    return switch (function) {
      case COUNT -> whole(count, group);
      case SUM -> real(sum.orElseThrow(), group);
      case AVG -> real(sum.orElseThrow(), group) / whole(count, group);
      case MIN -> extreme(min.orElseThrow(), group);
      case MAX -> extreme(max.orElseThrow(), group);
      default -> throw new IllegalStateException(function + " needs the rows of the group");
    };
  }

  /** NaN is passed over; a group of nothing but NaN gives NaN. −0.0 becomes 0.0. */
  private double extreme(Region side, int group) {
    boolean onlyNaN = real(min.orElseThrow(), group) > real(max.orElseThrow(), group);
    return onlyNaN ? Double.NaN : real(side, group) + 0.0;
  }

  private GroupSums exact() {
    if (exact == null) {
      exact = new GroupSums(run, (Int64Column) column, groups);
    }
    return exact;
  }

  private static long whole(Region region, int group) {
    return region.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, group * 8L);
  }

  private static double real(Region region, int group) {
    return region.segment().get(ValueLayout.JAVA_DOUBLE_UNALIGNED, group * 8L);
  }
}
