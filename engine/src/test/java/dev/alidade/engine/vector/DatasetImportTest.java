package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.dataset.ColumnarCatalog;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.vector.VectorFixture.CountingEmbedder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetImportTest {
  private static final Instant DAY = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private final CountingEmbedder embedder = new CountingEmbedder(8);

  private VectorFixture open() {
    return new VectorFixture(
        WasmMode.OFF, Optional.of(folder.resolve("work.alidade")), () -> embedder);
  }

  private static Dataset dataset(VectorFixture fixture, List<Map<String, Object>> rows) {
    return new ColumnarCatalog(
            fixture.host.shards(), fixture.workspace, Telemetry.NONE, Clock.systemUTC(), 2)
        .fromRows("tickets", rows);
  }

  private static List<Map<String, Object>> rows(int count) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> row = new HashMap<>();
      row.put("id", "t" + i);
      row.put("text", i == 5 ? null : "text number " + i);
      row.put("priority", (long) (i % 3));
      row.put("open", i % 2 == 0);
      row.put("at", DAY.plusSeconds(i));
      rows.add(row);
    }
    return rows;
  }

  @Test
  void makesADocumentOfEachRowThatHasAText() {
    try (var fixture = open();
        Dataset tickets = dataset(fixture, rows(200))) {
      List<String> messages = new ArrayList<>();
      VectorCollection collection =
          fixture.vectors.createFromDataset(
              "c", tickets, "text", Metric.COSINE, reporting(messages));

      assertThat(collection.size()).isEqualTo(199);
      assertThat(collection.info().source()).isEqualTo("tickets, column text");
      assertThat(collection.info().embedder()).isEqualTo("counting");
      SearchResults results =
          collection.searchByText(
              "text number 42", SearchOptions.top(1).withFilter(new Filter.Equals("priority", 0L)));
      assertThat(ids(results)).containsExactly("t42");
      assertThat(results.hits().getFirst().content()).isEqualTo("text number 42");
      assertThat(results.hits().getFirst().score())
          .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
      assertThat(results.hits().getFirst().metadata())
          .containsEntry("open", true)
          .containsEntry("at", DAY.plusSeconds(42))
          .doesNotContainKeys("text", "id");
      assertThat(messages)
          .anyMatch(m -> m.matches("128 of 200 texts, [\\d,]+ a second, about .* left"));
    }
  }

  private static Progress reporting(List<String> messages) {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        assertThat(fraction).isBetween(0.0, 1.0);
        messages.add(message);
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }

  @Test
  void resumesAfterACancelWithoutEmbeddingATextTwice() {
    try (var fixture = open();
        Dataset tickets = dataset(fixture, rows(300))) {
      assertThatThrownBy(
              () ->
                  fixture.vectors.createFromDataset(
                      "c", tickets, "text", Metric.COSINE, cancelledAfter(2)))
          .isInstanceOf(OperationCancelled.class);
      assertThat(fixture.vectors.collections()).isEmpty();
      assertThat(embedder.embedded).hasSizeBetween(100, 200);
    }
    assertThat(embedder.closed).isTrue();
    List<String> before = List.copyOf(embedder.embedded);
    embedder.embedded.clear();

    try (var fixture = open();
        Dataset tickets = dataset(fixture, rows(300))) {
      fixture.vectors.createFromDataset("c", tickets, "text", Metric.COSINE, Progress.NONE);

      List<String> all = new ArrayList<>(before);
      all.addAll(embedder.embedded);
      assertThat(all).hasSize(299).doesNotHaveDuplicates();
      assertThat(fixture.vectors.collection("c").size()).isEqualTo(299);
    }
  }

  private static Progress cancelledAfter(int reports) {
    int[] seen = {0};
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        seen[0]++;
      }

      @Override
      public boolean cancelled() {
        return seen[0] >= reports;
      }
    };
  }

  @Test
  void namesDocumentsByRowNumberWhereIdsRepeat() {
    try (var fixture = open()) {
      List<Map<String, Object>> rows = rows(3);
      rows.get(2).put("id", "t0");
      try (Dataset tickets = dataset(fixture, rows)) {
        VectorCollection collection =
            fixture.vectors.createFromDataset("c", tickets, "text", Metric.COSINE, Progress.NONE);

        assertThat(ids(collection.searchByText("text number 2", SearchOptions.top(1))))
            .containsExactly("3");
        assertThat(collection.documents(List.of("3")).getFirst().metadata())
            .as("what does not name it is kept")
            .containsEntry("id", "t0");
      }
    }
  }

  @Test
  void takesAVectorColumnAsItIs() {
    try (var fixture = open()) {
      List<Map<String, Object>> rows = new ArrayList<>();
      rows.add(Map.of("title", "east", "embedding", new float[] {1, 0, 0}));
      rows.add(Map.of("title", "north", "embedding", new float[] {0, 2, 0}));
      try (Dataset places = dataset(fixture, rows)) {
        VectorCollection collection =
            fixture.vectors.createFromDataset("c", places, "embedding", Metric.DOT, Progress.NONE);

        SearchResults results = collection.search(new float[] {0, 1, 0}, SearchOptions.top(1));
        assertThat(results.hits().getFirst().content()).isEqualTo("north");
        assertThat(results.hits().getFirst().score()).isEqualTo(2);
        assertThat(results.hits().getFirst().metadata()).isEmpty();
        assertThat(embedder.embedded).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "page_content, a, url, https://example.org/a/long/address/of/it, page_content",
    "reviewText, a, text_length_class, medium to long, reviewText",
    "title, a, Text, b, Text",
    "title, a, url, https://example.org/a/long/address/of/it, title",
    "code, A1, notes, the longest of all texts in the row, notes"
  })
  void takesTheTextForTheContentByItsNameOtherwiseByItsLength(
      String first, String firstText, String second, String secondText, String content) {
    try (var fixture = open();
        Dataset rows =
            dataset(
                fixture,
                List.of(
                    Map.of(
                        first, firstText, second, secondText, "uuid", "u-1", "v", new float[] {1}),
                    Map.of(
                        first,
                        firstText,
                        second,
                        secondText,
                        "uuid",
                        "u-2",
                        "v",
                        new float[] {2})))) {
      VectorCollection collection =
          fixture.vectors.createFromDataset("c", rows, "v", Metric.DOT, Progress.NONE);

      VectorDocument document = collection.documents(List.of("u-1")).getFirst();
      assertThat(document.content()).isEqualTo(content.equals(first) ? firstText : secondText);
      assertThat(document.metadata()).containsOnlyKeys(content.equals(first) ? second : first);
    }
  }

  @Test
  void refusesVectorsTooLongBeforeItBegins() {
    try (var fixture = open();
        Dataset rows =
            dataset(
                fixture, List.of(Map.of("v", new float[4_097]), Map.of("v", new float[4_097])))) {
      long before = fixture.host.usedBytes(MemoryPurpose.COLUMNS);

      assertThatThrownBy(
              () ->
                  fixture.vectors.createFromDataset("c", rows, "v", Metric.DOT, cancelledAfter(0)))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("\"v\"")
          .hasMessageContaining("4,097");
      assertThat(fixture.vectors.collections()).isEmpty();
      assertThat(fixture.host.usedBytes(MemoryPurpose.COLUMNS)).isEqualTo(before);
    }
  }

  @Test
  void keepsItsNameForTheImportThatBeganFirst() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    try (var fixture = open();
        Dataset tickets = dataset(fixture, rows(80));
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<VectorCollection> first =
          thread.submit(
              () ->
                  fixture.vectors.createFromDataset(
                      "c", tickets, "text", Metric.COSINE, waiting(begun, refused)));
      begun.await();

      assertThatThrownBy(
              () ->
                  fixture.vectors.createFromDataset(
                      "c", tickets, "text", Metric.COSINE, Progress.NONE))
          .isInstanceOfSatisfying(
              VectorException.CollectionUnavailable.class,
              e -> assertThat(e.code()).isEqualTo("VEC-202"));
      assertThatThrownBy(() -> fixture.vectors.createCollection("c"))
          .isInstanceOf(VectorException.CollectionUnavailable.class);
      refused.countDown();

      assertThat(first.get().size()).isEqualTo(79);
      assertThat(fixture.vectors.collections())
          .extracting(CollectionInfo::name)
          .containsExactly("c");
      fixture.vectors.dropCollection("c");
      fixture.vectors.createCollection("c");
    }
  }

  private static Progress waiting(CountDownLatch begun, CountDownLatch goOn) {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        begun.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }

  @Test
  void refusesAColumnThatIsNeitherTextNorVector() {
    try (var fixture = open();
        Dataset tickets = dataset(fixture, rows(3))) {
      assertThatThrownBy(
              () ->
                  fixture.vectors.createFromDataset(
                      "c", tickets, "priority", Metric.COSINE, Progress.NONE))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("priority");
      assertThatThrownBy(
              () ->
                  fixture.vectors.createFromDataset(
                      "c", tickets, "none", Metric.COSINE, Progress.NONE))
          .isInstanceOf(InvalidRequest.class);
      assertThat(fixture.vectors.collections()).isEmpty();
    }
  }
}
