package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.WasmMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Scans in each representation, rescoring and batches over the same rows, on hard vectors too. */
@ParameterizedClass
@EnumSource(names = {"ON", "OFF"})
class RepresentationTest {
  private final VectorFixture fixture;
  private final ExecutorService workers = Executors.newSingleThreadExecutor();

  RepresentationTest(WasmMode mode) {
    fixture = new VectorFixture(mode);
  }

  @AfterEach
  void close() {
    workers.close();
    fixture.close();
  }

  private VectorRows rows(Metric metric, int dimensions, List<float[]> vectors) {
    var rows = new VectorRows(fixture.host.kernels(), fixture.host.shards(), dimensions, metric);
    int half = vectors.size() / 2;
    rows.reserve(half);
    vectors.subList(0, half).forEach(v -> rows.append(VectorInput.comparable(v, metric)));
    rows.quantise();
    rows.reserve(vectors.size() - half);
    vectors
        .subList(half, vectors.size())
        .forEach(v -> rows.append(VectorInput.comparable(v, metric)));
    rows.quantise();
    return rows;
  }

  private ShardCalls calls(Metric metric, int dimensions) {
    return new ShardCalls(fixture.host.kernels(), workers, dimensions, metric);
  }

  /** Clusters that lean to one side, with duplicates, zeroes and denormal values among them. */
  private static List<float[]> hard(Random random, int count, int dimensions) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[dimensions];
      switch (i % 50) {
        case 0 -> {}
        case 1 -> vector = vectors.get(random.nextInt(vectors.size())).clone();
        case 2 -> vector[random.nextInt(dimensions)] = Float.MIN_VALUE;
        default -> {
          for (int d = 0; d < dimensions; d++) {
            vector[d] = (float) (0.5 + Math.sin(i % 7 * 31 + d) + 0.2 * random.nextGaussian());
          }
        }
      }
      vectors.add(vector);
    }
    return vectors;
  }

  @ParameterizedTest
  @CsvSource({
    "COSINE, 1, 100",
    "DOT, 3, 700",
    "EUCLIDEAN, 15, 700",
    "COSINE, 16, 300",
    "DOT, 17, 33",
    "EUCLIDEAN, 100, 3000",
    "COSINE, 384, 9000",
    "EUCLIDEAN, 4096, 600"
  })
  void everyRepresentationGivesTheExactAnswerOnceAllRowsAreCandidates(
      Metric metric, int dimensions, int count) {
    Random random = new Random(dimensions);
    List<float[]> vectors = hard(random, count, dimensions);
    var scan = new RowScan(calls(metric, dimensions));
    var rescoring = new Rescoring(calls(metric, dimensions));
    try (VectorRows rows = rows(metric, dimensions, vectors)) {
      for (int kill = 5; kill < count; kill += 7) {
        rows.kill(kill);
      }
      for (int i = 0; i < 4; i++) {
        float[] query = VectorInput.comparable(vectors.get(random.nextInt(count)), metric);
        QueryForms forms = new QueryForms(query);
        Found exact = scan.exact(rows, query, 10, null);
        Found codes = scan.codes(rows, forms, count, null);
        Found signs = scan.signs(rows, forms, count, null);
        Found narrowed = rescoring.codes(rows, forms.codes(), signs.rows(), count);

        assertThat(codes.rows()).hasSameSizeAs(signs.rows()).containsOnlyOnce(signs.rows());
        assertThat(codes.examined()).isEqualTo(signs.examined()).isEqualTo(codes.count());
        assertThat(rescoring.exact(rows, query, codes.rows(), 10).rows()).isEqualTo(exact.rows());
        assertThat(rescoring.exact(rows, query, signs.rows(), 10).rows()).isEqualTo(exact.rows());
        assertThat(rescoring.exact(rows, query, signs.rows(), 10).scores())
            .isEqualTo(exact.scores());
        assertThat(narrowed.rows()).isEqualTo(codes.rows());
        assertThat(narrowed.scores()).isEqualTo(codes.scores());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "COSINE, 1, 100, 5",
    "DOT, 17, 300, 1",
    "EUCLIDEAN, 64, 5000, 7",
    "COSINE, 384, 6000, 130"
  })
  void aBatchAnswersAsEachQueryAlone(Metric metric, int dimensions, int count, int queries) {
    Random random = new Random(dimensions);
    List<float[]> vectors = hard(random, count, dimensions);
    var scan = new RowScan(calls(metric, dimensions));
    var batch = new BatchScan(calls(metric, dimensions));
    float[][] asked = new float[queries][];
    for (int q = 0; q < queries; q++) {
      asked[q] = VectorInput.comparable(random(random, dimensions), metric);
    }
    long[] selection = new long[RowBits.words(count)];
    for (int row = 0; row < count; row++) {
      if (random.nextInt(3) == 0) {
        RowBits.set(selection, row);
      }
    }
    try (VectorRows rows = rows(metric, dimensions, vectors)) {
      List<Found> all = batch.exact(rows, asked, 12, null);
      List<Found> some = batch.exact(rows, asked, 12, selection);
      assertThat(all).hasSize(queries);
      for (int q = 0; q < queries; q++) {
        Found alone = scan.exact(rows, asked[q], 12, null);
        assertThat(all.get(q).rows()).isEqualTo(alone.rows());
        assertThat(all.get(q).scores()).isEqualTo(alone.scores());
        assertThat(all.get(q).examined()).isEqualTo(count);
        Found masked = scan.exact(rows, asked[q], 12, selection);
        assertThat(some.get(q).rows()).isEqualTo(masked.rows());
        assertThat(some.get(q).examined()).isEqualTo(RowBits.count(selection));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void signsRankOneSidedVectorsBetterThanChance(Metric metric) {
    Random random = new Random(5);
    int dimensions = 96;
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      float[] vector = random(random, dimensions);
      for (int d = 0; d < dimensions; d++) {
        vector[d] = vector[d] + 5; // without the centre, all signs would be alike
      }
      vectors.add(vector);
    }
    var scan = new RowScan(calls(metric, dimensions));
    try (VectorRows rows = rows(metric, dimensions, vectors)) {
      int found = 0;
      for (int i = 0; i < 20; i++) {
        float[] query = VectorInput.comparable(vectors.get(i * 200), metric);
        Found exact = scan.exact(rows, query, 10, null);
        Found signs = scan.signs(rows, new QueryForms(query), 250, null);
        for (int row : exact.rows()) {
          found += java.util.Arrays.stream(signs.rows()).anyMatch(r -> r == row) ? 1 : 0;
        }
      }
      assertThat(found).as("of 200 in 5 %% of the rows").isGreaterThan(140);
    }
  }
}
