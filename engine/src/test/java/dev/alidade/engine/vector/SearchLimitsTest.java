package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.document;
import static dev.alidade.engine.vector.VectorFixture.documents;
import static dev.alidade.engine.vector.VectorFixture.ids;
import static dev.alidade.engine.vector.VectorFixture.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.vector.VectorFixture.CountingEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thresholds and radii: what is left out, and what is not. */
class SearchLimitsTest {
  private final CountingEmbedder embedder = new CountingEmbedder(8);
  private final VectorFixture fixture =
      new VectorFixture(WasmMode.OFF, Optional.empty(), () -> embedder);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void returnsAllWithinARadiusAndNothingBeyond() {
    Random random = new Random(21);
    List<VectorDocument> all = documents(random, 3_000, 5);
    VectorCollection collection = fixture.collection("c", 5, Metric.EUCLIDEAN);
    collection.addDocuments(all);
    ExactScan truth = new ExactScan(Metric.EUCLIDEAN, all);
    float[] query = random(random, 5);

    for (double radius : new double[] {0.5, 1, 2, 100}) {
      List<String> within =
          all.stream()
              .map(VectorDocument::id)
              .filter(id -> Math.sqrt(-truth.score(query, id)) <= radius)
              .toList();
      for (Precision precision :
          List.of(
              Precision.EXACT, new Precision.Candidates(Precision.Representation.INT8, 5_000))) {
        SearchResults results =
            collection.search(
                query, SearchOptions.top(5_000).withRadius(radius).withPrecision(precision));

        assertThat(ids(results)).containsExactlyInAnyOrderElementsOf(within);
        assertThat(results.explanation().plan()).isEqualTo("f32");
      }
    }
  }

  @Test
  void aRadiusIsInclusiveAndZeroFindsWhatIsEqual() {
    VectorCollection collection = fixture.collection("c", 2, Metric.EUCLIDEAN);
    collection.addDocuments(
        List.of(document("five", 3, 4), document("at", 0, 0), document("more", 3, 4.001f)));

    assertThat(ids(collection.search(new float[2], SearchOptions.top(9).withRadius(5))))
        .containsExactly("at", "five");
    assertThat(ids(collection.search(new float[2], SearchOptions.top(9).withRadius(0))))
        .containsExactly("at");
    assertThat(ids(collection.findSimilar("at", SearchOptions.top(9).withRadius(5))))
        .containsExactly("five");
    assertThat(
            collection
                .searchBatch(
                    new float[][] {{0, 0}, {3, 4.001f}}, SearchOptions.top(9).withRadius(1))
                .stream()
                .map(VectorFixture::ids))
        .containsExactly(List.of("at"), List.of("more", "five"));
    assertThat(
            ids(
                collection.search(
                    new float[2], SearchOptions.top(9).withRadius(100).withThreshold(-1))))
        .as("the narrower of both counts")
        .containsExactly("at");
  }

  @Test
  void saysWhenMoreAreNearEnoughThanWereAskedFor() {
    VectorCollection collection = fixture.collection("c", 1, Metric.EUCLIDEAN);
    collection.addDocuments(documents(new Random(1), 20, 1));
    SearchOptions all = SearchOptions.top(20).withRadius(1e6);

    assertThat(collection.search(new float[1], all).explanation().note()).isEmpty();
    SearchResults some = collection.search(new float[1], all.withMaxResults(19));
    assertThat(some.hits()).hasSize(19);
    assertThat(some.explanation().note()).contains("More than 19 documents");
    assertThat(
            collection
                .searchBatch(new float[1][1], all.withMaxResults(3))
                .getFirst()
                .explanation()
                .note())
        .contains("More than 3 documents");
  }

