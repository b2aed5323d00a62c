package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.document;
import static dev.alidade.engine.vector.VectorFixture.documents;
import static dev.alidade.engine.vector.VectorFixture.ids;
import static dev.alidade.engine.vector.VectorFixture.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.vector.VectorException.CollectionUnavailable;
import dev.alidade.engine.vector.VectorException.VectorRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(names = {"ON", "OFF"})
class VectorSearchTest {
  private final WasmMode mode;
  private final VectorFixture fixture;

  VectorSearchTest(WasmMode mode) {
    this.mode = mode;
    this.fixture = new VectorFixture(mode);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "COSINE, 1, 1",
    "COSINE, 7, 2",
    "COSINE, 384, 3",
    "DOT, 3, 4",
    "DOT, 33, 5",
    "DOT, 100, 6",
    "EUCLIDEAN, 1, 7",
    "EUCLIDEAN, 17, 8",
    "EUCLIDEAN, 128, 9"
  })
  void findsTheTrueNearest(Metric metric, int dimensions, long seed) {
    Random random = new Random(seed);
    List<VectorDocument> all = documents(random, 1_000, dimensions);
    VectorCollection collection = fixture.collection("c", dimensions, metric);
    collection.addDocuments(all);
    ExactScan truth = new ExactScan(metric, all);

    for (int i = 0; i < 10; i++) {
      float[] query = random(random, dimensions);
      truth.assertAnswers(query, 10, collection.search(query, SearchOptions.top(10)));
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void spreadsBigCollectionsOverTheShardsAndStillFindsTheNearest(Metric metric) {
    Random random = new Random(42);
    List<VectorDocument> all = documents(random, 12_000, 256);
    VectorCollection collection = fixture.collection("c", 256, metric);
    collection.addDocuments(all);
    ExactScan truth = new ExactScan(metric, all);

    float[] query = random(random, 256);
    SearchResults results = collection.search(query, SearchOptions.top(25));

    truth.assertAnswers(query, 25, results);
    assertThat(results.explanation().rowsScanned()).isEqualTo(12_000);
    assertThat(fixture.host.shards().of("vector"))
        .allSatisfy(
            shard ->
                assertThat(shard.memory().usedBytes(MemoryPurpose.VECTORS))
                    .isGreaterThan(3_000_000));
  }

  @Test
  void returnsDuplicatesInDocumentOrder() {
    VectorCollection collection = fixture.collection("c", 3, Metric.COSINE);
    List<VectorDocument> same = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      same.add(document("same" + i, 1, 2, 3));
    }
    collection.addDocuments(same);

    assertThat(ids(collection.search(new float[] {1, 2, 3}, SearchOptions.top(5))))
        .containsExactly("same0", "same1", "same2", "same3", "same4");
  }

  @Test
  void scoresAZeroVectorZeroByCosine() {
    VectorCollection collection = fixture.collection("c", 2, Metric.COSINE);
    collection.addDocuments(
        List.of(document("zero", 0, 0), document("away", -1, 0), document("near", 1, 0)));

    SearchResults results = collection.search(new float[] {2, 0}, SearchOptions.top(3));

    assertThat(ids(results)).containsExactly("near", "zero", "away");
    assertThat(results.hits()).extracting(SearchResults.Hit::score).containsExactly(1.0, 0.0, -1.0);
    assertThat(collection.search(new float[] {0, 0}, SearchOptions.top(3)).hits())
        .allSatisfy(hit -> assertThat(hit.score()).isZero());
  }

  @Test
  void comparesDenormalNumbers() {
    VectorCollection collection = fixture.collection("c", 2, Metric.COSINE);
    collection.addDocuments(
        List.of(
            document("tiny-x", Float.MIN_VALUE, 0),
            document("tiny-y", 0, Float.MIN_VALUE * 3),
            document("large", 1e15f, -1e15f)));

    SearchResults results =
        collection.search(new float[] {Float.MIN_VALUE * 5, 0}, SearchOptions.top(3));

    assertThat(ids(results)).containsExactly("tiny-x", "large", "tiny-y");
    assertThat(results.hits().getFirst().score()).isEqualTo(1);
  }

  @Test
  void refusesVectorsOfAnotherDimensionOrTooLong() {
    VectorCollection collection = fixture.collection("c", 3, Metric.DOT);

    assertThatThrownBy(() -> collection.addDocuments(List.of(document("a", 1, 2))))
        .isInstanceOfSatisfying(
            VectorRefused.class, e -> assertThat(e.code()).isEqualTo("VEC-101"));
    assertThatThrownBy(() -> collection.search(new float[4], SearchOptions.top(1)))
        .isInstanceOf(VectorRefused.class);
    assertThatThrownBy(() -> collection.addDocuments(List.of(document("a", 1e30f, 0, 0))))
        .isInstanceOfSatisfying(
            VectorRefused.class, e -> assertThat(e.code()).isEqualTo("VEC-103"));
  }

  @Test
  void refusesOptionsThatMeanNothing() {
    VectorCollection collection = fixture.collection("c", 1, Metric.DOT);

    assertThatThrownBy(() -> collection.search(new float[1], SearchOptions.top(0)))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(
            () ->
                collection.search(
                    new float[1],
                    SearchOptions.top(1).withPrecision(new Precision.TargetRecall(1.5))))
        .isInstanceOf(InvalidRequest.class);
    for (int candidates : new int[] {9, 20_001}) {
      Precision few = new Precision.Candidates(Precision.Representation.INT8, candidates);
      assertThatThrownBy(
              () -> collection.search(new float[1], SearchOptions.top(10).withPrecision(few)))
          .isInstanceOf(InvalidRequest.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void comparesTheCandidatesOfASmallerRepresentationExactly(Precision.Representation first) {
    VectorCollection collection = fixture.collection("c", 64, Metric.EUCLIDEAN);
    collection.addDocuments(documents(new Random(8), 2_000, 64));
    float[] query = random(new Random(9), 64);
    SearchOptions exact = SearchOptions.top(5);

    SearchResults found =
        collection.search(query, exact.withPrecision(new Precision.Candidates(first, 500)));

    assertThat(found.hits()).isEqualTo(collection.search(query, exact).hits());
    assertThat(found.explanation().plan())
        .isEqualTo(
            switch (first) {
              case INT8 -> "int8 (500) → f32";
              case ONE_BIT -> "1-bit (500) → f32";
            });
    assertThat(found.explanation().candidates()).isEqualTo(500);
    assertThat(found.explanation().recall()).isEmpty();
    assertThat(
            collection
                .search(query, exact.withPrecision(new Precision.Candidates(first, 2_000)))
                .explanation()
                .plan())
        .isEqualTo("f32");
  }

  @Test
  void leavesOutHitsBelowTheThreshold() {
    VectorCollection collection = fixture.collection("c", 2, Metric.EUCLIDEAN);
    collection.addDocuments(
        List.of(document("at", 0, 0), document("near", 1, 0), document("far", 3, 4)));

    SearchResults results =
        collection.search(new float[2], SearchOptions.top(10).withThreshold(-1));

    assertThat(ids(results)).containsExactly("at", "near");
    assertThat(results.hits()).extracting(SearchResults.Hit::score).containsExactly(0.0, -1.0);
  }

  @Test
  void replacesADocumentWithTheSameIdAndPutsItLast() {
    VectorCollection collection = fixture.collection("c", 2, Metric.DOT);
    collection.addDocuments(List.of(document("a", 1, 0), document("b", 1, 0), document("a", 5, 0)));
    collection.addDocuments(List.of(document("b", 5, 0)));

    SearchResults results = collection.search(new float[] {1, 0}, SearchOptions.top(10));

    assertThat(collection.size()).isEqualTo(2);
    assertThat(ids(results)).containsExactly("a", "b");
    assertThat(results.hits()).extracting(SearchResults.Hit::score).containsExactly(5.0, 5.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersLikeAFreshCollectionAfterManyChanges(long seed) {
    Random random = new Random(seed);
    VectorCollection collection = fixture.collection("c", 20, Metric.EUCLIDEAN);
    List<VectorDocument> kept = new ArrayList<>(documents(random, 1_500, 20));
    collection.addDocuments(kept);
    for (int round = 0; round < 8; round++) {
      int from = random.nextInt(kept.size() / 2);
      List<VectorDocument> gone = List.copyOf(kept.subList(from, from + kept.size() / 4));
      assertThat(collection.removeDocuments(gone.stream().map(VectorDocument::id).toList()))
          .isEqualTo(gone.size());
      kept.removeAll(gone);
      int name = round;
      List<VectorDocument> fresh =
          IntStream.range(0, random.nextInt(300))
              .mapToObj(i -> document("r" + name + "-" + i, random(random, 20)))
              .toList();
      collection.addDocuments(fresh);
      kept.addAll(fresh);

      float[] query = random(random, 20);
      assertThat(collection.size()).isEqualTo(kept.size());
      new ExactScan(Metric.EUCLIDEAN, kept)
          .assertAnswers(query, 15, collection.search(query, SearchOptions.top(15)));
    }
  }

  @Test
  void findsNeighboursOfADocumentWithoutItself() {
    VectorCollection collection = fixture.collection("c", 2, Metric.COSINE);
    collection.addDocuments(
        List.of(document("a", 1, 0), document("twin", 2, 0), document("b", 1, 1)));

    assertThat(ids(collection.findSimilar("a", SearchOptions.top(2)))).containsExactly("twin", "b");
    assertThatThrownBy(() -> collection.findSimilar("none", SearchOptions.top(2)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("none");
  }

  @Test
  void answersABatchLikeSingleQueries() {
    Random random = new Random(5);
    VectorCollection collection = fixture.collection("c", 16, Metric.DOT);
    collection.addDocuments(documents(random, 300, 16));
    float[][] queries = {random(random, 16), random(random, 16), random(random, 16)};

    List<SearchResults> batch = collection.searchBatch(queries, SearchOptions.top(4));

    for (int i = 0; i < queries.length; i++) {
      assertThat(batch.get(i).hits())
          .isEqualTo(collection.search(queries[i], SearchOptions.top(4)).hits());
    }
  }

  @Test
  void freesAllMemoryWhenClearedOrDropped() {
    VectorCollection first = fixture.collection("first", 8, Metric.COSINE);
    VectorCollection second = fixture.collection("second", 8, Metric.COSINE);
    first.addDocuments(documents(new Random(1), 500, 8));
    second.addDocuments(documents(new Random(2), 500, 8));

    first.clear();
    assertThat(first.size()).isZero();
    assertThat(first.search(new float[8], SearchOptions.top(3)).hits()).isEmpty();
    assertThat(first.info().memoryBytes()).isZero();
    fixture.vectors.dropCollection("second");

    assertThat(fixture.host.usedBytes(MemoryPurpose.VECTORS)).isZero();
    assertThat(fixture.host.usedBytes(MemoryPurpose.SCRATCH)).isZero();
    assertThat(fixture.vectors.collections())
        .extracting(CollectionInfo::name)
        .containsExactly("first");
    assertThatThrownBy(() -> second.search(new float[8], SearchOptions.top(1)))
        .isInstanceOfSatisfying(
            CollectionUnavailable.class, e -> assertThat(e.code()).isEqualTo("VEC-203"));
    assertThatThrownBy(() -> fixture.vectors.collection("second"))
        .isInstanceOf(CollectionUnavailable.class);
  }

  @Test
  void removesTheRowsOfATenthInTheBackground() {
    StoredCollection collection = (StoredCollection) fixture.collection("c", 16, Metric.EUCLIDEAN);
    List<VectorDocument> documents = documents(new Random(5), 3_000, 16);
    collection.addDocuments(documents);
    long before = collection.info().memoryBytes();

    collection.removeDocuments(IntStream.range(200, 500).mapToObj(i -> "d" + i).toList());

    while (collection.deadRows() > 0) {
      Thread.onSpinWait();
    }
    assertThat(collection.info().memoryBytes()).isLessThanOrEqualTo(before);
    for (int i : new int[] {0, 199, 500, 2_999}) {
      assertThat(ids(collection.search(documents.get(i).embedding(), SearchOptions.top(1))))
          .containsExactly("d" + i);
    }
    assertThat(ids(collection.search(documents.get(300).embedding(), SearchOptions.top(1))))
        .doesNotContain("d300");
  }

  @Test
  void refusesANameThatIsTaken() {
    fixture.collection("c", 8, Metric.COSINE);

    assertThatThrownBy(() -> fixture.collection("c", 8, Metric.COSINE))
        .isInstanceOfSatisfying(
            CollectionUnavailable.class, e -> assertThat(e.code()).isEqualTo("VEC-202"));
  }

  @Test
  void explainsWhatItDid() {
    VectorCollection collection = fixture.collection("c", 4, Metric.DOT);
    collection.addDocuments(documents(new Random(3), 100, 4));

    SearchResults.Explanation explanation =
        collection.search(new float[] {1, 2, 3, 4}, SearchOptions.top(5)).explanation();

    assertThat(explanation.stages())
        .extracting(SearchResults.Stage::name)
        .containsExactly("Scan", "Fetch");
    assertThat(explanation.stages()).allSatisfy(s -> assertThat(s.nanos()).isPositive());
    assertThat(explanation.totalNanos())
        .isGreaterThanOrEqualTo(
            explanation.stages().stream().mapToLong(SearchResults.Stage::nanos).sum());
    assertThat(explanation.rowsScanned()).isEqualTo(100);
    assertThat(explanation.path().reason()).isNotBlank();
    boolean wasm = mode == WasmMode.ON && fixture.host.capabilities().supported();
    assertThat(explanation.path().used().isWasm()).isEqualTo(wasm);
    assertThat(explanation.selectivity()).isEqualTo(1);
    assertThat(explanation.measuredRecall()).isEmpty();
    assertThat(fixture.samples)
        .extracting(s -> s.operation())
        .contains("vector.add", "vector.search");
  }

  @Test
  void countsAllScoresInAHistogram() {
    VectorCollection collection = fixture.collection("c", 1, Metric.DOT);
    collection.addDocuments(
        IntStream.rangeClosed(0, 100).mapToObj(i -> document("d" + i, i)).toList());

    var histogram = collection.scores(new float[] {1}, 4, dev.alidade.engine.Progress.NONE);

    assertThat(histogram.min()).isZero();
    assertThat(histogram.max()).isEqualTo(100);
    assertThat(histogram.counts()).containsExactly(25, 25, 25, 26);
  }

  @Test
  void takesUnlikeHitsWhereDiversityIsAsked() {
    VectorCollection collection = fixture.collection("c", 2, Metric.COSINE);
    collection.addDocuments(
        List.of(
            document("a", 1, 0),
            document("a-again", 1, 0.001f),
            document("a-thrice", 1, 0.002f),
            document("b", 0.8f, 0.6f)));
    SearchOptions diverse =
        new SearchOptions(
            2, java.util.Optional.empty(), Filter.NONE, Precision.EXACT, false, 0.7, true);

    assertThat(ids(collection.search(new float[] {1, 0}, diverse))).containsExactly("a", "b");
    assertThat(ids(collection.search(new float[] {1, 0}, SearchOptions.top(2))))
        .containsExactly("a", "a-again");
  }
}
