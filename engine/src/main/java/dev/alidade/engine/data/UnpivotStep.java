package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumnBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** Columns to rows: their names in one column, their values in another. */
final class UnpivotStep {
  /** Of a row of the result: where it comes from, its name's code and its value. */
  private static final long BYTES_OF_ROW = 16;

  private UnpivotStep() {}

  static StepResult apply(StepRun run, Step.Unpivot step) {
    Set<Integer> positions = new HashSet<>();
    step.columns().forEach(name -> positions.add(run.indexOf(name)));
    List<Column> sources = step.columns().stream().map(run::column).toList();
    if (sources.isEmpty()) {
      throw run.failed("XFRM-105", "No column is chosen.", "Choose the columns to turn.");
    }
    run.requireFree(step.nameColumn());
    run.requireFree(step.valueColumn());
    if (step.nameColumn().equals(step.valueColumn())) {
      throw run.failed("XFRM-106", "Both new columns have one name.", "Name them differently.");
    }
    int rows = checked(run, run.rows() * (long) sources.size());
    var names = new StringColumnBuilder(step.nameColumn());
    ColumnBuilder values = ColumnBuilder.of(step.valueColumn(), type(run, sources), 0);
    List<Appender> appenders = sources.stream().map(each -> appender(run, each, values)).toList();
    int[] origins = new int[rows];
    for (int row = 0, out = 0; row < run.rows(); row++) {
      run.tick(row);
      for (int i = 0; i < sources.size(); i++) {
        origins[out++] = row;
        names.append(step.columns().get(i));
        appenders.get(i).append(row);
      }
    }
    RowGather gather = new RowGather(run, run.owned().scratch(origins, rows), rows);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < run.table().columns().size(); i++) {
      if (!positions.contains(i)) {
        columns.add(gather.column(run.table().columns().get(i)));
      }
    }
    columns.add(run.owned().own(names.build(run.shard())));
    columns.add(run.owned().own(values.build(run.shard())));
    return new StepResult(
        new Table(rows, columns), run.path("no kernel for turning columns: Java runs it"));
  }

  private static int checked(StepRun run, long rows) {
    new ResultRoom(run, "Filter the data first, or choose fewer columns.")
        .require(rows, run.table().columns(), rows * BYTES_OF_ROW);
    return (int) rows;
  }

  /** The one type of the columns; float64 for mixed numbers, string for anything else mixed. */
  private static ColumnType type(StepRun run, List<Column> sources) {
    sources.forEach(source -> ColumnTexts.of(run, source)); // refuses vectors
    List<ColumnType> types =
        sources.stream().map(source -> source.field().type()).distinct().toList();
    if (types.size() == 1) {
      return types.getFirst();
    }
    return types.stream().allMatch(ColumnType::isNumeric) ? ColumnType.FLOAT64 : ColumnType.STRING;
  }

  @FunctionalInterface
  private interface Appender {
    void append(int row);
  }

  private static Appender appender(StepRun run, Column source, ColumnBuilder values) {
    if (source.field().type() == values.type()) {
      return row -> values.appendFrom(source, row);
    }
    if (values instanceof Float64ColumnBuilder reals) {
      ColumnNumbers numbers = ColumnNumbers.of(run, source);
      return row -> {
        if (source.isNull(row)) {
          reals.appendNull();
        } else {
          reals.append(numbers.at(row));
        }
      };
    }
    LongFunction<String> texts = ColumnTexts.of(run, source);
    return row -> values.appendValue(source.isNull(row) ? null : texts.apply(row));
  }
}
