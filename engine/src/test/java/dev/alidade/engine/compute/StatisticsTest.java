package dev.alidade.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.compute.ComputeBench.Path;
import dev.alidade.engine.dataset.ColumnType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.random.EmpiricalDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against Apache Commons Math, and against exact decimals where that rounds too. */
@ParameterizedClass
@EnumSource(Path.class)
class StatisticsTest {
  @Parameter Path path;
  private ComputeBench bench;
  private ComputeEngine compute;

  @BeforeEach
  void open() {
    bench = new ComputeBench(path);
    compute = bench.compute;
  }

  @AfterEach
  void close() {
    assertThat(bench.scratchBytes()).isZero();
    bench.close();
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void agreesWithCommonsMath(Numbers kind) {
    double[] values = kind.make(new Random(5));
    check(compute.statistics(values), values);
    double[] holes = Numbers.withNaN(values, new Random(6));
    ColumnStatistics found = compute.statistics(holes);
    check(found, Numbers.withoutNaN(holes));
    assertThat(found.nanCount()).isEqualTo(holes.length - Numbers.withoutNaN(holes).length);
  }

  private void check(ColumnStatistics found, double[] values) {
    DescriptiveStatistics expected = new DescriptiveStatistics(values);
    assertThat(found.count()).isEqualTo(values.length);
    if (values.length == 0) {
      assertThat(found.sum()).isZero();
      assertThat(new double[] {found.mean(), found.variance(), found.min(), found.max()})
          .containsOnly(Double.NaN);
      return;
    }
    assertThat(found.path().used()).isEqualTo(bench.used());
    assertThat(found.sum()).isCloseTo(exactSum(values), within(1e-13 * sumOfSizes(values)));
    assertThat(found.mean()).isCloseTo(expected.getMean(), relative(expected.getMean(), 1e-12));
    double variance = expected.getPopulationVariance();
    assertThat(found.variance()).isCloseTo(variance, relative(variance, 1e-11));
    assertThat(found.min()).isEqualTo(expected.getMin());
    assertThat(found.max()).isEqualTo(expected.getMax());
    if (values.length > 1) {
      assertThat(found.sampleVariance())
          .isCloseTo(expected.getVariance(), relative(expected.getVariance(), 1e-11));
    } else {
      assertThat(found.sampleVariance()).isNaN();
    }
  }

  private static double exactSum(double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
    }
    return sum.round(MathContext.DECIMAL64).doubleValue();
  }

  private static double sumOfSizes(double[] values) {
    return Math.max(1e-300, Arrays.stream(values).map(Math::abs).sum());
  }

  private static org.assertj.core.data.Offset<Double> relative(double value, double share) {
    return within(Math.abs(value) * share + 1e-15);
  }

  @Test
  void leavesNullsAndNaNOfColumnsOutAndCountsThem() {
    Random random = new Random(7);
    List<Double> values = new ArrayList<>();
    for (int row = 0; row < 40_000; row++) {
      int kind = random.nextInt(8);
      values.add(kind == 0 ? null : kind == 1 ? Double.NaN : Double.valueOf(random.nextGaussian()));
    }
    double[] numbers =
        values.stream().filter(v -> v != null && !v.isNaN()).mapToDouble(v -> v).toArray();
    ColumnStatistics found = compute.statistics(bench.column(ColumnType.FLOAT64, values));
    check(found, numbers);
    assertThat(found.nullCount()).isEqualTo(values.stream().filter(v -> v == null).count());
    assertThat(found.nullCount() + found.nanCount() + found.count()).isEqualTo(40_000);
  }

  @Test
  void readsIntegersTimestampsAndFloats() {
    List<Long> longs = new ArrayList<>();
    float[] floats = new float[100];
    for (long i = 0; i < 100; i++) {
      longs.add(i % 7 == 0 ? null : i * i);
      floats[(int) i] = i / 8f;
    }
    ColumnStatistics found = compute.statistics(bench.column(ColumnType.INT64, longs));
    check(found, longs.stream().filter(v -> v != null).mapToDouble(v -> v).toArray());
    double[] same = new double[100];
    Arrays.setAll(same, i -> floats[i]);
    check(compute.statistics(floats), same);
    assertThatThrownBy(() -> compute.statistics(bench.column(ColumnType.STRING, List.of("a", "b"))))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("not numbers");
  }

