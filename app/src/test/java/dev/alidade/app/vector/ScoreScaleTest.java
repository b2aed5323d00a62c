package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.vector.SearchResults.Hit;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ScoreScaleTest {
  private static List<Hit> hits(double... scores) {
    return DoubleStream.of(scores).mapToObj(score -> new Hit("a", score, "", Map.of())).toList();
  }

  private static List<Double> shares(ScoreScale scale, double... scores) {
    return DoubleStream.of(scores).mapToObj(score -> scale.share(score, hits(scores))).toList();
  }

  @Test
  void aCosineIsItsOwnShare() {
    assertThat(shares(ScoreScale.COSINE, 0.8, 0.2, -0.5)).containsExactly(0.8, 0.2, 0.0);
  }

  @Test
  void aSmallerDistanceHasALongerBar() {
    List<Double> shares = shares(ScoreScale.EUCLIDEAN, -1, -4, -100);
    assertThat(shares.getFirst()).isEqualTo(1);
    assertThat(shares.get(1)).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(shares.get(2)).isBetween(0.1, 0.3);
  }

  @Test
  void aHitThatIsTheQueryItselfDoesNotEmptyTheOtherBars() {
    assertThat(shares(ScoreScale.EUCLIDEAN, 0, -1, -4)).allMatch(share -> share > 0.09);
    assertThat(shares(ScoreScale.EUCLIDEAN, 0, 0)).containsExactly(1.0, 1.0);
  }

  @Test
  void reciprocalRanksFillTheBarOfTheBestHit() {
    List<Double> shares = shares(ScoreScale.RANKS, 2.0 / 61, 1.0 / 61);
    assertThat(shares).containsExactly(1.0, 0.5);
  }

  @Test
  void dotProductsBelowZeroHaveNoBar() {
    assertThat(shares(ScoreScale.DOT, 12, 3, -2)).containsExactly(1.0, 0.25, 0.0);
  }
}
