package dev.alidade.engine.data;

import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.ColumnBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Rows to columns: groups by the keys and the column, then spreads the groups. New columns come in
 * the order of the values, the one of null last.
 */
final class PivotStep {
  /** More columns than this are a mistake in the choice of the column. */
  private static final int MOST_COLUMNS = 1_000;

  private PivotStep() {}

  static StepResult apply(StepRun run, Step.Pivot step) {
    String measure = "value";
    List<String> groupBy = new ArrayList<>(step.keys());
    groupBy.add(step.column());
    while (groupBy.contains(measure)) {
      measure += "_";
    }
    StepResult grouped;
    Table made;
    try (StepRun grouping = run.over(run.table())) {
      grouped =
          Aggregator.apply(
              grouping,
              new AggregationOptions(
                  groupBy, List.of(new Operation(step.value(), step.operation(), measure))));
      try (StepRun spreading = run.over(grouped.table())) {
        made = new Spread(run, spreading, step.keys(), step.column(), measure).table();
      }
    }
    return new StepResult(made, grouped.path());
  }

  /** The groups, and what becomes of them. */
  private record Spread(
      StepRun run, StepRun groups, List<String> keys, String column, String measure) {
    Table table() {
      GroupCodes rowCodes = GroupCodes.of(groups, keys.stream().map(groups::column).toList());
      int[] firstRows = KeyCodes.firstRows(rowCodes.codes(), rowCodes.groups());
      int[] rowOfCode = new int[firstRows.length];
      int[] order = inOrderOfAppearance(firstRows);
      for (int i = 0; i < order.length; i++) {
        rowOfCode[rowCodes.codes()[order[i]]] = i;
      }
      List<Column> columns = new ArrayList<>();
      for (String key : keys) {
        Column source = groups.column(key);
        ColumnBuilder builder = ColumnBuilder.like(source);
        for (int i = 0; i < order.length; i++) {
          run.tick(i);
          builder.appendFrom(source, order[i]);
        }
        columns.add(run.owned().own(builder.build(run.shard())));
      }
      int rows = keys.isEmpty() ? Math.min(1, groups.rows()) : order.length;
      spread(rowCodes, rowOfCode, rows, columns);
      return new Table(rows, columns);
    }

    private static int[] inOrderOfAppearance(int[] firstRows) {
      return Arrays.stream(firstRows).filter(row -> row >= 0).sorted().toArray();
    }

    private void spread(GroupCodes rowCodes, int[] rowOfCode, int rows, List<Column> columns) {
      int[] sorted = RowOrder.of(groups, List.of(new Step.Sort.Key(column, false)));
      GroupCodes values = GroupCodes.of(groups, List.of(groups.column(column)));
      Column measures = groups.column(measure);
      LongFunction<String> texts = ColumnTexts.of(groups, groups.column(column));
      Set<String> names = new HashSet<>(keys);
      for (int start = 0, end; start < sorted.length; start = end) {
        int[] cells = new int[rows];
        Arrays.fill(cells, -1);
        int code = values.codes()[sorted[start]];
        for (end = start; end < sorted.length && values.codes()[sorted[end]] == code; end++) {
          cells[rowOfCode[rowCodes.codes()[sorted[end]]]] = sorted[end];
        }
        boolean missing = groups.column(column).isNull(sorted[start]);
        String name = missing ? "null" : texts.apply(sorted[start]);
        columns.add(cells(name.isBlank() ? "(empty)" : name, names, measures, cells));
        if (columns.size() - keys.size() > MOST_COLUMNS) {
          throw run.failed(
              "XFRM-105",
              "The column \"%s\" has more than %,d values.".formatted(column, MOST_COLUMNS),
              "Choose a column with fewer, or bin it first.");
        }
      }
    }

    private Column cells(String name, Set<String> names, Column measures, int[] cells) {
      if (!names.add(name)) {
        throw run.failed(
            "XFRM-106",
            "There would be two columns \"" + name + "\".",
            "Rename the key, or replace that value first.");
      }
      ColumnBuilder builder = ColumnBuilder.of(name, measures.field().type(), 0);
      for (int i = 0; i < cells.length; i++) {
        run.tick(i);
        if (cells[i] < 0) {
          builder.appendNull();
        } else {
          builder.appendFrom(measures, cells[i]);
        }
      }
      return run.owned().own(builder.build(run.shard()));
    }
  }
}
