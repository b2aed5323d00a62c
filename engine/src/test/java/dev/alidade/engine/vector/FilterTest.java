package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.WasmMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(names = {"ON", "OFF"})
class FilterTest {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> GENRES = List.of("drama", "comedy", "noir", "ähnlich", "");

  private final VectorFixture fixture;
  private final VectorCollection collection;

  FilterTest(WasmMode mode) {
    fixture = new VectorFixture(mode);
    collection = fixture.collection("c", 2, Metric.DOT);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void add(String id, Map<String, Object> metadata) {
    collection.addDocuments(List.of(new VectorDocument(id, "", new float[] {1, 1}, metadata)));
  }

  private List<String> matching(Filter filter) {
    return ids(collection.search(new float[] {1, 0}, SearchOptions.top(10_000).withFilter(filter)));
  }

  @Test
  void comparesWholeAndOtherNumbersByValue() {
    add("whole", Map.of("n", 3));
    add("decimal", Map.of("n", 3.0));
    add("more", Map.of("n", 3.5f));
    add("huge", Map.of("n", 9_007_199_254_740_993L));
    add("text", Map.of("n", "3"));

    assertThat(matching(new Filter.Equals("n", 3L))).containsExactly("whole", "decimal");
    assertThat(matching(new Filter.Range("n", 3.2, null))).containsExactly("more", "huge");
    assertThat(matching(new Filter.Equals("n", 9_007_199_254_740_992.0))).isEmpty();
    assertThat(matching(new Filter.Equals("n", "3"))).containsExactly("text");
  }

  @Test
  void aMissingValueMatchesNothingButNot() {
    add("with", Map.of("year", 1999));
    add("without", Map.of());

    assertThat(matching(new Filter.Range("year", null, null))).containsExactly("with");
    assertThat(matching(new Filter.Exists("year"))).containsExactly("with");
    assertThat(matching(new Filter.Not(new Filter.Equals("year", 1999))))
        .containsExactly("without");
    assertThat(matching(new Filter.Equals("nowhere", 1))).isEmpty();
    assertThat(matching(new Filter.Not(new Filter.Exists("nowhere"))))
        .containsExactly("with", "without");
  }

  @Test
  void keepsInstantsAndTypesThroughTheWorkspace() {
    Map<String, Object> metadata =
        Map.of(
            "at", EPOCH.plusNanos(1_234_000), "n", 5L, "x", 0.1, "ok", true, "s", "\"quoted\" ☃");
    add("a", metadata);

    SearchResults results =
        collection.search(
            new float[] {1, 0},
            SearchOptions.top(1).withFilter(new Filter.Range("at", EPOCH, EPOCH.plusSeconds(1))));

    assertThat(results.hits().getFirst().metadata()).isEqualTo(metadata);
  }

  @Test
  void refusesMetadataAndConstantsOfOtherTypes() {
    assertThatThrownBy(() -> add("a", Map.of("f", List.of(1))))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("\"f\"");
    assertThatThrownBy(() -> add("a", Map.of("f", Double.NaN))).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> matching(new Filter.Equals("f", new Object())))
        .isInstanceOf(InvalidRequest.class);
    assertThat(collection.size()).isZero();
  }

  @Test
  void aMapStandsForEquals() {
    add("a", Map.of("genre", "noir", "year", 1944));
    add("b", Map.of("genre", "noir", "year", 1950.0));
    add("c", Map.of("genre", "drama", "year", 1944));

    assertThat(matching(Filter.of(Map.of("genre", "noir", "year", 1944L)))).containsExactly("a");
    assertThat(matching(Filter.of(Map.of()))).containsExactly("a", "b", "c");
    assertThat(
            ids(
                collection.search(
                    new float[] {1, 0},
                    SearchOptions.top(5).withFilter(Map.of("genre", "noir", "year", 1950)))))
        .containsExactly("b");
  }

  @Test
  void refusesNullsWhereAFilterIsMade() {
    Map<String, Object> nullValue = new HashMap<>();
    nullValue.put("year", null);

    for (ThrowingCallable made :
        List.<ThrowingCallable>of(
            () -> new Filter.Equals("year", null),
            () -> new Filter.In("year", Arrays.asList(1L, null)),
            () -> new Filter.Range("year", List.of(), null),
            () -> Filter.of(nullValue))) {
      assertThatThrownBy(made).isInstanceOf(InvalidRequest.class).hasMessageContaining("\"year\"");
    }
    for (ThrowingCallable made :
        List.<ThrowingCallable>of(
            () -> new Filter.Equals(null, 1),
            () -> new Filter.Exists(null),
            () -> new Filter.In("f", null),
            () -> new Filter.And(null),
            () -> new Filter.Or(Arrays.asList(Filter.NONE, null)),
            () -> new Filter.Not(null),
            () -> Filter.of(null))) {
      assertThatThrownBy(made).isInstanceOf(InvalidRequest.class).hasMessageContaining("null");
    }
    assertThatThrownBy(() -> SearchOptions.top(1).withFilter((Filter) null))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void refusesMetadataWithoutANameOrAValue() {
    Map<String, Object> noValue = new HashMap<>();
    noValue.put("year", null);
    Map<String, Object> noName = new HashMap<>();
    noName.put(null, 1);

    assertThatThrownBy(() -> add("a", noValue))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("\"year\"")
        .hasMessageContaining("\"a\"");
    assertThatThrownBy(() -> add("a", noName)).isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> add("a", null))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("metadata");
  }

