package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Steps that place numbers among the others of their column. */
final class NumberSteps {
  private NumberSteps() {}

  static StepResult normalise(StepRun run, Step.NormaliseNumber step) {
    int position = run.indexOf(step.column());
    Column source = run.table().columns().get(position);
    ColumnNumbers numbers = ColumnNumbers.of(run, source);
    Spread spread = Spread.of(run, source, numbers);
    DoubleUnaryOperator change =
        switch (step.scaling()) {
          case MIN_MAX -> spread::share;
          case Z_SCORE -> spread::score;
        };
    var builder = new Float64ColumnBuilder(step.column());
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      if (source.isNull(row)) {
        builder.appendNull();
      } else {
        builder.append(change.applyAsDouble(numbers.at(row)));
      }
    }
    return new StepResult(
        run.with(position, run.owned().own(builder.build(run.shard()))),
        Paths.java("no kernel for scaling: Java reads the column twice"));
  }

  static StepResult bin(StepRun run, Step.Bin step) {
    run.requireFree(step.newColumn());
    Column source = run.column(step.column());
    ColumnNumbers numbers = ColumnNumbers.of(run, source);
    if (step.bins() < 1 || step.bins() > Integer.MAX_VALUE) {
      throw run.failed(
          "XFRM-105", step.bins() + " bins make no sense.", "Give a whole number from 1 on.");
    }
    return switch (step.rule()) {
      case EQUAL_WIDTH -> {
        Spread spread = Spread.of(run, source, numbers);
        yield places(
            run,
            source,
            step.newColumn(),
            value ->
                Math.clamp(
                    (long) Math.floor(spread.share(value) * step.bins()) + 1, 1, step.bins()),
            numbers);
      }
      case EQUAL_COUNT -> equalCounts(run, source, step);
    };
  }

  static StepResult bucket(StepRun run, Step.Bucket step) {
    run.requireFree(step.newColumn());
    Column source = run.column(step.column());
    ColumnNumbers numbers = ColumnNumbers.of(run, source);
    double[] edges = step.edges().stream().mapToDouble(Double::doubleValue).toArray();
    for (int i = 1; i < edges.length; i++) {
      if (!(edges[i - 1] < edges[i])) {
        throw run.failed(
            "XFRM-105",
            "The edge %s is not above the one before it.".formatted(edges[i]),
            "Give the edges in ascending order, each once.");
      }
    }
    return places(run, source, step.newColumn(), value -> notAbove(edges, value), numbers);
  }

  private static int notAbove(double[] edges, double value) {
    int found = Arrays.binarySearch(edges, value + 0.0);
    return found >= 0 ? found + 1 : -found - 1;
  }

  @FunctionalInterface
  private interface Place {
    long of(double value);
  }

  /** A new column with the place of each number; NaN has none. */
  private static StepResult places(
      StepRun run, Column source, String newColumn, Place place, ColumnNumbers numbers) {
    var builder = new Int64ColumnBuilder(newColumn);
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      if (source.isNull(row)) {
        builder.appendNull();
        continue;
      }
      double value = numbers.at(row);
      if (Double.isNaN(value)) {
        builder.appendNull();
        run.reject(row, "NaN belongs to no bin.");
      } else {
        builder.append(place.of(value));
      }
    }
    return added(run, builder);
  }

  /** The first bins have a row more where the rows cannot be shared out evenly. */
  private static StepResult equalCounts(StepRun run, Column source, Step.Bin step) {
    int[] order = RowOrder.of(run, List.of(new Step.Sort.Key(step.column(), false)));
    long values = run.rows() - source.nullCount();
    long each = values / step.bins();
    long longer = values % step.bins();
    long[] bins = new long[run.rows()];
    for (int rank = 0; rank < values; rank++) {
      long inLonger = longer * (each + 1);
      bins[order[rank]] =
          rank < inLonger ? rank / (each + 1) + 1 : longer + (rank - inLonger) / each + 1;
    }
    var builder = new Int64ColumnBuilder(step.newColumn());
    for (int row = 0; row < run.rows(); row++) {
      if (bins[row] == 0) {
        builder.appendNull();
      } else {
        builder.append(bins[row]);
      }
    }
    return added(run, builder);
  }

  private static StepResult added(StepRun run, Int64ColumnBuilder builder) {
    return new StepResult(
        run.plus(run.owned().own(builder.build(run.shard()))),
        Paths.java("no kernel for bins: Java finds them"));
  }

  /** Where finite numbers lie; the mean and deviation by Welford (1962). */
  private record Spread(double min, double max, double mean, double deviation) {
    static Spread of(StepRun run, Column source, ColumnNumbers numbers) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      var moments = new Welford();
      for (int row = 0; row < run.rows(); row++) {
        run.tick(row);
        double value = source.isNull(row) ? Double.NaN : numbers.at(row);
        if (Double.isFinite(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
          moments.add(value);
        }
      }
      return new Spread(min, max, moments.mean(), Math.sqrt(moments.variance()));
    }

    /** 0 for the least, 1 for the greatest; 0 where all are equal. */
    double share(double value) {
      if (max == min) {
        return Double.isFinite(value) ? 0 : value;
      }
      return Double.isInfinite(max - min)
          ? (value / 2 - min / 2) / (max / 2 - min / 2)
          : (value - min) / (max - min);
    }

    /** Sample deviations above the mean; 0 where all are equal. */
    double score(double value) {
      return max == min && Double.isFinite(value) ? 0 : (value - mean) / deviation;
    }
  }
}
