package dev.alidade.engine.data;

import java.util.List;

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
   */
  public record Operation(String field, AggregateFunction operation, String alias) {}
}
