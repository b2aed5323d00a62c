package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates a stream: every part as any data set, and the groups of the parts with each other. So
 * only measures that can be put together again are taken.
 */
final class StreamAggregator implements DatasetStream.PartConsumer {
  /** Some 200 bytes each: more would be held in the heap than a stream is meant to save. */
  private static final int MOST_GROUPS = 1_000_000;

  private final DataProcessor processor;
  private final AggregationOptions options;
  private final Progress progress;

  /** What each part is asked for. */
  private final List<Operation> partial = new ArrayList<>();

  private final Map<List<@Nullable Object>, StreamGroup> groups = new LinkedHashMap<>();
  private long rows;

  StreamAggregator(DataProcessor processor, AggregationOptions options, Progress progress) {
    this.processor = processor;
    this.options = options;
    this.progress = progress;
    for (Operation operation : options.operations()) {
      switch (operation.operation()) {
        case COUNT, SUM, MIN, MAX, FIRST, LAST -> ask(operation, operation.operation());
        case AVG -> {
          ask(operation, AggregateFunction.SUM);
          ask(operation, AggregateFunction.COUNT);
        }
        case STD, VARIANCE -> {
          ask(operation, AggregateFunction.VARIANCE);
          ask(operation, AggregateFunction.AVG);
          ask(operation, AggregateFunction.COUNT);
        }
        case COUNT_DISTINCT, MEDIAN, PERCENTILE, MODE, COLLECT ->
            throw new InvalidRequest(
                "%s of \"%s\" needs all values of a group at once, which a stream does not have."
                    .formatted(operation.operation(), operation.field()),
                "Load the file as a data set, or choose a measure that parts can be added up for,"
                    + " such as the average.");
      }
    }
  }

  private void ask(Operation operation, AggregateFunction function) {
    partial.add(new Operation(operation.field(), function, "part " + partial.size()));
  }

  /** Columns that have to be read. */
  List<String> columns() {
    Set<String> columns = new LinkedHashSet<>(options.groupBy());
    options.operations().stream()
        .map(Operation::field)
        .filter(field -> !field.equals("*"))
        .forEach(columns::add);
    return List.copyOf(columns);
  }

  long rows() {
    return rows;
  }

  @Override
  public void begin(Schema schema) {
    groups.clear();
    rows = 0;
  }

  @Override
  public void accept(Dataset part) {
    rows += part.rowCount();
    AggregationOptions asked = new AggregationOptions(options.groupBy(), partial);
    try (Dataset result = processor.aggregate(part, asked, quiet()).data()) {
      int keys = options.groupBy().size();
      for (long row = 0; row < result.rowCount(); row++) {
        List<@Nullable Object> key = new ArrayList<>(keys);
        for (int i = 0; i < keys; i++) {
          key.add(result.column(i).value(row));
        }
        StreamGroup group = groups.get(key);
        if (group == null) {
          group = new StreamGroup(partial);
          groups.put(key, group);
        }
        List<@Nullable Object> values = new ArrayList<>(partial.size());
        for (int i = 0; i < partial.size(); i++) {
          values.add(result.column(keys + i).value(row));
        }
        group.add(values);
      }
    }
    if (groups.size() > MOST_GROUPS) {
      throw new InvalidRequest(
          "The file has more than %,d groups, too many to hold beside a stream."
              .formatted(MOST_GROUPS),
          "Group by columns with fewer values, or load the file as a data set.");
    }
  }

  /** A part's own fraction would make the stream's jump. */
  private Progress quiet() {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {}

      @Override
      public boolean cancelled() {
        return progress.cancelled();
      }
    };
  }

  /** One row for each group, in the order of their first rows. */
  List<Map<String, @Nullable Object>> result() {
    List<Map<String, @Nullable Object>> result = new ArrayList<>();
    groups.forEach(
        (key, group) -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          for (int i = 0; i < key.size(); i++) {
            row.put(options.groupBy().get(i), key.get(i));
          }
          int at = 0;
          for (Operation operation : options.operations()) {
            switch (operation.operation()) {
              case AVG -> {
                row.put(operation.alias(), group.mean(at));
                at += 2;
              }
              case VARIANCE -> {
                row.put(operation.alias(), group.variance(at));
                at += 3;
              }
              case STD -> {
                Double variance = group.variance(at);
                row.put(operation.alias(), variance == null ? null : (Double) Math.sqrt(variance));
                at += 3;
              }
              default -> row.put(operation.alias(), group.value(at++));
            }
          }
          result.add(row);
        });
    return result;
  }
}
