package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.WasmMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"ON", "OFF"})
class ConcurrentUseTest {
  private static final int GROUP = 10;
  private static final int ALL = 4_000;
  private static final int REGION = 50;

  private final VectorFixture fixture;

  ConcurrentUseTest(WasmMode mode) {
    fixture = new VectorFixture(mode);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Ten documents that are always written together, at the place of their version. */
  private static List<VectorDocument> group(int version) {
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = 0; i < GROUP; i++) {
      documents.add(
          new VectorDocument(
              "member" + i, "version " + version, new float[] {version, 0}, Map.of("v", version)));
    }
    return documents;
  }

  @Test
  void aSearchNeverSeesHalfOfABatch() throws Exception {
    VectorCollection collection = fixture.collection("c", 2, Metric.DOT);
    collection.addDocuments(group(0));
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(3);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < 3; reader++) {
        readers.add(threads.submit(() -> readUntil(stop, started, collection)));
      }
      started.await();
      for (int version = 1; version <= 150; version++) {
        collection.addDocuments(group(version));
      }
      stop.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isGreaterThan(1);
      }
    }
    assertThat(collection.size()).isEqualTo(GROUP);
  }

  private static int readUntil(
      AtomicBoolean stop, CountDownLatch started, VectorCollection collection) {
    int searches = 0;
    while (!stop.get() || searches < 2) {
      SearchResults results = collection.search(new float[] {1, 0}, SearchOptions.top(50));
      started.countDown();
      searches++;
      assertThat(ids(results)).hasSize(GROUP).doesNotHaveDuplicates();
      Object version = results.hits().getFirst().metadata().get("v");
      assertThat(results.hits())
          .allSatisfy(
              hit -> {
                assertThat(hit.metadata().get("v")).isEqualTo(version);
                assertThat(hit.content()).isEqualTo("version " + version);
                assertThat(hit.score()).isEqualTo(((Long) version).doubleValue());
              });
    }
    return searches;
  }

  /** Document i is nearest to the direction of its own angle. */
  private static float[] direction(int i) {
    double angle = 2 * Math.PI * i / ALL;
    return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
  }

  private static String region(int i) {
    return i / REGION % 2 == 0 ? "removed" : "kept";
  }

  @Test
  void searchesStayRightWhileRegionsAreRemovedAndTheirRowsInTheBackground() throws Exception {
    StoredCollection collection = (StoredCollection) fixture.collection("c", 2, Metric.COSINE);
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      documents.add(
          new VectorDocument("d" + i, "text " + i, direction(i), Map.of("region", region(i))));
    }
    collection.addDocuments(documents);
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        int first = reader;
        readers.add(threads.submit(() -> askUntil(stop, started, collection, first)));
      }
      started.await();
      for (int from = 0; from < ALL; from += 2 * REGION) {
        collection.removeDocuments(
            IntStream.range(from, from + REGION).mapToObj(i -> "d" + i).toList());
      }
      stop.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isGreaterThan(1);
      }
    }
    waitUntilCompact(collection);
    assertThat(collection.size()).isEqualTo(ALL / 2);
    for (int i = 0; i < ALL; i++) {
      List<String> found = ids(collection.search(direction(i), SearchOptions.top(1)));
      if (region(i).equals("kept")) {
        assertThat(found).containsExactly("d" + i);
      } else {
        assertThat(found).doesNotContain("d" + i);
      }
    }
  }

  /** Removed in time: less than this share of the rows may be dead. */
  private static void waitUntilCompact(StoredCollection collection) {
    while (collection.deadRows() > 0.04 * (collection.size() + collection.deadRows())) {
      Thread.onSpinWait();
    }
  }

  private static int askUntil(
      AtomicBoolean stop, CountDownLatch started, VectorCollection collection, int first) {
    SearchOptions kept = SearchOptions.top(1).withFilter(new Filter.Equals("region", "kept"));
    int searches = 0;
    for (int i = first; !stop.get() || searches < 2; i = (i + 7) % ALL) {
      if (region(i).equals("kept")) {
        SearchOptions options = searches % 2 == 0 ? kept : SearchOptions.top(1);
        SearchResults.Hit hit = collection.search(direction(i), options).hits().getFirst();
        assertThat(hit.id()).isEqualTo("d" + i);
        assertThat(hit.content()).isEqualTo("text " + i);
        started.countDown();
        searches++;
      }
    }
    return searches;
  }

  @Test
  void searchesEndClearlyWhenTheCollectionIsDropped() throws Exception {
    VectorCollection collection = fixture.collection("c", 2, Metric.DOT);
    collection.addDocuments(group(1));
    CountDownLatch started = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<?> reader =
          threads.submit(
              () -> {
                while (true) {
                  collection.search(new float[] {1, 0}, SearchOptions.top(5));
                  started.countDown();
                }
              });
      started.await();
      fixture.vectors.dropCollection("c");

      assertThatThrownBy(reader::get)
          .hasCauseInstanceOf(VectorException.CollectionUnavailable.class)
          .hasMessageContaining("dropped");
    }
  }
}
