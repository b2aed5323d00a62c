package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.vector.SearchResults.Hit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Duplicates, zeroes, denormal and large values, in one dimension and in numbers of dimensions that
 * fill no lane, with every metric, precision and kind of filter, against a scan in double
 * precision.
 */
@ParameterizedClass
@EnumSource(names = {"ON", "OFF"})
class HardVectorsTest {
  private static final int COUNT = 1_100;
  private static final int K = 10;

  private final VectorFixture fixture;

  HardVectorsTest(WasmMode mode) {
    fixture = new VectorFixture(mode);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  static Stream<Arguments> metricsAndDimensions() {
    return Stream.of(Metric.values())
        .flatMap(
            metric ->
                IntStream.of(1, 2, 16, 47, 129)
                    .mapToObj(dimensions -> Arguments.of(metric, dimensions)));
  }

  private static List<VectorDocument> hard(Random random, int dimensions) {
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      float[] vector = new float[dimensions];
      int kind = i % 20;
      if (kind == 1 && i > 20) {
        vector = documents.get(random.nextInt(i)).embedding().clone();
      } else if (kind == 2) {
        vector[random.nextInt(dimensions)] = Float.MIN_VALUE * (1 + random.nextInt(1_000));
      } else if (kind > 0) {
        float scale = kind == 3 ? 1e6f : kind == 4 ? 1e-20f : 1;
        for (int d = 0; d < dimensions; d++) {
          vector[d] =
              scale * (float) (0.3 + Math.sin(i % 6 * 17 + d) + 0.3 * random.nextGaussian());
        }
      }
      documents.add(
          new VectorDocument(
              Integer.toString(i), "text " + i, vector, Map.of("half", i % 2 == 0, "n", i % 40)));
    }
    return documents;
  }

  /** All rows, a masked scan, a gather of few, and fewer than k. */
  private static Map<Filter, Predicate<Integer>> filters() {
    Map<Filter, Predicate<Integer>> filters = new HashMap<>();
    filters.put(Filter.NONE, i -> true);
    filters.put(new Filter.Equals("half", true), i -> i % 2 == 0);
    filters.put(Filter.of(Map.of("n", 3)), i -> i % 40 == 3);
    filters.put(
        new Filter.And(
            List.of(new Filter.Equals("n", 1), new Filter.Not(new Filter.Exists("none")))),
        i -> i % 40 == 1);
    return filters;
  }

  private static List<float[]> queries(Random random, List<VectorDocument> documents) {
    int dimensions = documents.getFirst().embedding().length;
    List<float[]> queries = new ArrayList<>();
    queries.add(new float[dimensions]);
    queries.add(documents.get(2).embedding());
    queries.add(documents.get(3).embedding());
    queries.add(documents.get(41).embedding());
    queries.add(VectorFixture.random(random, dimensions));
    return queries;
  }

  @ParameterizedTest
  @MethodSource("metricsAndDimensions")
  void answersAsAScanInDoublePrecision(Metric metric, int dimensions) {
    Random random = new Random(31L * dimensions + metric.ordinal());
    List<VectorDocument> documents = hard(random, dimensions);
    VectorCollection collection = fixture.collection("c", dimensions, metric);
    collection.addDocuments(documents);

    filters()
        .forEach(
            (filter, passes) -> {
              List<VectorDocument> kept =
                  documents.stream().filter(d -> passes.test(Integer.parseInt(d.id()))).toList();
              ExactScan truth = new ExactScan(metric, kept);
              SearchOptions options = SearchOptions.top(K).withFilter(filter);
              List<float[]> queries = queries(random, documents);
              List<SearchResults> batch =
                  collection.searchBatch(queries.toArray(float[][]::new), options);
              for (int q = 0; q < queries.size(); q++) {
                SearchResults results = collection.search(queries.get(q), options);
                truth.assertAnswers(queries.get(q), K, results);
                assertThat(batch.get(q).hits()).isEqualTo(results.hits());
                assertTiesInDocumentOrder(results);
              }
            });
  }

  private static void assertTiesInDocumentOrder(SearchResults results) {
    for (int i = 1; i < results.hits().size(); i++) {
      Hit before = results.hits().get(i - 1);
      Hit hit = results.hits().get(i);
      if (before.score() == hit.score()) {
        assertThat(Integer.parseInt(hit.id())).isGreaterThan(Integer.parseInt(before.id()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("metricsAndDimensions")
  void everyPrecisionGivesTrueScoresAndNoHitTwice(Metric metric, int dimensions) {
    Random random = new Random(37L * dimensions + metric.ordinal());
    List<VectorDocument> documents = hard(random, dimensions);
    VectorCollection collection = fixture.collection("c", dimensions, metric);
    collection.addDocuments(documents);
    for (Precision precision :
        List.of(
            new Precision.TargetRecall(0.9),
            new Precision.Candidates(Precision.Representation.INT8, 200),
            new Precision.Candidates(Precision.Representation.ONE_BIT, 200))) {
      filters()
          .forEach(
              (filter, passes) -> {
                List<VectorDocument> kept =
                    documents.stream().filter(d -> passes.test(Integer.parseInt(d.id()))).toList();
                ExactScan truth = new ExactScan(metric, kept);
                for (float[] query : queries(random, documents)) {
                  SearchResults results =
                      collection.search(
                          query, SearchOptions.top(K).withFilter(filter).withPrecision(precision));
                  assertThat(results.hits()).hasSize(Math.min(K, kept.size()));
                  assertThat(VectorFixture.ids(results)).doesNotHaveDuplicates();
                  for (Hit hit : results.hits()) {
                    assertThat(passes.test(Integer.parseInt(hit.id()))).isTrue();
                    assertThat(hit.score())
                        .isCloseTo(
                            truth.score(query, hit.id()), within(truth.tolerance(query, hit.id())));
                  }
                  if (results.explanation().plan().equals("f32")) {
                    truth.assertAnswers(query, K, results);
                  }
                }
              });
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void whatIsNotFiniteIsRefusedByItsPlaceWhereverItComesIn(Metric metric) {
    VectorCollection collection = fixture.collection("c", 17, metric);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] vector = new float[17];
      vector[16] = bad;
      for (Runnable use :
          List.<Runnable>of(
              () ->
                  collection.addDocuments(
                      List.of(
                          VectorFixture.document("good", new float[17]),
                          VectorFixture.document("bad", vector))),
              () -> collection.search(vector, SearchOptions.top(1)),
              () ->
                  collection.searchBatch(
                      new float[][] {new float[17], vector}, SearchOptions.top(1)),
              () -> collection.scores(vector, 3, Progress.NONE))) {
        assertThatThrownBy(use::run)
            .isInstanceOfSatisfying(
                VectorException.VectorRefused.class, e -> assertThat(e.code()).isEqualTo("VEC-102"))
            .hasMessageContaining("position 16");
      }
    }
    assertThat(collection.size()).as("nothing of a refused call was added").isZero();
    assertThatThrownBy(() -> collection.search(null, SearchOptions.top(1)))
        .isInstanceOf(VectorException.VectorRefused.class);
  }
}
