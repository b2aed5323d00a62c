package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.dataset.Dataset;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** What tests against DuckDB have in common: both paths, two seeds, nothing left in memory. */
final class Oracle {
  private static final int ROWS = 700;

  private Oracle() {}

  /** Paths by seeds. */
  static Stream<Arguments> cases() {
    return Stream.of(Bench.Path.values())
        .flatMap(
            path ->
                Stream.of(1L, 2L).map(seed -> Arguments.of(path, Named.of("seed " + seed, seed))));
  }

  interface Claim {
    void check(Bench bench, GeneratedTable table) throws SQLException;
  }

  static void on(Bench.Path path, long seed, Claim claim) throws SQLException {
    try (Bench bench = new Bench(path)) {
      try (GeneratedTable table = new GeneratedTable(bench, seed, ROWS)) {
        claim.check(bench, table);
      }
      assertThat(bench.usedBytes()).isZero();
    }
  }

  /** Checks one column of a step's result against a query's first column, timestamps as millis. */
  static void check(Bench bench, GeneratedTable table, String column, String sql, Step... steps)
      throws SQLException {
    List<@Nullable Object> found = new ArrayList<>();
    try (Dataset result = bench.run(table.data, steps).data()) {
      for (Object value : Bench.values(result, column)) {
        found.add(value instanceof Instant time ? (Object) time.toEpochMilli() : value);
      }
    }
    assertThat(found)
        .as(sql)
        .usingElementComparator(Comparing::nearly)
        .isEqualTo(table.column(sql));
  }
}
