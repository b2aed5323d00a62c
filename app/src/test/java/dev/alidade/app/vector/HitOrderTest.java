package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.vector.SearchResults.Hit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HitOrderTest {
  private static final Hit COUGAR =
      new Hit("1094", 0.9, "large American feline", Map.of("lemma", "cougar", "n", 10));
  private static final Hit PLAIN = new Hit("7", 0.8, "\n first line \nsecond", Map.of("n", 9));
  private static final Hit BARE = new Hit("x-3", 0.7, "", Map.of());
  private static final List<Hit> HITS = List.of(COUGAR, PLAIN, BARE);

  @Test
  void aTitleComesFromAFieldTheFirstLineOrTheId() {
    assertThat(HITS).extracting(HitTitle::whole).containsExactly("cougar", "first line", "x-3");
  }

  @Test
  void hitsAreOrderedByAFieldAndThoseWithoutComeLast() {
    HitOrder byNumber = new HitOrder(Optional.of("n"));
    assertThat(byNumber.sorted(HITS)).containsExactly(PLAIN, COUGAR, BARE);
    assertThat(HitOrder.BY_SCORE.sorted(HITS)).isEqualTo(HITS);
  }

  @Test
  void theScoreAndEveryFieldCanBeChosen() {
    assertThat(HitOrder.of(HITS)).extracting(HitOrder::label).containsOnly("Score", "lemma", "n");
    assertThat(HitOrder.of(HITS).getFirst()).isEqualTo(HitOrder.BY_SCORE);
  }
}
