package dev.alidade.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.compute.MovingWindow.Function;
import dev.alidade.engine.dataset.ColumnType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sorts and moving windows, which have no kernel; against the library's sort and Commons Math. */
class OrderTest {
  private final ComputeBench bench = new ComputeBench(ComputeBench.Path.JAVA);
  private final ComputeEngine compute = bench.compute;

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void sortsStablyWithRowsWithoutNumberLast(Numbers kind) {
    double[] values = Numbers.withNaN(kind.make(new Random(1)), new Random(2));
    for (SortOrder order : SortOrder.values()) {
      Sorted found = compute.sort(values, order);
      assertThat(found.rows()).isEqualTo(expected(values, order));
      assertThat(found.numbers()).isEqualTo(Numbers.withoutNaN(values).length);
      assertThat(found.values())
          .isEqualTo(Arrays.stream(found.rows()).mapToDouble(row -> values[row] + 0.0).toArray());
      for (int n : new int[] {1, 3, 100, 20_000}) {
        Sorted top = compute.top(values, n, order);
        int length = Math.min(n, values.length);
        assertThat(top.rows()).isEqualTo(Arrays.copyOf(found.rows(), length));
        assertThat(top.values()).isEqualTo(Arrays.copyOf(found.values(), length));
        assertThat(top.numbers()).isEqualTo(Math.min(length, found.numbers()));
      }
    }
  }

  private static int[] expected(double[] values, SortOrder order) {
    Comparator<Integer> byValue = Comparator.comparingDouble(row -> values[row] + 0.0);
    Comparator<Integer> directed = order == SortOrder.ASCENDING ? byValue : byValue.reversed();
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(
            Comparator.<Integer, Boolean>comparing(row -> Double.isNaN(values[row]))
                .thenComparing((a, b) -> Double.isNaN(values[a]) ? 0 : directed.compare(a, b)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void sortsColumnsWithNullsAndInfinities() {
    List<Double> values =
        Arrays.asList(
            3.0, null, Double.NEGATIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY, -3.0, null);
    Sorted found = compute.sort(bench.column(ColumnType.FLOAT64, values), SortOrder.DESCENDING);
    assertThat(found.rows()).containsExactly(4, 0, 5, 2, 1, 3, 6);
    assertThat(found.numbers()).isEqualTo(4);
    Sorted few = compute.top(bench.column(ColumnType.FLOAT64, values), 5, SortOrder.ASCENDING);
    assertThat(few.rows()).containsExactly(2, 5, 0, 4, 1);
    assertThatThrownBy(() -> compute.top(new double[] {1}, 0, SortOrder.ASCENDING))
        .isInstanceOf(InvalidRequest.class);
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void movesAWindowAsCommonsMath(Function function) {
    Random random = new Random(3);
    double[] values = random.doubles(700, -5, 5).map(v -> v + 1e6).toArray();
    for (int rows : new int[] {1, 2, 3, 10, 699, 700, 5_000}) {
      double[] found = compute.window(values, MovingWindow.of(rows, function)).values();
      DescriptiveStatistics oracle = new DescriptiveStatistics();
      oracle.setWindowSize(rows);
      for (int row = 0; row < values.length; row++) {
        oracle.addValue(values[row]);
        double expected =
            switch (function) {
              case SUM -> oracle.getSum();
              case MEAN -> oracle.getMean();
              case MIN -> oracle.getMin();
              case MAX -> oracle.getMax();
              case STANDARD_DEVIATION -> Math.sqrt(oracle.getPopulationVariance());
            };
        assertThat(found[row]).isCloseTo(expected, within(1e-9 + 1e-13 * Math.abs(expected)));
      }
    }
  }

  @Test
  void forgetsAnInfinityAndSkipsNaN() {
    double[] values = {1, Double.POSITIVE_INFINITY, 2, 3, Double.NaN, 5};
    assertThat(compute.window(values, MovingWindow.of(2, Function.SUM)).values())
        .containsExactly(1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 5, 3, 5);
    assertThat(compute.window(values, new MovingWindow(2, Function.MIN, 2)).values())
        .containsExactly(Double.NaN, 1, 2, 2, Double.NaN, Double.NaN);
    assertThat(compute.window(new double[0], MovingWindow.of(3, Function.MAX)).values()).isEmpty();
    assertThatThrownBy(() -> new MovingWindow(2, Function.MAX, 3))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void stopsWhenCancelled() {
    double[] values = new double[300_000];
    var progress = new CountdownProgress(2);
    assertThatThrownBy(() -> compute.sort(Series.of(values), SortOrder.ASCENDING, progress))
        .isInstanceOf(OperationCancelled.class);
    assertThat(bench.samples)
        .filteredOn(sample -> sample.operation().equals("compute.sort"))
        .as("recorded, and no failure: the caller wanted it")
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.failed()).isFalse();
              assertThat(sample.rowsOut()).isZero();
            });
  }
}
