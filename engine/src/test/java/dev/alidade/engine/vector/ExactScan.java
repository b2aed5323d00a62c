package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The truth for the tests: every vector compared in double precision. */
final class ExactScan {
  private final Map<String, float[]> vectors = new HashMap<>();
  private final Metric metric;

  ExactScan(Metric metric, List<VectorDocument> documents) {
    this.metric = metric;
    documents.forEach(d -> vectors.put(d.id(), d.embedding()));
  }

  double score(float[] query, String id) {
    float[] vector = vectors.get(id);
    double dot = 0;
    double a = 0;
    double b = 0;
    double distance = 0;
    for (int i = 0; i < query.length; i++) {
      dot += (double) query[i] * vector[i];
      a += (double) query[i] * query[i];
      b += (double) vector[i] * vector[i];
      distance += ((double) query[i] - vector[i]) * ((double) query[i] - vector[i]);
    }
    return switch (metric) {
      case COSINE -> a == 0 || b == 0 ? 0 : dot / Math.sqrt(a) / Math.sqrt(b);
      case DOT -> dot;
      case EUCLIDEAN -> -distance;
    };
  }

  List<Double> best(float[] query, int k) {
    List<Double> scores = new ArrayList<>();
    vectors.keySet().forEach(id -> scores.add(score(query, id)));
    return scores.stream().sorted((x, y) -> Double.compare(y, x)).limit(k).toList();
  }

  /**
   * Every hit has its true score, and place by place the scores are the best ones, to the precision
   * of 32-bit sums.
   */
  void assertAnswers(float[] query, int k, SearchResults results) {
    List<Double> best = best(query, k);
    assertThat(results.hits()).hasSameSizeAs(best);
    assertThat(VectorFixture.ids(results)).doesNotHaveDuplicates();
    for (int i = 0; i < best.size(); i++) {
      SearchResults.Hit hit = results.hits().get(i);
      double tolerance = tolerance(query, hit.id());
      assertThat(hit.score()).isCloseTo(score(query, hit.id()), within(tolerance));
      assertThat(hit.score()).isCloseTo(best.get(i), within(tolerance));
    }
  }

  /** What 32-bit sums may be off by. */
  double tolerance(float[] query, String id) {
    return 1e-5 * Math.max(1e-30, scale(query, id));
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  /** The largest sum that the score's terms can reach: what rounding errors are relative to. */
  private double scale(float[] query, String id) {
    float[] vector = vectors.get(id);
    double a = 0;
    double b = 0;
    for (int i = 0; i < query.length; i++) {
      a += (double) query[i] * query[i];
      b += (double) vector[i] * vector[i];
    }
    return metric == Metric.COSINE ? 1 : a + b;
  }

  /** Share of the true top-k, ties at its end included, that the results hold. */
  double recall(float[] query, int k, SearchResults results) {
    double kth = best(query, k).getLast();
    Set<String> good =
        vectors.keySet().stream()
            .filter(id -> score(query, id) >= kth - 1e-6)
            .collect(Collectors.toSet());
    long found = results.hits().stream().filter(h -> good.contains(h.id())).count();
    return (double) found / k;
  }
}
