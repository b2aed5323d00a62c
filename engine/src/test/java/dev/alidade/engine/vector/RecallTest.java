package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.random;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On embeddings of the sample's glosses, and on vectors made to be hard for int8. */
@ParameterizedClass
@EnumSource(names = {"ON", "OFF"})
class RecallTest {
  private static final int TEXTS = 600;
  private static final int QUERIES = 60;
  private static final int DIMENSIONS = 384;
  private static final int COPIES = 8;

  /** Of length 0.4 in all, where the vectors have length 1. */
  private static final double NOISE = 0.02;

  private static final int CROWDED_QUERIES = 24;

  /** Glosses and, after them, queries that are no documents. */
  private static final List<VectorDocument> EMBEDDED = new ArrayList<>();

  private final VectorFixture fixture;

  RecallTest(WasmMode mode) {
    fixture = new VectorFixture(mode);
  }

  @BeforeAll
  static void embedGlosses() throws IOException {
    Path sample = Path.of(System.getProperty("alidade.samples"), "wordnet-animals.ndjson");
    ObjectMapper json = new ObjectMapper();
    List<String> glosses = new ArrayList<>();
    try (Stream<String> lines = Files.lines(sample)) {
      for (String line : lines.limit(TEXTS + QUERIES).toList()) {
        glosses.add(json.readTree(line).get("gloss").textValue());
      }
    }
    try (MiniLmEmbedder embedder = MiniLmEmbedder.load(2)) {
      List<float[]> vectors = embedder.embed(glosses, Progress.NONE);
      for (int i = 0; i < vectors.size(); i++) {
        EMBEDDED.add(new VectorDocument("g" + i, glosses.get(i), vectors.get(i), Map.of()));
      }
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<VectorDocument> documents() {
    return EMBEDDED.subList(0, TEXTS);
  }

  private static List<VectorDocument> queries() {
    return EMBEDDED.subList(TEXTS, EMBEDDED.size());
  }

  /**
   * Eight documents near each gloss: a collection of a size at which approximate ways pay, where a
   * query's neighbours are hard to tell apart.
   */
  private static List<VectorDocument> crowded() {
    Random random = new Random(77);
    List<VectorDocument> all = new ArrayList<>();
    for (VectorDocument d : documents()) {
      for (int copy = 0; copy < COPIES; copy++) {
        float[] near = d.embedding().clone();
        for (int i = 0; i < near.length; i++) {
          near[i] += (float) (NOISE * random.nextGaussian());
        }
        all.add(new VectorDocument(d.id() + "." + copy, d.content(), near, Map.of()));
      }
    }
    return all;
  }

  private static SearchOptions recall(int k, double target) {
    return SearchOptions.top(k).withPrecision(new Precision.TargetRecall(target));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void answersExactlyOnRealEmbeddings(Metric metric) {
    VectorCollection collection = fixture.collection("c", DIMENSIONS, metric);
    collection.addDocuments(documents());
    ExactScan truth = new ExactScan(metric, documents());

    for (VectorDocument query : queries()) {
      truth.assertAnswers(
          query.embedding(), 10, collection.search(query.embedding(), SearchOptions.top(10)));
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void reachesTheTargetRecallOnRealEmbeddings(Metric metric) {
    VectorCollection collection = fixture.collection("c", DIMENSIONS, metric);
    List<VectorDocument> all = crowded();
    collection.addDocuments(all);
    ExactScan truth = new ExactScan(metric, all);

    for (VectorDocument query : queries().subList(CROWDED_QUERIES, 2 * CROWDED_QUERIES)) {
      assertClaim(collection.search(query.embedding(), recall(10, 0.98)), 10, 0.98);
    }
    double sum = 0;
    for (VectorDocument query : queries().subList(0, CROWDED_QUERIES)) {
      SearchResults results = collection.search(query.embedding(), recall(10, 0.98));
      sum += truth.recall(query.embedding(), 10, results);
      assertClaim(results, 10, 0.98);
    }
    // 240 answers have a standard error of 0.9 % at .98.
    assertThat(sum / CROWDED_QUERIES).isGreaterThanOrEqualTo(0.96);
  }

  /** What is claimed was measured and reaches the target; what was not is answered exactly. */
  private void assertClaim(SearchResults results, int k, double target) {
    SearchResults.Explanation why = results.explanation();
    if (why.recall().isEmpty()) {
      assertThat(why.plan()).isEqualTo("f32");
      assertThat(why.measuredRecall()).isEmpty();
      assertThat(why.note()).contains("exact");
      return;
    }
    MeasuredRecall recall = why.recall().get();
    assertThat(why.measuredRecall()).hasValue(recall.recall());
    assertThat(recall.low()).isBetween(target, recall.recall());
    assertThat(recall.queries()).isBetween(16, 128);
    assertThat(recall.k()).isEqualTo(k);
    assertThat(why.candidates()).isGreaterThanOrEqualTo(k);
    assertThat(why.plan()).endsWith("f32").contains("→");
    assertThat(why.stages())
        .extracting(SearchResults.Stage::name)
        .contains("Scan", "Rescore", "Fetch");
  }

  @Test
  void rescoredHitsHaveExactScores() {
    VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);
    collection.addDocuments(crowded());
    float[] query = queries().getFirst().embedding();

    SearchResults exact = collection.search(query, SearchOptions.top(10));
    SearchResults fast = collection.search(query, recall(10, 0.99));

    Map<String, Double> scores = new HashMap<>();
    exact.hits().forEach(hit -> scores.put(hit.id(), hit.score()));
    assertThat(fast.hits())
        .extracting(SearchResults.Hit::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    long found = fast.hits().stream().filter(hit -> scores.containsKey(hit.id())).count();
    assertThat(found).isGreaterThanOrEqualTo(8);
    fast.hits().stream()
        .filter(hit -> scores.containsKey(hit.id()))
        .forEach(hit -> assertThat(hit.score()).isEqualTo(scores.get(hit.id())));
  }

  @Test
  void neverClaimsAllOfTheTopK() {
    VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);
    collection.addDocuments(crowded());
    float[] query = queries().getFirst().embedding();

    SearchResults results = collection.search(query, recall(10, 1));

    assertThat(results.explanation().plan()).isEqualTo("f32");
    assertThat(results.explanation().note()).contains("measured", "exactly");
    assertThat(results.explanation().measuredRecall()).isEmpty();
    assertThat(results.hits()).isEqualTo(collection.search(query, SearchOptions.top(10)).hits());
  }

  @Test
  void comparesExactlyWhereNoOtherWayCanReachTheTarget() {
    // One huge dimension takes all the codes, and rounding hides what decides even from the signs.
    Random random = new Random(3);
    VectorCollection collection = fixture.collection("c", 8, Metric.EUCLIDEAN);
    List<VectorDocument> hard = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      float[] vector = random(random, 8);
      vector[0] = i % 2 == 0 ? 100_000 : -100_000;
      hard.add(VectorFixture.document("d" + i, vector));
    }
    collection.addDocuments(hard);
    float[] query = random(random, 8);
    query[0] = 100_000;

    SearchResults results = collection.search(query, recall(5, 0.99));

    assertThat(results.explanation().note()).contains("exact");
    assertThat(results.explanation().measuredRecall()).isEmpty();
    assertThat(results.hits()).isEqualTo(collection.search(query, SearchOptions.top(5)).hits());
  }

  @Test
  void duplicatesCountAsFound() {
    VectorCollection collection = fixture.collection("c", 16, Metric.COSINE);
    float[] vector = random(new Random(1), 16);
    List<VectorDocument> same = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      same.add(VectorFixture.document("d" + i, vector));
    }
    collection.addDocuments(same);

    SearchResults results = collection.search(vector, recall(10, 0.99));

    assertThat(results.explanation().measuredRecall().orElse(1)).isEqualTo(1);
    assertThat(results.hits())
        .hasSize(10)
        .allSatisfy(
            h -> assertThat(h.score()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void measuresAgainWhenMuchHasChanged(long seed) {
    Random random = new Random(seed);
    VectorCollection collection = fixture.collection("c", 32, Metric.DOT);
    collection.addDocuments(VectorFixture.documents(random, 1_000, 32));
    float[] query = random(random, 32);

    collection.search(query, recall(10, 0.9));
    long before = calls();
    collection.search(query, recall(10, 0.9));
    long known = calls() - before;
    for (int i = 0; i < 300; i++) {
      collection.addDocuments(List.of(VectorFixture.document("new" + i, random(random, 32))));
    }
    before = calls();
    collection.search(query, recall(10, 0.9));

    assertThat(known).as("kernel calls of a search with known recall").isLessThan(10);
    assertThat(calls() - before).as("kernel calls of a search that measures").isGreaterThan(60);
  }

  private long calls() {
    return VectorFixture.KERNEL_CALLS.get();
  }

  @Test
  void claimsNoRecallUnderAFilter() {
    VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);
    List<VectorDocument> tagged = new ArrayList<>();
    List<VectorDocument> all = crowded();
    for (int i = 0; i < all.size(); i++) {
      VectorDocument d = all.get(i);
      tagged.add(
          new VectorDocument(d.id(), d.content(), d.embedding(), Map.of("even", i % 2 == 0)));
    }
    collection.addDocuments(tagged);
    float[] query = queries().getFirst().embedding();

    SearchResults half =
        collection.search(query, recall(5, 0.9).withFilter(new Filter.Equals("even", true)));

    assertThat(half.explanation().measuredRecall()).isEmpty();
    assertThat(half.explanation().note()).contains("masked");
    if (!half.explanation().plan().equals("f32")) {
      assertThat(half.explanation().note()).contains("without a filter");
    }
    assertThat(half.hits()).allSatisfy(h -> assertThat(h.metadata()).containsEntry("even", true));
  }
}
