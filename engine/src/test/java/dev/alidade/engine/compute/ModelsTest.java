package dev.alidade.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.compute.ComputeBench.Path;
import dev.alidade.engine.compute.PcaOptions.Method;
import dev.alidade.engine.dataset.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Matrices, clusters, components and regressions against Apache Commons Math. */
@ParameterizedClass
@EnumSource(Path.class)
class ModelsTest {
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

  @Test
  void multipliesAsCommonsMath() {
    Random random = new Random(1);
    for (int[] shape :
        new int[][] {{0, 3, 2}, {2, 0, 3}, {1, 1, 1}, {5, 7, 3}, {130, 300, 1_100}}) {
      Matrix a = matrix(random, shape[0], shape[1]);
      Matrix b = matrix(random, shape[1], shape[2]);
      Product found = compute.multiply(a, b);
      assertThat(found.matrix().rows()).isEqualTo(shape[0]);
      assertThat(found.matrix().columns()).isEqualTo(shape[2]);
      if (shape[0] * shape[1] == 0) {
        assertThat(found.matrix().values()).isEqualTo(new float[shape[0] * shape[2]]);
        continue;
      }
      assertThat(found.path().used()).isEqualTo(bench.used());
      RealMatrix expected = real(a).multiply(real(b));
      for (int row = 0; row < shape[0]; row++) {
        for (int column = 0; column < shape[2]; column++) {
          assertThat(found.matrix().get(row, column))
              .isCloseTo((float) expected.getEntry(row, column), within(1e-4f));
        }
      }
    }
    Matrix two = matrix(random, 2, 3);
    assertThatThrownBy(() -> compute.multiply(two, two)).isInstanceOf(InvalidRequest.class);
  }

  private static Matrix matrix(Random random, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Matrix(rows, columns, values);
  }

