package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptTextsTest {
  private final KeptTexts kept = new KeptTexts();

  private static CollectionStore.Text text(String content) {
    return new CollectionStore.Text(content, Map.of());
  }

  @Test
  void tellsWhatItHasAndWhatIsMissing() {
    kept.keep(7, text("seven"), 2);
    Map<Long, CollectionStore.Text> found = new HashMap<>();

    assertThat(kept.known(new long[] {3, 7, 9}, found)).containsExactly(3, 9);
    assertThat(found).containsExactly(Map.entry(7L, text("seven")));
  }

  @Test
  void forgetsTheLeastLatelyShownWhenItIsFull() {
    String large = "x".repeat(2 << 20);
    for (long seq = 0; seq < 3; seq++) {
      kept.keep(seq, text(large), 0);
    }
    kept.known(new long[] {0}, new HashMap<>());

    kept.keep(3, text(large), 0);

    assertThat(kept.known(new long[] {0, 1, 2, 3}, new HashMap<>())).containsExactly(1);
  }

  @Test
  void doesNotKeepWhatIsLargerThanItMayBe() {
    kept.keep(1, text("x".repeat(9 << 20)), 0);

    assertThat(kept.known(new long[] {1}, new HashMap<>())).containsExactly(1);
  }
}