  @Test
  void keepsExtremesBesideInfinities() {
    ColumnStatistics up = compute.statistics(new double[] {1, Double.POSITIVE_INFINITY, -4});
    assertThat(up.max()).isInfinite();
    assertThat(up.min()).isEqualTo(-4);
    assertThat(up.mean()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(up.variance()).isNaN();
    ColumnStatistics both =
        compute.statistics(
            new double[] {1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN});
    assertThat(both.count()).isEqualTo(3);
    assertThat(both.nanCount()).isEqualTo(1);
    assertThat(both.mean()).isNaN();
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void takesTheSameQuantilesAsCommonsMath(Numbers kind) {
    double[] probabilities = {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.999, 1};
    double[] values = Numbers.withNaN(kind.make(new Random(8)), new Random(9));
    double[] numbers = Numbers.withoutNaN(values);
    Quantiles found = compute.quantiles(values, probabilities);
    assertThat(found.count()).isEqualTo(numbers.length);
    if (numbers.length == 0) {
      assertThat(found.values()).containsOnly(Double.NaN);
      return;
    }
    Percentile oracle = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    for (int i = 0; i < probabilities.length; i++) {
      double p = probabilities[i];
      double expected =
          p == 0 ? Arrays.stream(numbers).min().orElseThrow() : oracle.evaluate(numbers, p * 100);
      assertThat(found.values()[i]).isCloseTo(expected, relative(expected, 1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Numbers.class,
      names = {"GAUSSIAN", "HUGE_OFFSET", "MANY_TIES"})
  void correlatesAsCommonsMath(Numbers kind) {
    Random random = new Random(10);
    double[] x = kind.make(random);
    double[] y = Arrays.stream(x).map(v -> 3 * v + random.nextGaussian()).toArray();
    Correlation found = compute.correlation(x, y);
    assertThat(found.r()).isCloseTo(oracle(x, y), within(1e-12));
    assertThat(found.rows()).isEqualTo(x.length);
    double[] holes = Numbers.withNaN(y, random);
    double[] xs = new double[x.length];
    double[] ys = new double[x.length];
    int both = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(holes[i])) {
        xs[both] = x[i];
        ys[both++] = y[i];
      }
    }
    double expected = oracle(Arrays.copyOf(xs, both), Arrays.copyOf(ys, both));
    assertThat(compute.correlation(x, holes).r()).isCloseTo(expected, within(1e-12));
    assertThat(compute.correlation(x, holes).rows()).isEqualTo(both);
  }

  /** Its sums lose digits far from zero; a whole offset is taken away first, which is exact. */
  private static double oracle(double[] x, double[] y) {
    return new PearsonsCorrelation().correlation(nearZero(x), nearZero(y));
  }

  private static double[] nearZero(double[] values) {
    double offset = Math.rint(values[0]);
    return Arrays.stream(values).map(v -> v - offset).toArray();
  }

  @Test
  void hasNoCorrelationWithAConstant() {
    double[] constant = {2, 2, 2, 2};
    assertThat(compute.correlation(constant, new double[] {1, 2, 3, 4}).r()).isNaN();
    assertThat(compute.correlation(new double[0], new double[0]).r()).isNaN();
    assertThat(compute.correlation(new double[] {1, 2, 4}, new double[] {2, 4, 8}).r())
        .isEqualTo(1);
    assertThatThrownBy(() -> compute.correlation(constant, new double[] {1}))
        .isInstanceOf(InvalidRequest.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Numbers.class,
      names = {"NONE", "CONSTANT"},
      mode = EnumSource.Mode.EXCLUDE)
  void putsEveryNumberIntoItsBin(Numbers kind) {
    double[] values = kind.make(new Random(11));
    for (int bins : new int[] {1, 2, 7, 24, 1_000}) {
      Histogram found = compute.histogram(values, bins);
      assertThat(Arrays.stream(found.counts()).sum()).isEqualTo(values.length);
      assertThat(found.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
      assertThat(found.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
      if (found.min() == found.max()) {
        assertThat(found.counts()).hasSize(1);
        continue;
      }
      long[] expected = new long[bins];
      double scale = bins / (found.max() - found.min());
      for (double value : values) {
        expected[Math.min(bins - 1, (int) ((value - found.min()) * scale))]++;
      }
      assertThat(found.counts()).isEqualTo(expected);
    }
  }

  @Test
  void binsAsCommonsMathWhereNoNumberIsAtAnEdge() {
    double[] values = Numbers.GAUSSIAN.make(new Random(12));
    EmpiricalDistribution oracle = new EmpiricalDistribution(50);
    oracle.load(values);
    long[] expected = oracle.getBinStats().stream().mapToLong(bin -> bin.getN()).toArray();
    assertThat(compute.histogram(values, 50).counts()).isEqualTo(expected);
  }

  @Test
  void leavesInfinitiesOutOfAHistogram() {
    double[] values = {1, 2, 3, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3};
    Histogram found = compute.histogram(values, 2);
    assertThat(found.counts()).containsExactly(1, 3);
    assertThat(compute.histogram(new double[] {Double.NaN}, 4).counts()).isEmpty();
    assertThat(compute.histogram(new double[] {7, 7, Double.NaN}, 4).counts()).containsExactly(2);
    assertThat(compute.histogram(new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE}, 2).counts())
        .containsExactly(1, 2);
    assertThatThrownBy(() -> compute.histogram(values, 0)).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void recordsItsOperations() {
    compute.statistics(new double[] {1, 2, 3});
    assertThat(bench.samples)
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.operation()).isEqualTo("compute.statistics");
              assertThat(sample.rowsIn()).isEqualTo(3);
              assertThat(sample.path().used()).isEqualTo(bench.used());
              assertThat(sample.failed()).isFalse();
            });
  }
}