  private static RealMatrix real(Matrix matrix) {
    RealMatrix real = new Array2DRowRealMatrix(matrix.rows(), matrix.columns());
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        real.setEntry(row, column, matrix.get(row, column));
      }
    }
    return real;
  }

  /** Dimensions that depend on each other, some far from zero. */
  private static double[][] cloud(Random random, int rows, int dimensions) {
    double[][] points = new double[rows][dimensions];
    for (double[] point : points) {
      double common = random.nextGaussian();
      for (int d = 0; d < dimensions; d++) {
        point[d] = common * (d % 3) + random.nextGaussian() * (1 + 4.0 / (d + 1)) + 1e6 * (d % 2);
      }
    }
    return points;
  }

  private List<Column> columns(double[][] points) {
    List<Column> columns = new java.util.ArrayList<>();
    for (int d = 0; d < points[0].length; d++) {
      int dimension = d;
      columns.add(bench.doubles(Arrays.stream(points).mapToDouble(p -> p[dimension]).toArray()));
    }
    return columns;
  }

  @Test
  void findsTheComponentsOfCommonsMath() {
    double[][] points = cloud(new Random(2), 900, 11);
    RealMatrix covariance = new Covariance(points).getCovarianceMatrix();
    EigenDecomposition eigen = new EigenDecomposition(covariance);
    for (Method method : new Method[] {Method.COVARIANCE, Method.SUBSPACE}) {
      PrincipalComponents found = compute.pca(columns(points), PcaOptions.of(4).with(method));
      assertThat(found.path().used()).isEqualTo(bench.used());
      assertThat(found.method()).isEqualTo(method);
      for (int c = 0; c < 4; c++) {
        double expected = eigen.getRealEigenvalue(c);
        assertThat(found.explainedVariance()[c]).isCloseTo(expected, within(2e-5 * expected));
        assertThat(found.explainedShare()[c])
            .isCloseTo(expected / covariance.getTrace(), within(1e-5));
        double[] direction = eigen.getEigenvector(c).toArray();
        double dot = 0;
        for (int d = 0; d < direction.length; d++) {
          dot += direction[d] * found.components()[c][d];
        }
        assertThat(Math.abs(dot)).isCloseTo(1, within(1e-4));
        double[] sizes = Arrays.stream(found.components()[c]).map(Math::abs).sorted().toArray();
        assertThat(found.components()[c]).as("the largest is positive").contains(sizes[10]);
      }
      for (int row : new int[] {0, 17, 899}) {
        double expected = 0;
        for (int d = 0; d < 11; d++) {
          expected += (points[row][d] - found.mean()[d]) * found.components()[1][d];
        }
        assertThat(found.coordinates().get(row, 1)).isCloseTo((float) expected, within(1e-4f));
      }
    }
  }

  @Test
  void standardisedComponentsAreThoseOfTheCorrelations() {
    double[][] points = cloud(new Random(3), 500, 6);
    EigenDecomposition eigen =
        new EigenDecomposition(new PearsonsCorrelation(points).getCorrelationMatrix());
    PrincipalComponents found = compute.pca(columns(points), PcaOptions.of(6).standardised());
    for (int c = 0; c < 6; c++) {
      assertThat(found.explainedVariance()[c]).isCloseTo(eigen.getRealEigenvalue(c), within(1e-5));
    }
  }

  @Test
  void searchesASubspaceWhereThereAreMoreDimensionsThanPoints() {
    Random random = new Random(4);
    Matrix points = matrix(random, 12, 600);
    PrincipalComponents all = compute.pca(points, PcaOptions.of(11).with(Method.COVARIANCE));
    PrincipalComponents few = compute.pca(points, PcaOptions.of(11));
    assertThat(few.method()).isEqualTo(Method.SUBSPACE);
    assertThat(few.iterations()).isPositive();
    for (int c = 0; c < 11; c++) {
      assertThat(few.explainedVariance()[c])
          .isCloseTo(all.explainedVariance()[c], within(1e-4 * all.explainedVariance()[c]));
    }
    assertThat(Arrays.stream(few.explainedShare()).sum()).isCloseTo(1, within(1e-4));
  }

  @Test
  void leavesIncompleteRowsOutOfAMap() {
    double[][] points = cloud(new Random(5), 200, 3);
    points[3][1] = Double.NaN;
    points[77][0] = Double.POSITIVE_INFINITY;
    PrincipalComponents found = compute.pca(columns(points), PcaOptions.of(2));
    assertThat(found.points()).isEqualTo(198);
    assertThat(found.coordinates().get(3, 0)).isNaN();
    assertThat(found.coordinates().get(77, 1)).isNaN();
    assertThat(found.coordinates().get(78, 1)).isFinite();
    double[][] same = {{0.1, 7}, {0.1, 7}, {0.1, 7}};
    PrincipalComponents none = compute.pca(columns(same), PcaOptions.of(2));
    assertThat(none.explainedVariance()).containsOnly(0);
    assertThat(none.explainedShare()).containsOnly(Double.NaN);
    assertThatThrownBy(() -> compute.pca(columns(new double[][] {{1, 2}}), PcaOptions.of(2)))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void findsTheClustersOfCommonsMath() {
    Random random = new Random(6);
    int clusters = 5;
    double[][] points = new double[1_500][];
    for (int i = 0; i < points.length; i++) {
      double centre = 40.0 * (i % clusters);
      points[i] =
          new double[] {centre + random.nextGaussian(), 1e7 - centre + random.nextGaussian()};
    }
    Clusters found = compute.kMeans(columns(points), KMeansOptions.of(clusters));
    assertThat(found.path().used()).isEqualTo(bench.used());
    assertThat(found.converged()).isTrue();
    var oracle =
        new KMeansPlusPlusClusterer<DoublePoint>(
                clusters,
                100,
                new org.apache.commons.math3.ml.distance.EuclideanDistance(),
                new MersenneTwister(7))
            .cluster(Arrays.stream(points).map(DoublePoint::new).toList());
    double expected = 0;
    for (CentroidCluster<DoublePoint> cluster : oracle) {
      for (DoublePoint point : cluster.getPoints()) {
        expected += squared(point.getPoint(), cluster.getCenter().getPoint());
      }
    }
    assertThat(found.inertia()).isLessThanOrEqualTo(expected * (1 + 1e-6));
    double own = 0;
    for (int i = 0; i < points.length; i++) {
      own += squared(points[i], found.centroids()[found.assignments()[i]]);
      assertThat(found.assignments()[i]).isEqualTo(found.assignments()[i % clusters]);
    }
    assertThat(found.inertia()).isCloseTo(own, within(1e-5 * own));
    assertThat(found.sizes()).containsOnly(300);
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }

  @Test
  void givesTheSameClustersOnAnyNumberOfWorkers() {
    Matrix points = matrix(new Random(8), 20_000, 24);
    Clusters two = compute.kMeans(points, KMeansOptions.of(7).withSeed(3));
    try (ComputeBench other = new ComputeBench(path, 1)) {
      Clusters one = other.compute.kMeans(points, KMeansOptions.of(7).withSeed(3));
      assertThat(one.assignments()).isEqualTo(two.assignments());
      assertThat(one.inertia()).isEqualTo(two.inertia());
      assertThat(one.iterations()).isEqualTo(two.iterations());
    }
    assertThat(Arrays.stream(two.sizes()).sum()).isEqualTo(20_000);
  }

  @Test
  void makesNoMoreClustersThanThereAreDifferentPoints() {
    double[][] points = {{1, 1}, {2, 2}, {1, 1}, {Double.NaN, 0}, {2, 2}};
    Clusters found = compute.kMeans(columns(points), KMeansOptions.of(4));
    assertThat(found.centroids().length).isEqualTo(2);
    assertThat(found.assignments()[3]).isEqualTo(-1);
    assertThat(found.assignments()[0]).isEqualTo(found.assignments()[2]);
    assertThat(found.inertia()).isCloseTo(0, within(1e-12));
    Clusters none = compute.kMeans(new Matrix(0, 3, new float[0]), KMeansOptions.of(2));
    assertThat(none.centroids().length).isZero();
    assertThat(none.inertia()).isZero();
  }

  @Test
  void fitsTheLineOfCommonsMath() {
    Random random = new Random(9);
    double[][] features = cloud(random, 5_000, 4);
    double[] target =
        Arrays.stream(features)
            .mapToDouble(f -> 3 + 2 * f[0] - 0.5 * (f[1] - 1e6) + f[3] / 9 + random.nextGaussian())
            .toArray();
    OLSMultipleLinearRegression oracle = new OLSMultipleLinearRegression();
    double[][] near =
        Arrays.stream(features)
            .map(f -> new double[] {f[0], f[1] - 1e6, f[2], f[3] - 1e6})
            .toArray(double[][]::new);
    oracle.newSampleData(target, near);
    LinearRegression found = compute.regression(bench.doubles(target), columns(features));
    double[] expected = oracle.estimateRegressionParameters();
    double[] errors = oracle.estimateRegressionParametersStandardErrors();
    for (int i = 0; i < 4; i++) {
      assertThat(found.coefficients()[i]).isCloseTo(expected[i + 1], within(1e-9));
      assertThat(found.standardErrors()[i]).isCloseTo(errors[i + 1], within(1e-10));
    }
    assertThat(found.intercept() + 1e6 * (found.coefficients()[1] + found.coefficients()[3]))
        .isCloseTo(expected[0], within(1e-6));
    assertThat(found.rSquared()).isCloseTo(oracle.calculateRSquared(), within(1e-10));
    assertThat(found.adjustedRSquared())
        .isCloseTo(oracle.calculateAdjustedRSquared(), within(1e-10));
    assertThat(found.residualStandardError())
        .isCloseTo(oracle.estimateRegressionStandardError(), within(1e-10));
    LinearRegression atZero = compute.regression(bench.doubles(target), columns(near));
    assertThat(atZero.intercept()).isCloseTo(expected[0], within(1e-9));
    assertThat(atZero.interceptStandardError()).isCloseTo(errors[0], within(1e-10));
    assertThat(atZero.predict(near[5])).isCloseTo(found.predict(features[5]), within(1e-6));
  }

  @Test
  void namesAFeatureThatFollowsFromOthers() {
    double[][] features = cloud(new Random(10), 300, 3);
    for (double[] row : features) {
      row[2] = 2 * row[0] - row[1];
    }
    double[] target = Arrays.stream(features).mapToDouble(f -> f[0]).toArray();
    assertThatThrownBy(() -> compute.regression(bench.doubles(target), columns(features)))
        .isInstanceOf(ComputeException.FeatureRedundant.class)
        .hasMessageContaining("combination");
    double[] constant = new double[300];
    Arrays.fill(constant, 0.1);
    assertThatThrownBy(
            () -> compute.regression(bench.doubles(target), List.of(bench.doubles(constant))))
        .isInstanceOf(ComputeException.FeatureRedundant.class)
        .hasMessageContaining("same in every row");
    LinearRegression flat =
        compute.regression(bench.doubles(constant), columns(features).subList(0, 2));
    assertThat(flat.rSquared()).isNaN();
    assertThat(flat.intercept()).isCloseTo(0.1, within(1e-12));
    assertThatThrownBy(
            () -> compute.regression(bench.doubles(1, 2), columns(new double[][] {{1, 2}, {2, 9}})))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void correlatesEveryPair() {
    double[][] points = cloud(new Random(11), 400, 4);
    double[][] near =
        Arrays.stream(points)
            .map(p -> new double[] {p[0], p[1] - 1e6, p[2], p[3] - 1e6})
            .toArray(double[][]::new);
    RealMatrix expected = new PearsonsCorrelation(near).getCorrelationMatrix();
    CorrelationMatrix found = compute.correlations(columns(points));
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        assertThat(found.r()[i][j]).isCloseTo(expected.getEntry(i, j), within(1e-9));
        assertThat(found.rows()[i][j]).isEqualTo(400);
      }
    }
    double[] constant = new double[70_000];
    Arrays.fill(constant, 0.1);
    double[] any = new Random(12).doubles(70_000).toArray();
    assertThat(compute.correlation(constant, any).r()).isNaN();
  }

  @Test
  void stopsInTheMiddleAndLeavesNothing() {
    Matrix points = matrix(new Random(13), 30_000, 40);
    CountdownProgress whole = CountdownProgress.never();
    compute.pca(Points.of(points), PcaOptions.of(2), whole);
    assertThat(whole.fractions).allMatch(f -> f >= 0 && f <= 1).contains(1.0);
    for (int questions : new int[] {0, 1, 3, 6}) {
      assertThatThrownBy(
              () ->
                  compute.pca(
                      Points.of(points), PcaOptions.of(2), new CountdownProgress(questions)))
          .isInstanceOf(OperationCancelled.class);
      assertThatThrownBy(
              () ->
                  compute.kMeans(
                      Points.of(points), KMeansOptions.of(3), new CountdownProgress(questions)))
          .isInstanceOf(OperationCancelled.class);
      assertThat(bench.scratchBytes()).isZero();
    }
  }
}
