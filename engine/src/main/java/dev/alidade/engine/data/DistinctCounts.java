package dev.alidade.engine.data;

import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Column;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import java.util.List;

/** How many different values each group has. */
final class DistinctCounts {
  private DistinctCounts() {}

  static Column column(StepRun run, GroupCodes groups, Operation operation, int[] order) {
    Column column = run.column(operation.field());
    GroupCodes values = GroupCodes.of(run, List.of(column));
    var pairs = new KeyCodes();
    long[] counts = new long[groups.groups()];
    for (int row = 0; row < run.rows(); row++) {
      run.tick(row);
      if (column.isNull(row)) {
        continue;
      }
      int group = groups.codes()[row];
      int known = pairs.size();
      pairs.code((long) group << 32 | values.codes()[row]);
      counts[group] += pairs.size() - known;
    }
    var builder = new Int64ColumnBuilder(operation.alias());
    for (int group : order) {
      builder.append(counts[group]);
    }
    return run.owned().own(builder.build(run.shard()));
  }
}