  @Test
  void answersDeepFiltersAndRefusesThoseBeyondReason() {
    add("a", Map.of("n", 1));
    Filter deep = new Filter.Equals("n", 1);
    Filter doubled = deep;
    for (int level = 1; level < 200; level++) {
      deep = new Filter.Not(deep);
    }
    for (int level = 0; level < 60; level++) {
      doubled = new Filter.And(List.of(doubled, doubled));
    }
    Filter deeper = deep;
    for (int level = 0; level < 100_000; level++) {
      deeper = new Filter.Not(deeper);
    }
    Filter tooDeep = deeper;
    Filter tooMany = doubled;

    assertThat(matching(deep)).as("199 times not").isEmpty();
    assertThat(matching(new Filter.Or(Collections.nCopies(9_999, new Filter.Exists("n")))))
        .containsExactly("a");
    assertThatThrownBy(() -> matching(tooDeep))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("inside each other");
    assertThatThrownBy(() -> matching(tooMany))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("10,000");
  }

  @Test
  void tellsFieldsTheirTypesAndFrequentValues() {
    add("a", Map.of("genre", "drama"));
    add("b", Map.of("genre", "noir", "year", 1944));
    add("c", Map.of("genre", "noir"));

    assertThat(collection.metadataFields())
        .containsExactly(
            new VectorCollection.MetadataField("genre", "STRING", List.of("noir", "drama")),
            new VectorCollection.MetadataField("year", "NUMBER", List.of(1944L)));
  }

  @Test
  void tellsTheShareOfDocumentsThatAFilterKeeps() {
    for (int i = 0; i < 10; i++) {
      add("d" + i, Map.of("n", i));
    }

    SearchResults results =
        collection.search(
            new float[] {1, 0}, SearchOptions.top(2).withFilter(new Filter.Range("n", 0, 3)));

    assertThat(results.explanation().selectivity()).isEqualTo(0.4);
    assertThat(results.explanation().rowsScanned()).isEqualTo(4);
    assertThat(results.explanation().stages().getFirst().name()).isEqualTo("Filter");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void answersRandomExpressionsLikeATestOfEachDocument(long seed) {
    Random random = new Random(seed);
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      documents.add(new VectorDocument("d" + i, "", new float[] {1, i}, metadata(random)));
    }
    collection.addDocuments(documents);
    List<String> gone =
        documents.stream().map(VectorDocument::id).filter(id -> random.nextInt(5) == 0).toList();
    collection.removeDocuments(gone);

    for (int i = 0; i < 60; i++) {
      Filter filter = filter(random, 3);
      assertThat(matching(filter))
          .as(filter.toString())
          .containsExactlyElementsOf(
              documents.stream()
                  .filter(d -> !gone.contains(d.id()) && passes(filter, d.metadata()))
                  .map(VectorDocument::id)
                  .toList());
    }
  }

  private static Map<String, Object> metadata(Random random) {
    Map<String, Object> metadata = new HashMap<>();
    for (String field : List.of("s", "n", "b", "t", "mixed")) {
      if (random.nextInt(4) > 0) {
        metadata.put(field, value(field, random));
      }
    }
    return metadata;
  }

  private static Object value(String field, Random random) {
    return switch (field) {
      case "s" -> GENRES.get(random.nextInt(GENRES.size()));
      case "n" -> random.nextBoolean() ? (Object) random.nextLong(-5, 5) : random.nextInt(10) / 2.0;
      case "b" -> random.nextBoolean();
      case "t" -> EPOCH.plusSeconds(random.nextInt(6));
      default -> value(List.of("s", "n", "b", "t").get(random.nextInt(4)), random);
    };
  }

  private static Filter filter(Random random, int depth) {
    String field = List.of("s", "n", "b", "t", "mixed", "absent").get(random.nextInt(6));
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> new Filter.Equals(field, value(field, random));
      case 1 -> new Filter.In(field, List.of(value(field, random), value("mixed", random)));
      case 2 ->
          new Filter.Range(
              field,
              random.nextInt(3) == 0 ? null : value(field, random),
              random.nextInt(3) == 0 ? null : value(field, random));
      case 3 -> new Filter.Exists(field);
      case 4 -> new Filter.And(List.of(filter(random, depth - 1), filter(random, depth - 1)));
      case 5 -> new Filter.Or(List.of(filter(random, depth - 1), filter(random, depth - 1)));
      default -> new Filter.Not(filter(random, depth - 1));
    };
  }

  private static boolean passes(Filter filter, Map<String, Object> metadata) {
    return switch (filter) {
      case Filter.Equals f -> comparison(metadata.get(f.field()), f.value()) == 0;
      case Filter.In f ->
          f.values().stream().anyMatch(v -> comparison(metadata.get(f.field()), v) == 0);
      case Filter.Range f -> {
        Object value = metadata.get(f.field());
        int low = f.from() == null ? 1 : comparison(value, f.from());
        int high = f.to() == null ? -1 : comparison(value, f.to());
        yield value != null && low != NONE && high != NONE && low >= 0 && high <= 0;
      }
      case Filter.Exists f -> metadata.containsKey(f.field());
      case Filter.And f -> f.parts().stream().allMatch(p -> passes(p, metadata));
      case Filter.Or f -> f.parts().stream().anyMatch(p -> passes(p, metadata));
      case Filter.Not f -> !passes(f.part(), metadata);
    };
  }

  private static final int NONE = 99;

  private static int comparison(Object value, Object constant) {
    if (value instanceof Number a && constant instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    if (value == null || value.getClass() != constant.getClass()) {
      return NONE;
    }
    @SuppressWarnings("unchecked")
    Comparable<Object> comparable = (Comparable<Object>) value;
    return Integer.signum(comparable.compareTo(constant));
  }
}
