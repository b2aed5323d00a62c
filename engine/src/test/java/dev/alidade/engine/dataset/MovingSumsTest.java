package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against exact sums of decimal numbers. */
class MovingSumsTest {
  private static final double[] ODD = {
    1e308, -1e308, 1.7e308, -1.7e308, 1e-308, -1e-308, 5e-324, 1e16, -1e16, 1, -0.0, 0.1
  };
  private static final double EPSILON = 0x1p-53;

  private static double[] moved(double[] values, long window, boolean average, int[] reads) {
    double[] found = new double[values.length];
    MovingSums.of(
        values.length,
        window,
        average,
        new MovingSums.Values() {
          @Override
          public boolean isPresent(int row) {
            return true;
          }

          @Override
          public double at(int row) {
            reads[0]++;
            return values[row];
          }
        },
        (row, count, value) -> found[row] = value,
        row -> {});
    return found;
  }

  private static double[] odd(int rows, int infinities) {
    Random random = new Random(rows);
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = random.nextInt(3) > 0 ? random.nextGaussian() : ODD[random.nextInt(ODD.length)];
      if (infinities > 0 && random.nextInt(infinities) == 0) {
        values[i] =
            switch (random.nextInt(3)) {
              case 0 -> Double.NaN;
              case 1 -> Double.POSITIVE_INFINITY;
              default -> Double.NEGATIVE_INFINITY;
            };
      }
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 64, 119, 120, 121, Long.MAX_VALUE})
  void agreesWithExactSumsOfNumbersOfAnySize(long window) {
    for (boolean average : new boolean[] {false, true}) {
      double[] values = odd(120, 0);
      double[] found = moved(values, window, average, new int[1]);
      for (int row = 0; row < values.length; row++) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal sizes = BigDecimal.ZERO;
        int from = (int) Math.max(0, row - window + 1);
        for (int i = from; i <= row; i++) {
          sum = sum.add(new BigDecimal(values[i]));
          sizes = sizes.add(new BigDecimal(values[i]).abs());
        }
        double count = row - from + 1.0;
        BigDecimal wanted = average ? sum.divide(new BigDecimal(count), new MathContext(800)) : sum;
        double exact = wanted.doubleValue();
        if (Double.isInfinite(exact)) {
          assertThat(found[row]).isEqualTo(exact);
          continue;
        }
        // Bounds of JoinableSums, and half an ulp for the division.
        BigDecimal bound =
            sizes
                .multiply(new BigDecimal(count * count * EPSILON * EPSILON))
                .add(new BigDecimal((average ? 4 : 1) * Math.ulp(exact)));
        assertThat(new BigDecimal(found[row]).subtract(wanted).abs()).isLessThanOrEqualTo(bound);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 50})
  void infinitiesAndNaNLeaveWithTheirRow(int window) {
    double[] values = odd(500, 20);
    double[] found = moved(values, window, false, new int[1]);
    int finite = 0;
    for (int row = 0; row < values.length; row++) {
      boolean positive = false;
      boolean negative = false;
      boolean none = false;
      for (int i = Math.max(0, row - window + 1); i <= row; i++) {
        positive |= values[i] == Double.POSITIVE_INFINITY;
        negative |= values[i] == Double.NEGATIVE_INFINITY;
        none |= Double.isNaN(values[i]);
      }
      if (none || positive && negative) {
        assertThat(found[row]).isNaN();
      } else if (positive || negative) {
        assertThat(found[row])
            .isEqualTo(positive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
      } else {
        assertThat(found[row]).isNotNaN();
        finite++;
      }
    }
    assertThat(finite).isPositive();
  }

  @Test
  void anAverageIsFiniteWhereTheSumIsNot() {
    assertThat(moved(new double[] {1e308, 1e308, 1e308}, 3, true, new int[1]))
        .containsExactly(1e308, 1e308, 1e308);
    assertThat(moved(new double[] {1e308, 1e308, -1e308}, 3, false, new int[1]))
        .containsExactly(1e308, Double.POSITIVE_INFINITY, 1e308);
  }

  @Test
  void readsEachValueOnceWhateverTheWindow() {
    int[] reads = new int[1];
    moved(new double[100_000], 40_000, false, reads);
    assertThat(reads[0]).isEqualTo(100_000);
  }
}
