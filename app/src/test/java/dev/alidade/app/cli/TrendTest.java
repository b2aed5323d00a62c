package dev.alidade.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {
  @Test
  void oneOutlierMakesNoTrend() {
    assertThat(Trend.slope(List.of(100L, 100L, 900L, 100L, 100L))).isZero();
  }

  @Test
  void steadyGrowthIsSeenThroughNoise() {
    assertThat(Trend.slope(List.of(100L, 112L, 118L, 131L, 139L, 151L))).isBetween(9.0, 11.0);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Trend.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Trend.median(new double[0])).isZero();
  }
}
