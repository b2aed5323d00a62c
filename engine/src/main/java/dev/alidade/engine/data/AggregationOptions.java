package dev.alidade.engine.data;

import java.util.List;
import java.util.OptionalDouble;

/**
 * @param groupBy columns of any type; null is a group of its own; empty makes one row of all
 */
public record AggregationOptions(List<String> groupBy, List<Operation> operations) {
  public AggregationOptions {
    groupBy = List.copyOf(groupBy);
    operations = List.copyOf(operations);
  }

  /**
   * @param field column; {@code *} counts rows
   * @param percentile 0 to 100, for {@link AggregateFunction#PERCENTILE} and for it alone
   */
  public record Operation(
      @Means(Means.Meaning.COLUMN) String field,
      AggregateFunction operation,
      String alias,
      OptionalDouble percentile) {
    public Operation(String field, AggregateFunction operation, String alias) {
      this(field, operation, alias, OptionalDouble.empty());
    }

    /** The value below which so many per cent of a column lie. */
    public static Operation percentile(String field, double percentile, String alias) {
      return new Operation(
          field, AggregateFunction.PERCENTILE, alias, OptionalDouble.of(percentile));
    }
  }
}
