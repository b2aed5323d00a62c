package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.data.expression.Expression;
import dev.alidade.engine.dataset.Dataset;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels and the row-by-row evaluator keep the same rows, NaN and nulls included. */
class FilterPlanTest {
  private static final String[] OPERATORS = {"<", "<=", "=", "<>", ">=", ">"};

  static Stream<Arguments> cases() {
    return Stream.of(Bench.Path.values())
        .flatMap(path -> LongStream.range(100, 105).mapToObj(seed -> Arguments.of(path, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  void keepsTheRowsThatJavaKeeps(Bench.Path path, long seed) throws SQLException {
    Random random = new Random(seed);
    try (Bench bench = new Bench(path);
        GeneratedTable table = new GeneratedTable(bench, seed, 203)) {
      for (int i = 0; i < 60; i++) {
        String condition = condition(random, 3);
        assertThat(FilterPlan.of(Expression.parse(condition), columns(table.data)))
            .as(condition)
            .isPresent();
        String inJava = "if(true, " + condition + ", false)";
        assertThat(kept(bench, table.data, condition))
            .as(condition)
            .isEqualTo(kept(bench, table.data, inJava));
      }
    }
  }

  private static Table columns(Dataset data) {
    return new Table((int) data.rowCount(), data.columns());
  }

  private static List<@Nullable Object> kept(Bench bench, Dataset data, String condition) {
    try (Dataset result = bench.run(data, new Step.Filter(condition)).data()) {
      return Bench.values(result, "r");
    }
  }

  private static String condition(Random random, int depth) {
    int kind = depth == 0 ? 3 : random.nextInt(6);
    return switch (kind) {
      case 0 -> "(" + condition(random, depth - 1) + " and " + condition(random, depth - 1) + ")";
      case 1 -> "(" + condition(random, depth - 1) + " or " + condition(random, depth - 1) + ")";
      case 2 -> "not (" + condition(random, depth - 1) + ")";
      default -> leaf(random);
    };
  }

  private static String leaf(Random random) {
    String operator = OPERATORS[random.nextInt(OPERATORS.length)];
    return switch (random.nextInt(9)) {
      case 0 -> "n " + operator + " " + (random.nextInt(7) - 3);
      case 1 -> (random.nextInt(7) - 3) + " " + operator + " x";
      case 2 -> "f " + operator + " 0.5";
      case 3 -> "f " + operator + " 0";
      case 4 -> "i " + operator + " " + Long.MAX_VALUE;
      case 5 -> "t " + operator + " '1999-12-31T23:59:59.999Z'";
      case 6 -> "s " + (random.nextBoolean() ? "=" : "<>") + " 'straße'";
      case 7 -> "b";
      default -> "f is " + (random.nextBoolean() ? "" : "not ") + "null";
    };
  }
}