  @ParameterizedTest
  @CsvSource({"COSINE, 0.25", "DOT, 1.5"})
  void returnsAllWhoseScoreReachesTheThreshold(Metric metric, double threshold) {
    Random random = new Random(22);
    List<VectorDocument> all = documents(random, 2_000, 9);
    VectorCollection collection = fixture.collection("c", 9, metric);
    collection.addDocuments(all);
    ExactScan truth = new ExactScan(metric, all);
    float[] query = random(random, 9);

    SearchResults results =
        collection.search(query, SearchOptions.top(2_000).withThreshold(threshold));

    assertThat(ids(results))
        .containsExactlyInAnyOrderElementsOf(
            all.stream()
                .map(VectorDocument::id)
                .filter(id -> truth.score(query, id) >= threshold)
                .toList())
        .hasSizeBetween(50, 1_500);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void refusesARadiusThatIsNone(double radius) {
    VectorCollection collection = fixture.collection("c", 1, Metric.EUCLIDEAN);

    assertThatThrownBy(
            () -> collection.search(new float[1], SearchOptions.top(1).withRadius(radius)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("radius");
  }

  @ParameterizedTest
  @CsvSource({"COSINE, cosine", "DOT, dot product"})
  void refusesARadiusWhereNoDistanceIsCompared(Metric metric, String name) {
    VectorCollection collection = fixture.collection("c", 1, metric);

    assertThatThrownBy(() -> collection.search(new float[1], SearchOptions.top(1).withRadius(1)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining(name);
  }

  @Test
  void changesOneOptionAtATime() {
    Filter filter = new Filter.Exists("f");
    Precision recall = new Precision.TargetRecall(0.9);

    SearchOptions all =
        SearchOptions.top(1)
            .withMaxResults(7)
            .withThreshold(0.5)
            .withRadius(2)
            .withFilter(filter)
            .withPrecision(recall)
            .withHybrid(true)
            .withDiversity(0.3)
            .withExplain(false);

    assertThat(all)
        .isEqualTo(
            new SearchOptions(
                7,
                Optional.of(0.5),
                java.util.OptionalDouble.of(2),
                filter,
                recall,
                true,
                0.3,
                false));
  }

  /** One text has the query's vector, one its words, one both, one neither. */
  private VectorCollection texts() {
    VectorCollection collection =
        fixture.vectors.createCollection(
            "texts", new CollectionConfig(8, Metric.COSINE, embedder.name()));
    float[] near = embedder.embed(List.of("login"), dev.alidade.engine.Progress.NONE).getFirst();
    float[] away = new float[8];
    for (int i = 0; i < 8; i++) {
      away[i] = -near[i];
    }
    List<VectorDocument> documents = new ArrayList<>();
    documents.add(new VectorDocument("words", "login fails", away, Map.of()));
    documents.add(new VectorDocument("both", "the login page", near, Map.of()));
    documents.add(new VectorDocument("vector", "signing in", near, Map.of()));
    documents.add(new VectorDocument("neither", "tea", away, Map.of()));
    collection.addDocuments(documents);
    return collection;
  }

  @Test
  void aThresholdIsForVectorsAlsoWhereKeywordsAreFusedIn() {
    VectorCollection collection = texts();
    SearchOptions hybrid = SearchOptions.top(4).withHybrid(true);

    assertThat(ids(collection.searchByText("login", hybrid)))
        .startsWith("both")
        .contains("words", "vector");
    SearchResults near = collection.searchByText("login", hybrid.withThreshold(0.9));

    assertThat(ids(near)).containsExactly("both", "vector");
    assertThat(near.hits().getFirst().score())
        .as("a sum of reciprocal ranks, below the threshold")
        .isEqualTo(2.0 / 61, org.assertj.core.data.Offset.offset(0.001));
  }

  @Test
  void aKeywordMatchStaysWhereItsVectorReachesTheThreshold() {
    VectorCollection collection = texts();
    SearchOptions one = SearchOptions.top(1).withHybrid(true).withThreshold(-1.1);

    assertThat(ids(collection.searchByText("login", one.withMaxResults(4))))
        .containsExactlyInAnyOrder("both", "words", "vector", "neither");
  }

  @Test
  void aThresholdIsNotAppliedToTheScoresOfKeywords() {
    try (var without = new VectorFixture(WasmMode.OFF)) {
      VectorCollection collection = without.collection("c", 2, Metric.COSINE);
      collection.addDocuments(
          List.of(new VectorDocument("a", "tea and cake", new float[] {1, 0}, Map.of())));

      SearchResults results =
          collection.searchByText("tea", SearchOptions.top(3).withThreshold(1e6));

      assertThat(ids(results)).containsExactly("a");
      assertThat(results.explanation().note()).contains("were not applied");
    }
  }
}
