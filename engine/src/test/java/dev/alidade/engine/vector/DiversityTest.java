package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.OperationCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiversityTest {
  private static final int DIMENSIONS = 7;

  private final Random random = new Random(4);
  private final List<float[]> vectors =
      IntStream.range(0, 3_000).mapToObj(i -> random(random, DIMENSIONS)).toList();
  private final List<Ranked.Row> ranked =
      IntStream.range(0, 3_000).mapToObj(i -> new Ranked.Row(i, 1 - i / 3_000.0)).toList();

  /** As the paper has it, row by row. */
  private List<Ranked.Row> slow(float[] query, int k, double weight) {
    List<Ranked.Row> pool = new ArrayList<>(ranked.subList(0, 5 * k));
    List<Ranked.Row> chosen = new ArrayList<>();
    while (chosen.size() < k) {
      Ranked.Row best = pool.getFirst();
      for (Ranked.Row row : pool) {
        if (value(query, row, chosen, weight) > value(query, best, chosen, weight)) {
          best = row;
        }
      }
      pool.remove(best);
      chosen.add(best);
    }
    return chosen;
  }

  private double value(float[] query, Ranked.Row row, List<Ranked.Row> chosen, double weight) {
    float[] vector = vectors.get(row.row());
    double likest = 0;
    for (Ranked.Row other : chosen) {
      likest = Math.max(likest, cosine(vector, vectors.get(other.row())));
    }
    return (1 - weight) * cosine(query, vector) - weight * likest;
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(squaresA * squaresB);
  }

  @Test
  void choosesWhatTheDefinitionSays() {
    float[] query = random(random, DIMENSIONS);
    for (double weight : new double[] {0.2, 0.5, 1}) {
      assertThat(Diversity.chosen(query, ranked, 12, weight, vectors::get))
          .isEqualTo(slow(query, 12, weight));
    }
  }

  @Test
  void looksAtABoundedNumberOfRows() {
    int[] looked = {0};
    List<Ranked.Row> chosen =
        Diversity.chosen(
            random(random, DIMENSIONS),
            ranked,
            2_500,
            0.5,
            row -> {
              looked[0]++;
              return vectors.get(row);
            });

    assertThat(looked[0]).isEqualTo(2_000);
    assertThat(chosen).hasSize(2_500).doesNotHaveDuplicates();
    assertThat(chosen.subList(1_000, 2_500))
        .as("by nearness after the first thousand")
        .isSortedAccordingTo((a, b) -> Integer.compare(a.row(), b.row()));
    assertThat(Diversity.pool(10)).isEqualTo(50);
    assertThat(Diversity.pool(10_000)).isEqualTo(11_000);
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> Diversity.chosen(random(random, DIMENSIONS), ranked, 1_000, 0.5, vectors::get))
        .isInstanceOf(OperationCancelled.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
