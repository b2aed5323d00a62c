package dev.alidade.engine.sql;

import dev.alidade.engine.PathChoice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query, or the number of changed rows of a statement.
 *
 * @param rows values as Long, Double, String, byte[] or null
 * @param truncated whether {@code maxRows} cut the result
 * @param vmSteps steps of SQLite's virtual machine: work without noise
 * @param plan the plan, where asked for
 */
public record QueryResult(
    List<ResultColumn> columns,
    List<@Nullable Object[]> rows,
    boolean truncated,
    long changedRows,
    long nanos,
    long vmSteps,
    boolean fromCache,
    PathChoice path,
    Optional<QueryPlan> plan) {

  /**
   * @param declaredType type that the table declares; empty for expressions
   */
  public record ResultColumn(String name, String declaredType) {}
}
