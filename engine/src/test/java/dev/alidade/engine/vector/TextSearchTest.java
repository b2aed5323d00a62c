package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.vector.VectorException.EmbedderUnavailable;
import dev.alidade.engine.vector.VectorFixture.CountingEmbedder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSearchTest {
  private static final List<VectorDocument> TEXTS =
      List.of(
          text("refund", "The customer was charged twice and wants a refund of the money."),
          text("broken", "The screen arrived broken; the customer wants a new one."),
          text("login", "Login fails after the update."),
          text("menu", "Café menu: crème brûlée and tea."));

  private static VectorDocument text(String id, String content) {
    float[] vector = new float[8];
    vector[id.length() % 8] = 1;
    return new VectorDocument(id, content, vector, Map.of("length", content.length()));
  }

  @Test
  void answersByKeywordsAndSaysSoWhereNoEmbedderLoads() {
    try (var fixture = new VectorFixture(WasmMode.OFF)) {
      VectorCollection collection = fixture.collection("c", 8, Metric.COSINE);
      collection.addDocuments(TEXTS);

      SearchResults results = collection.searchByText("refund money!", SearchOptions.top(3));

      assertThat(ids(results)).containsExactly("refund");
      assertThat(results.explanation().note())
          .contains("The test has no embedder.")
          .contains("keywords (BM25)");
      assertThat(results.explanation().path().used()).isEqualTo(ExecutionPath.SQLITE);
      assertThat(fixture.vectors.embedder().ready()).isFalse();
      assertThat(fixture.vectors.embedder().reason()).isEqualTo("The test has no embedder.");
      assertThatThrownBy(() -> collection.embed("x")).isInstanceOf(EmbedderUnavailable.class);
    }
  }

  @Test
  void keywordSearchFollowsReplacementsRemovalsAndFilters() {
    try (var fixture = new VectorFixture(WasmMode.OFF)) {
      VectorCollection collection = fixture.collection("c", 8, Metric.COSINE);
      collection.addDocuments(TEXTS);
      collection.addDocuments(List.of(text("login", "The customer can log in again.")));
      collection.removeDocuments(List.of("broken"));

      assertThat(ids(collection.searchByText("customer", SearchOptions.top(5))))
          .containsExactlyInAnyOrder("refund", "login");
      assertThat(ids(collection.searchByText("update", SearchOptions.top(5)))).isEmpty();
      assertThat(ids(collection.searchByText("CREME brulee", SearchOptions.top(5))))
          .containsExactly("menu");
      Filter shorter = new Filter.Range("length", null, 40);
      assertThat(ids(collection.searchByText("customer", SearchOptions.top(5).withFilter(shorter))))
          .containsExactly("login");
      assertThat(ids(collection.searchByText("\"AND (NEAR* - \"", SearchOptions.top(5))))
          .as("operators are words like others")
          .containsExactlyInAnyOrder("refund", "menu");
      collection.clear();
      assertThat(ids(collection.searchByText("customer", SearchOptions.top(5)))).isEmpty();
    }
  }

  @Test
  void fusesKeywordsAndVectors() {
    CountingEmbedder embedder = new CountingEmbedder(8);
    try (var fixture = new VectorFixture(WasmMode.OFF, Optional.empty(), () -> embedder)) {
      VectorCollection collection =
          fixture.vectors.createCollection(
              "c", new CollectionConfig(8, Metric.COSINE, embedder.name()));
      collection.addDocuments(
          TEXTS.stream()
              .map(d -> new VectorDocument(d.id(), d.content(), new float[0], d.metadata()))
              .toList());
      SearchOptions hybrid =
          new SearchOptions(2, Optional.empty(), Filter.NONE, Precision.EXACT, true, 0, true);

      SearchResults results = collection.searchByText("login update", hybrid);

      assertThat(ids(results)).hasSize(2).contains("login");
      assertThat(results.hits().getFirst().score()).isBetween(1.0 / 61, 2.0 / 61);
      assertThat(results.explanation().stages())
          .extracting(SearchResults.Stage::name)
          .containsExactly("Embed", "Scan", "Keywords", "Fetch");
      assertThat(embedder.embedded).hasSize(TEXTS.size() + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a café in town, cafe\u0301",
    "a cafe\u0301 in town, café",
    "une e\u0301cole, ÉCOLE",
    "une école, e\u0301cole",
    "\u1112\u1161\u11ab\u1100\u1173\u11af, 한글",
    "한글, \u1112\u1161\u11ab\u1100\u1173\u11af",
    "हिन्दी भाषा, हिन्दी"
  })
  void findsAWordHoweverItsAccentsAreWritten(String content, String query) {
    try (var fixture = new VectorFixture(WasmMode.OFF)) {
      VectorCollection collection = fixture.collection("c", 8, Metric.COSINE);
      collection.addDocuments(List.of(text("it", content), text("other", "e cole hin di")));

      assertThat(ids(collection.searchByText(query, SearchOptions.top(3)))).containsExactly("it");
    }
  }

  @Test
  void usesTheFirstWordsOfAVeryLongTextAndSaysSo() {
    try (var fixture = new VectorFixture(WasmMode.OFF)) {
      VectorCollection collection = fixture.collection("c", 8, Metric.COSINE);
      collection.addDocuments(
          List.of(text("early", "word7"), text("late", "word777"), text("none", "other")));
      StringBuilder query = new StringBuilder();
      for (int i = 0; i < 50_000; i++) {
        query.append("word").append(i % 25_000).append(i % 2 == 0 ? " " : ", Word0 ");
      }

      SearchResults results = collection.searchByText(query.toString(), SearchOptions.top(3));

      assertThat(ids(results)).containsExactly("early");
      assertThat(results.explanation().note()).contains("the first 200 of 25,000 different words");
      assertThat(collection.searchByText("word7 WORD7", SearchOptions.top(3)).explanation().note())
          .doesNotContain("different words");
    }
  }

  @Test
  void doesNotCompareVectorsOfDifferentModels() {
    CountingEmbedder embedder = new CountingEmbedder(8);
    try (var fixture = new VectorFixture(WasmMode.OFF, Optional.empty(), () -> embedder)) {
      VectorCollection collection =
          fixture.vectors.createCollection(
              "c", new CollectionConfig(8, Metric.COSINE, "another-model"));
      collection.addDocuments(TEXTS);

      SearchResults results = collection.searchByText("refund", SearchOptions.top(3));

      assertThat(ids(results)).containsExactly("refund");
      assertThat(results.explanation().note()).contains("another-model").contains("keywords");
    }
  }
}
