package dev.alidade.engine.data;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.BoolColumn;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Float64Column;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64Column;
import dev.alidade.engine.dataset.Interpolation;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.TimestampColumn;
import dev.alidade.engine.dataset.TimestampColumnBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import java.util.function.LongFunction;

/** Measures that look at the rows of each group one by one. */
final class RowMeasures {
  private final StepRun run;
  private final GroupRows rows;
  private final int[] order;

  /**
   * @param order the groups that have rows, in the order of the result
   */
  RowMeasures(StepRun run, GroupRows rows, int[] order) {
    this.run = run;
    this.rows = rows;
    this.order = order;
  }

  Column column(Operation operation) {
    Column source = run.column(operation.field());
    String alias = operation.alias();
    ColumnBuilder builder =
        switch (operation.operation()) {
          case MEDIAN -> percentiles(source, alias, 50);
          case PERCENTILE -> percentiles(source, alias, operation.percentile().orElseThrow());
          case STD -> deviations(source, alias, true);
          case VARIANCE -> deviations(source, alias, false);
          case FIRST -> ends(source, alias, true);
          case LAST -> ends(source, alias, false);
          case MODE -> modes(source, alias);
          case COLLECT -> collections(source, alias);
          case COUNT, COUNT_DISTINCT, SUM, AVG, MIN, MAX ->
              throw new IllegalStateException(operation.operation() + " needs no rows");
        };
    return run.owned().own(builder.build(run.shard()));
  }

  /** Passes over the rows of a group that have a value. */
  private void each(int group, Column source, IntConsumer row) {
    for (int i = rows.start(group); i < rows.end(group); i++) {
      run.tick(i);
      if (!source.isNull(rows.row(i))) {
        row.accept(rows.row(i));
      }
    }
  }

  /** Between the two nearest values linearly (the type 7 of Hyndman and Fan, 1996). */
  private ColumnBuilder percentiles(Column source, String alias, double percentile) {
    return switch (source) {
      case Float64Column floats -> floatPercentiles(floats, alias, percentile);
      case Int64Column integers -> {
        var builder = new Float64ColumnBuilder(alias);
        wholePercentiles(
            source,
            integers::get,
            percentile,
            builder,
            (low, high, share) -> builder.append(Interpolation.between(low, high, share)));
        yield builder;
      }
      case TimestampColumn times -> {
        var builder = new TimestampColumnBuilder(alias);
        wholePercentiles(
            source,
            times::epochMillis,
            percentile,
            builder,
            (low, high, share) -> builder.append(Interpolation.floorBetween(low, high, share)));
        yield builder;
      }
      default -> throw run.wrongType(source, "numbers or times", "Choose another column.");
    };
  }

  private ColumnBuilder floatPercentiles(Float64Column source, String alias, double percentile) {
    var builder = new Float64ColumnBuilder(alias);
    double[] values = new double[run.rows()];
    int[] count = new int[1];
    for (int group : order) {
      count[0] = 0;
      each(group, source, row -> values[count[0]++] = source.get(row) + 0.0);
      int last = count[0] - 1;
      if (last < 0) {
        builder.appendNull();
        continue;
      }
      Arrays.sort(values, 0, count[0]);
      double place = last * percentile / 100;
      double low = values[(int) Math.floor(place)];
      double high = values[(int) Math.ceil(place)];
      builder.append(Interpolation.between(low, high, place - Math.floor(place)));
    }
    return builder;
  }

  private interface Between {
    void append(long low, long high, double share);
  }

  private void wholePercentiles(
      Column source,
      IntToLongFunction at,
      double percentile,
      ColumnBuilder builder,
      Between between) {
    long[] values = new long[run.rows()];
    int[] count = new int[1];
    for (int group : order) {
      count[0] = 0;
      each(group, source, row -> values[count[0]++] = at.applyAsLong(row));
      int last = count[0] - 1;
      if (last < 0) {
        builder.appendNull();
        continue;
      }
      Arrays.sort(values, 0, count[0]);
      double place = last * percentile / 100;
      between.append(
          values[(int) Math.floor(place)],
          values[(int) Math.ceil(place)],
          place - Math.floor(place));
    }
  }

  private ColumnBuilder deviations(Column source, String alias, boolean root) {
    ColumnNumbers numbers = ColumnNumbers.of(run, source);
    var builder = new Float64ColumnBuilder(alias);
    for (int group : order) {
      var moments = new Welford();
      each(group, source, row -> moments.add(numbers.at(row)));
      if (moments.count() < 2) {
        builder.appendNull();
      } else {
        builder.append(root ? Math.sqrt(moments.variance()) : moments.variance());
      }
    }
    return builder;
  }

  private ColumnBuilder ends(Column source, String alias, boolean first) {
    ColumnBuilder builder = ColumnBuilder.of(alias, source.field().type(), 0);
    for (int group : order) {
      int[] found = {-1};
      each(group, source, row -> found[0] = first && found[0] >= 0 ? found[0] : row);
      appendRow(builder, source, found[0]);
    }
    return builder;
  }

  private static void appendRow(ColumnBuilder builder, Column source, int row) {
    if (row < 0) {
      builder.appendNull();
    } else {
      builder.appendFrom(source, row);
    }
  }

  private ColumnBuilder modes(Column source, String alias) {
    GroupCodes values = GroupCodes.of(run, List.of(source));
    int[] counts = new int[values.groups()];
    int[] firstRow = new int[values.groups()];
    ColumnBuilder builder = ColumnBuilder.of(alias, source.field().type(), 0);
    for (int group : order) {
      int[] best = {-1};
      each(
          group,
          source,
          row -> {
            int value = values.codes()[row];
            if (counts[value]++ == 0) {
              firstRow[value] = row;
            }
          });
      each(
          group,
          source,
          row -> {
            int value = values.codes()[row];
            if (best[0] < 0 || counts[value] > counts[values.codes()[best[0]]]) {
              best[0] = firstRow[value];
            }
          });
      each(group, source, row -> counts[values.codes()[row]] = 0);
      appendRow(builder, source, best[0]);
    }
    return builder;
  }

  /** Numbers and booleans as they are in JSON, NaN and infinities and all others in quotes. */
  private ColumnBuilder collections(Column source, String alias) {
    LongFunction<String> texts = ColumnTexts.of(run, source);
    boolean plain = source instanceof Int64Column || source instanceof BoolColumn;
    var builder = new StringColumnBuilder(alias);
    for (int group : order) {
      var json = new StringBuilder("[");
      each(
          group,
          source,
          row -> {
            boolean bare =
                plain || (source instanceof Float64Column c && Double.isFinite(c.get(row)));
            String text = texts.apply(row);
            json.append(json.length() > 1 ? "," : "").append(bare ? text : quoted(text));
          });
      if (json.length() == 1) {
        builder.appendNull();
      } else {
        builder.append(json.append(']').toString());
      }
    }
    return builder;
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
