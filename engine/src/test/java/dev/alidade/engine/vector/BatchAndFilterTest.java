package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.ids;
import static dev.alidade.engine.vector.VectorFixture.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.WasmMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(names = {"ON", "OFF"})
class BatchAndFilterTest {
  private static final int ROWS = 3_000;
  private static final int DIMENSIONS = 24;

  private final VectorFixture fixture;
  private final List<VectorDocument> all = new ArrayList<>();
  private final Random random = new Random(9);
  private VectorCollection collection;

  BatchAndFilterTest(WasmMode mode) {
    fixture = new VectorFixture(mode);
  }

  @BeforeEach
  void fill() {
    collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);
    for (int i = 0; i < ROWS; i++) {
      all.add(
          new VectorDocument(
              "d" + i, "text " + i, random(random, DIMENSIONS), Map.of("percent", i % 100)));
    }
    collection.addDocuments(all);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Filter below(int percent) {
    return new Filter.Range("percent", 0, percent - 1);
  }

  private List<VectorDocument> kept(int percent) {
    return IntStream.range(0, ROWS).filter(i -> i % 100 < percent).mapToObj(all::get).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6, 50, 100})
  void findsAllNearestUnderAFilterWhateverItKeeps(int percent) {
    ExactScan truth = new ExactScan(Metric.COSINE, kept(percent));
    SearchOptions options = SearchOptions.top(10).withFilter(below(percent));
    for (int i = 0; i < 5; i++) {
      float[] query = random(random, DIMENSIONS);

      SearchResults results = collection.search(query, options);

      truth.assertAnswers(query, 10, results);
      SearchResults.Explanation why = results.explanation();
      assertThat(why.selectivity()).isEqualTo(percent / 100.0);
      assertThat(why.rowsScanned()).isEqualTo(ROWS * percent / 100);
      assertThat(why.note()).contains(percent < 5 ? "gathered" : "masked");
      assertThat(why.stages())
          .extracting(SearchResults.Stage::name)
          .contains("Filter", percent < 5 ? "Gather" : "Scan");
    }
  }

  @Test
  void aFewMatchesAreComparedExactlyWhateverThePrecision() {
    float[] query = random(random, DIMENSIONS);
    SearchOptions options = SearchOptions.top(10).withFilter(below(2));

    SearchResults results =
        collection.search(query, options.withPrecision(new Precision.TargetRecall(0.5)));

    assertThat(results.hits()).isEqualTo(collection.search(query, options).hits());
    assertThat(results.explanation().plan()).isEqualTo("f32");
  }

  @Test
  void returnsWhatThereIsWhereFewerThanKMatch() {
    SearchOptions options = SearchOptions.top(50).withFilter(below(1));

    SearchResults some = collection.search(random(random, DIMENSIONS), options);
    SearchResults none =
        collection.search(
            random(random, DIMENSIONS), options.withFilter(new Filter.Equals("percent", "no")));

    assertThat(some.hits()).hasSize(ROWS / 100);
    assertThat(none.hits()).isEmpty();
    assertThat(none.explanation().selectivity()).isZero();
  }

  @Test
  void aFilterThatWasAskedBeforeSeesWhatHasChangedSince() {
    SearchOptions options = SearchOptions.top(5_000).withFilter(below(3));
    float[] query = random(random, DIMENSIONS);
    assertThat(collection.search(query, options).hits()).hasSize(90);

    collection.removeDocuments(List.of("d0", "d1"));
    collection.addDocuments(List.of(new VectorDocument("new", "new", query, Map.of("percent", 2))));
    SearchResults after = collection.search(query, options);

    assertThat(after.hits()).hasSize(89);
    assertThat(ids(after)).doesNotContain("d0", "d1").startsWith("new");
  }

  @Test
  void aBatchAnswersAsTheQueriesOneByOne() {
    float[][] queries = new float[70][];
    for (int q = 0; q < queries.length; q++) {
      queries[q] = random(random, DIMENSIONS);
    }
    for (SearchOptions options :
        List.of(
            SearchOptions.top(7),
            SearchOptions.top(7).withThreshold(0.5),
            SearchOptions.top(7).withFilter(below(3)),
            SearchOptions.top(7).withFilter(below(40)),
            new SearchOptions(
                5, java.util.Optional.empty(), Filter.NONE, Precision.EXACT, false, 0.5, true))) {
      List<SearchResults> batch = collection.searchBatch(queries, options);

      assertThat(batch).hasSize(queries.length);
      for (int q = 0; q < queries.length; q++) {
        assertThat(batch.get(q).hits()).isEqualTo(collection.search(queries[q], options).hits());
      }
    }
    assertThat(collection.searchBatch(new float[0][], SearchOptions.top(3))).isEmpty();
  }

  @Test
  void aBatchIsOneScanInTheExplanation() {
    float[][] queries = {random(random, DIMENSIONS), random(random, DIMENSIONS)};

    List<SearchResults> batch = collection.searchBatch(queries, SearchOptions.top(3));

    assertThat(batch)
        .allSatisfy(
            results ->
                assertThat(results.explanation().stages())
                    .extracting(SearchResults.Stage::name)
                    .containsExactly("Scan", "Fetch"));
  }
}
