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
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates a stream: every part as any data set, and the groups of the parts with each other. So
 * only measures that can be put together again are taken.
 */
final class StreamAggregator implements DatasetStream.PartConsumer {
  /** Some 200 bytes each: more would be held in the heap than a stream is meant to save. */
  private static final int MOST_GROUPS = 1_000_000;

  /** About as much again for the different values that some measures need. */
  private static final int MOST_VALUES = 1_000_000;

  private final ColumnarProcessor processor;
  private final AggregationOptions options;
  private final Progress progress;

  /** What each part is asked for. */
  private final List<Operation> partial = new ArrayList<>();

  /** Columns whose values are counted. */
  private final Set<String> counted = new LinkedHashSet<>();

  private final Map<List<@Nullable Object>, StreamGroup> groups = new LinkedHashMap<>();
  private long rows;
  private long values;

  StreamAggregator(ColumnarProcessor processor, AggregationOptions options, Progress progress) {
    this.processor = processor;
    this.options = options;
    this.progress = new QuietProgress(progress);
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
        case COUNT_DISTINCT, MEDIAN, PERCENTILE, MODE -> counted.add(operation.field());
        case COLLECT ->
            throw new InvalidRequest(
                "%s of \"%s\" needs all values of a group at once, which a stream does not have."
                    .formatted(operation.operation(), operation.field()),
                "Load the file as a data set, or choose a measure that parts can be added up for,"
                    + " such as the average.");
      }
    }
    if (partial.isEmpty() && !counted.isEmpty()) {
      partial.add(new Operation("*", AggregateFunction.COUNT, "rows of a part"));
    }
  }

  /** What a part's own aggregation would say of a measure that it is not asked for. */
  private static void check(Operation operation, Schema schema) {
    OptionalInt at = schema.indexOf(operation.field());
    if (at.isPresent() && !operation.operation().fits(schema.fields().get(at.getAsInt()).type())) {
      throw new InvalidRequest(
          "%s cannot be computed of \"%s\", a column of %s."
              .formatted(
                  operation.operation(),
                  operation.field(),
                  schema.fields().get(at.getAsInt()).type()),
          "Choose a column of numbers (or times, for the median), or count, min or max.");
    }
    boolean percentile = operation.operation() == AggregateFunction.PERCENTILE;
    double wanted = operation.percentile().orElse(percentile ? -1 : 0);
    if (!(wanted >= 0 && wanted <= 100) || percentile != operation.percentile().isPresent()) {
      throw new InvalidRequest(
          "The measure \"%s\" needs a percentile from 0 to 100 if it is one, and none if not."
              .formatted(operation.alias()),
          "Give a percentile to percentile, and to it alone.");
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
    options.operations().stream()
        .filter(operation -> counted.contains(operation.field()))
        .forEach(operation -> check(operation, schema));
    groups.clear();
    rows = 0;
    values = 0;
  }

  @Override
  public void accept(Dataset part) {
    rows += part.rowCount();
    AggregationOptions asked = new AggregationOptions(options.groupBy(), partial);
    try (Dataset result = processor.aggregatePart(part, asked, progress)) {
      int keys = options.groupBy().size();
      for (long row = 0; row < result.rowCount(); row++) {
        List<@Nullable Object> found = new ArrayList<>(partial.size());
        for (int i = 0; i < partial.size(); i++) {
          found.add(result.column(keys + i).value(row));
        }
        List<@Nullable Object> key = key(result, row);
        groups
            .computeIfAbsent(StreamKeys.same(key), same -> new StreamGroup(key, partial))
            .add(found);
      }
    }
    if (groups.size() > MOST_GROUPS) {
      throw new InvalidRequest(
          "The file has more than %,d groups, too many to hold beside a stream."
              .formatted(MOST_GROUPS),
          "Group by columns with fewer values, or load the file as a data set.");
    }
    counted.forEach(field -> count(part, field));
  }

  private List<@Nullable Object> key(Dataset result, long row) {
    List<@Nullable Object> key = new ArrayList<>(options.groupBy().size());
    for (int i = 0; i < options.groupBy().size(); i++) {
      key.add(result.column(i).value(row));
    }
    return key;
  }

  /** Counts the values of a column in each group: the column is one key more. */
  private void count(Dataset part, String field) {
    List<String> keys = new ArrayList<>(options.groupBy());
    if (!keys.contains(field)) {
      keys.add(field);
    }
    int at = keys.indexOf(field);
    AggregationOptions asked =
        new AggregationOptions(
            keys, List.of(new Operation("*", AggregateFunction.COUNT, "rows of a part")));
    try (Dataset result = processor.aggregatePart(part, asked, progress)) {
      for (long row = 0; row < result.rowCount(); row++) {
        Object value = result.column(at).value(row);
        if (value != null && result.column(keys.size()).value(row) instanceof Long count) {
          StreamGroup group = Objects.requireNonNull(groups.get(StreamKeys.same(key(result, row))));
          values += group.values(field).add(value, count);
        }
      }
    }
    if (values > MOST_VALUES) {
      throw new InvalidRequest(
          "The groups have more than %,d different values of \"%s\", too many to hold beside a"
                  .formatted(MOST_VALUES, field)
              + " stream.",
          "Leave that measure out, round the values first, or load the file as a data set.");
    }
  }

  /** One row for each group, in the order of their first rows. */
  List<Map<String, @Nullable Object>> result() {
    List<Map<String, @Nullable Object>> result = new ArrayList<>();
    groups.forEach(
        (same, group) -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          for (int i = 0; i < group.key().size(); i++) {
            row.put(options.groupBy().get(i), group.key().get(i));
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
              case COUNT_DISTINCT, MEDIAN, PERCENTILE, MODE, COLLECT ->
                  row.put(operation.alias(), counted(operation, group));
              case COUNT, SUM, MIN, MAX, FIRST, LAST ->
                  row.put(operation.alias(), group.value(at++));
            }
          }
          result.add(row);
        });
    return result;
  }

  private static @Nullable Object counted(Operation operation, StreamGroup group) {
    StreamValues values = group.values(operation.field());
    return switch (operation.operation()) {
      case COUNT_DISTINCT -> values.different();
      case MODE -> values.mode();
      case MEDIAN -> values.percentile(50);
      case PERCENTILE -> values.percentile(operation.percentile().orElseThrow());
      default -> throw new IllegalStateException(operation.operation() + " counts no values");
    };
  }
}
