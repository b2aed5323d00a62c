package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class InterpolationTest {
  @Test
  void staysBetweenTheLargestNumbers() {
    double max = Double.MAX_VALUE;
    assertThat(Interpolation.between(-max, max, 0.5)).isZero();
    assertThat(Interpolation.between(-1e308, 1.5e308, 0.25)).isEqualTo(-3.75e307);
    assertThat(Interpolation.between(1, Double.POSITIVE_INFINITY, 0.5)).isInfinite();
    assertThat(Interpolation.between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.5))
        .isNaN();
    assertThat(Interpolation.between(Double.NEGATIVE_INFINITY, 3, 0)).isInfinite();
    assertThat(Interpolation.between(0.1, 0.3, 0.9999999999999999)).isLessThanOrEqualTo(0.3);
  }

  @Test
  void keepsTheDigitsOfIntegers() {
    long big = (1L << 53) + 1;
    assertThat(Interpolation.floorBetween(big, big + 2, 0.5)).isEqualTo(big + 1);
    assertThat(Interpolation.between(big, big + 4, 0.25))
        .isEqualTo(new BigDecimal(big + 1).doubleValue());
    assertThat(Interpolation.between(Long.MIN_VALUE, Long.MAX_VALUE, 0.5)).isEqualTo(-0.5);
    assertThat(Interpolation.floorBetween(Long.MIN_VALUE, Long.MAX_VALUE, 0.5)).isEqualTo(-1);
    assertThat(Interpolation.floorBetween(-2, -1, 0.5)).isEqualTo(-2);
  }
}
