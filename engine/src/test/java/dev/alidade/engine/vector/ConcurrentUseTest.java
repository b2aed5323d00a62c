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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"ON", "OFF"})
class ConcurrentUseTest {
  private static final int GROUP = 10;

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
