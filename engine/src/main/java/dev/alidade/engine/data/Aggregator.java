package dev.alidade.engine.data;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Groups rows and computes a row for each group, in the order in which the groups first appear. The
 * rules are those of docs/pipelines.md.
 */
final class Aggregator {
  private final StepRun run;
  private final boolean part;
  private final List<Operation> operations;
  private final GroupCodes groups;
  private final Region codes;

  /** Groups that have rows, in order, and the first row of each. */
  private final int[] order;

  private final int[] firstRows;
  private final Map<String, NumericGroups> numeric = new HashMap<>();
  private @Nullable GroupRows rows;

  private Aggregator(StepRun run, AggregationOptions options, boolean part) {
    this.run = run;
    this.part = part;
    this.operations = options.operations();
    this.groups = GroupCodes.of(run, options.groupBy().stream().map(run::column).toList());
    this.codes = groups.region(run);
    GroupCodes.Firsts firsts = groups.firsts();
    this.firstRows = firsts.rows();
    // Without keys there is one group, also of no rows.
    this.order = options.groupBy().isEmpty() ? new int[1] : firsts.order();
  }

  /** The result's columns are held by the run until it commits. */
  static StepResult apply(StepRun run, AggregationOptions options) {
    return apply(run, options, false);
  }

  /** The same for a part of a whole: its sums of int64 may be beyond 64 bits, and are then text. */
  static StepResult applyToPart(StepRun run, AggregationOptions options) {
    return apply(run, options, true);
  }

  private static StepResult apply(StepRun run, AggregationOptions options, boolean part) {
    check(run, options);
    Aggregator aggregator = new Aggregator(run, options, part);
    List<Column> columns = new ArrayList<>(aggregator.keys(options.groupBy()));
    for (Operation operation : options.operations()) {
      columns.add(aggregator.compute(operation));
    }
    PathChoice path =
        run.kernels().main().orElseGet(() -> Paths.java("no kernel for these: Java runs them"));
    return new StepResult(new Table(aggregator.order.length, columns), path);
  }

  private static void check(StepRun run, AggregationOptions options) {
    if (options.groupBy().isEmpty() && options.operations().isEmpty()) {
      throw run.failed("XFRM-201", "There is nothing to compute.", "Choose a key or a measure.");
    }
    Set<String> names = new HashSet<>();
    for (String key : options.groupBy()) {
      if (!names.add(key)) {
        throw run.failed("XFRM-201", "The key \"" + key + "\" is there twice.", "Remove one.");
      }
      run.indexOf(key);
    }
    for (Operation operation : options.operations()) {
      if (operation.alias().isBlank() || !names.add(operation.alias())) {
        throw run.failed(
            "XFRM-201",
            "The result would have two columns \"" + operation.alias() + "\", or one without name.",
            "Give each measure a name of its own.");
      }
      checkType(run, operation);
    }
  }

  private static void checkType(StepRun run, Operation operation) {
    AggregateFunction function = operation.operation();
    if (function == AggregateFunction.COUNT && operation.field().equals("*")) {
      return;
    }
    Column column = run.column(operation.field());
    if (!function.fits(column.field().type())) {
      throw column.field().type() == ColumnType.VECTOR
          ? run.wrongType(column, "single values", "Choose another column.")
          : run.wrongType(column, "numbers", "Cast it first, or use count, min or max.");
    }
    boolean percentile = function == AggregateFunction.PERCENTILE;
    double wanted = operation.percentile().orElse(percentile ? -1 : 0);
    if (!(wanted >= 0 && wanted <= 100) || percentile != operation.percentile().isPresent()) {
      throw run.failed(
          "XFRM-201",
          "The measure \"%s\" %s."
              .formatted(
                  operation.alias(),
                  percentile ? "needs a percentile from 0 to 100" : "takes no percentile"),
          "Give a percentile to percentile, and to it alone.");
    }
  }

  private List<Column> keys(List<String> names) {
    if (names.isEmpty()) {
      return List.of();
    }
    int[] rows = Arrays.stream(order).map(group -> firstRows[group]).toArray();
    Region numbers = run.owned().scratch(rows, rows.length);
    return new RowGather(run, numbers, rows.length)
        .columns(names.stream().map(run::column).toList());
  }

  private Column compute(Operation operation) {
    run.progress().check(run.operation());
    String alias = operation.alias();
    return switch (operation.operation()) {
      case COUNT -> counts(operation.field(), alias);
      case SUM, AVG, MIN, MAX -> kernelMeasure(operation, run.column(operation.field()));
      case COUNT_DISTINCT -> DistinctCounts.column(run, groups, operation, order);
      case MEDIAN, PERCENTILE, STD, VARIANCE, FIRST, LAST, MODE, COLLECT -> {
        if (rows == null) {
          rows = GroupRows.of(run, groups);
        }
        yield new RowMeasures(run, rows, order).column(operation);
      }
    };
  }

  private Column kernelMeasure(Operation operation, Column column) {
    return switch (column.field().type()) {
      case INT64, FLOAT64, TIMESTAMP -> {
        NumericGroups found =
            numeric.computeIfAbsent(
                operation.field(),
                field -> NumericGroups.of(run, groups, codes, column, functions(field)));
        yield part && operation.operation() == AggregateFunction.SUM
            ? found.openSums(operation.alias(), order)
            : found.column(operation.operation(), operation.alias(), order);
      }
      case BOOL, STRING, VECTOR ->
          extremes(column, operation.operation() == AggregateFunction.MIN, operation.alias());
    };
  }

  private Set<AggregateFunction> functions(String field) {
    return operations.stream()
        .filter(operation -> operation.field().equals(field))
        .map(Operation::operation)
        .collect(Collectors.toSet());
  }

  private Column counts(String field, String alias) {
    NumericGroups known = numeric.get(field);
    Region counts;
    if (known != null) {
      counts = known.counts();
    } else {
      Optional<Region> validity =
          field.equals("*") ? Optional.empty() : ColumnKernels.validity(run.column(field));
      counts = run.owned().scratch(groups.groups() * 8L);
      run.kernels()
          .group(
              false,
              codes,
              groups.groups(),
              run.rows(),
              null,
              validity,
              new ColumnKernels.GroupOutputs(
                  counts, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }
    var builder = new Int64ColumnBuilder(alias);
    for (int group : order) {
      builder.append(counts.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, group * 8L));
    }
    return run.owned().own(builder.build(run.shard()));
  }

  /** The smallest or largest text or bool of each group. */
  private Column extremes(Column column, boolean smallest, String alias) {
    long[] ranks = RowRanks.of(run, column);
    int[] best = new int[groups.groups()];
    Arrays.fill(best, -1);
    for (int row = 0; row < ranks.length; row++) {
      run.tick(row);
      if (column.isNull(row)) {
        continue;
      }
      int group = groups.codes()[row];
      if (best[group] < 0
          || (smallest ? ranks[row] < ranks[best[group]] : ranks[row] > ranks[best[group]])) {
        best[group] = row;
      }
    }
    var builder = ColumnBuilder.of(alias, column.field().type(), 0);
    for (int group : order) {
      if (best[group] < 0) {
        builder.appendNull();
      } else {
        builder.appendFrom(column, best[group]);
      }
    }
    return run.owned().own(builder.build(run.shard()));
  }
}
