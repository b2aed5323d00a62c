package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasuredRecallTest {
  @Test
  void wilsonsLowerEndIsThatOfTables() {
    // Newcombe (1998), table I: 81 of 263 and 15 of 148 at two-sided 95 %, here with z = 1.6449.
    assertThat(MeasuredRecall.wilsonLow(81.0 / 263, 263)).isCloseTo(0.2633, offset(5e-4));
    assertThat(MeasuredRecall.wilsonLow(1, 100)).isCloseTo(0.97366, offset(1e-4));
    assertThat(MeasuredRecall.wilsonLow(0, 50)).isZero();
    assertThat(MeasuredRecall.wilsonLow(1, 0)).isZero();
  }

  @Test
  void coversTheTrueRecallInAboutNineteenOfTwentyMeasurements() {
    Random random = new Random(12);
    int covered = 0;
    for (int run = 0; run < 1_000; run++) {
      double[] shares = new double[64];
      for (int q = 0; q < shares.length; q++) {
        // Queries are of two kinds: hits of one query are not independent of each other.
        double chance = random.nextInt(4) == 0 ? 0.85 : 0.99;
        int hits = 0;
        for (int i = 0; i < 10; i++) {
          hits += random.nextDouble() < chance ? 1 : 0;
        }
        shares[q] = hits / 10.0;
      }
      covered += MeasuredRecall.of(10, shares).low() <= 0.955 ? 1 : 0;
    }
    assertThat(covered).isBetween(920, 990);
  }

  @Test
  void fewQueriesProveLittle() {
    double[] perfect = new double[16];
    Arrays.fill(perfect, 1);

    assertThat(MeasuredRecall.of(1, perfect).recall()).isEqualTo(1);
    assertThat(MeasuredRecall.of(1, perfect).low()).isLessThan(0.9);
    assertThat(MeasuredRecall.of(10, perfect).low()).isBetween(0.98, 0.99);
  }
}
