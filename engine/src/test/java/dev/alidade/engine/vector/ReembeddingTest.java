package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.document;
import static dev.alidade.engine.vector.VectorFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.vector.VectorFixture.CountingEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReembeddingTest {
  private static final int DIMENSIONS = 24;

  private final CountingEmbedder embedder = new CountingEmbedder(DIMENSIONS);
  private final VectorFixture fixture =
      new VectorFixture(WasmMode.OFF, Optional.empty(), () -> embedder);

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Vectors of three values that something else made. */
  private VectorCollection foreign(int count) {
    VectorCollection made = fixture.collection("c", 3, Metric.COSINE);
    made.addDocuments(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new VectorDocument("d" + i, "text " + i, new float[] {i, 1, 2}, Map.of("n", i)))
            .toList());
    return made;
  }

  @Test
  void makesVectorsOfTheContentsAndKeepsTheRest() {
    VectorCollection old = foreign(450);

    VectorCollection made = fixture.vectors.reembed("c", Progress.NONE);

    assertThat(fixture.vectors.collections()).hasSize(1);
    assertThat(made.info().name()).isEqualTo("c");
    assertThat(made.info().dimensions()).isEqualTo(DIMENSIONS);
    assertThat(made.info().embedder()).isEqualTo("counting");
    assertThat(made.size()).isEqualTo(450);
    SearchResults.Hit best = made.searchByText("text 77", SearchOptions.top(1)).hits().getFirst();
    assertThat(best.id()).isEqualTo("d77");
    assertThat(best.score()).isGreaterThan(0.999);
    assertThat(best.metadata()).isEqualTo(Map.of("n", 77L));
    assertThat(ids(made.search(new float[DIMENSIONS], SearchOptions.top(3))))
        .as("document order stays")
        .containsExactly("d0", "d1", "d2");
    assertThatThrownBy(() -> old.search(new float[3], SearchOptions.top(1)))
        .isInstanceOf(VectorException.CollectionUnavailable.class)
        .hasMessageContaining("replaced");
  }

  @Test
  void theVersionTellsWhatTheSizeDoesNot() {
    VectorCollection made = foreign(3);
    String first = made.info().version();
    made.search(new float[3], SearchOptions.top(1));
    assertThat(made.info().version()).as("searching changes nothing").isEqualTo(first);

    made.addDocuments(List.of(new VectorDocument("d1", "other", new float[] {9, 9, 9}, Map.of())));
    String second = made.info().version();
    assertThat(second).isNotEqualTo(first);
    assertThat(made.size()).isEqualTo(3);

    String third = fixture.vectors.reembed("c", Progress.NONE).info().version();
    assertThat(third).isNotIn(first, second);
  }

  @Test
  void aQuestionAskedAgainIsNotEmbeddedAgain() {
    foreign(3);
    VectorCollection made = fixture.vectors.reembed("c", Progress.NONE);
    made.searchByText("which text", SearchOptions.top(1));
    made.searchByText("which text", SearchOptions.top(2));
    made.embed("which text")[0] = 99;
    assertThat(made.embed("which text")[0]).isNotEqualTo(99);
    assertThat(embedder.embedded).filteredOn("which text"::equals).hasSize(1);
  }

  @Test
  void embedsNoTextTwice() {
    foreign(300);
    fixture.vectors.reembed("c", Progress.NONE);
    fixture.vectors.reembed("c", Progress.NONE);
    assertThat(embedder.embedded).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void takesOverWhatIsWrittenMeanwhile() {
    VectorCollection old = foreign(500);
    List<String> seen = new ArrayList<>();
    Progress meanwhile =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            if (seen.isEmpty()) {
              old.removeDocuments(List.of("d0", "d499"));
              old.addDocuments(List.of(document("new", 1, 2, 3), document("d1", 9, 9, 9)));
            }
            seen.add(message);
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };

    VectorCollection made = fixture.vectors.reembed("c", meanwhile);

    assertThat(made.size()).isEqualTo(499);
    List<String> all = ids(made.search(new float[DIMENSIONS], SearchOptions.top(1_000)));
    assertThat(all).doesNotContain("d0", "d499").endsWith("new", "d1");
    assertThat(made.documents(List.of("d1")).getFirst().content()).isEqualTo("text of d1");
  }

  @Test
  void losesNothingThatAWriterWasToldIsThere() throws Exception {
    VectorCollection old = foreign(50);
    List<String> added = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int i = 0; ; i++) {
                      old.addDocuments(List.of(document("w" + i, 1, 2, 3)));
                      added.add("w" + i);
                      begun.countDown();
                    }
                  } catch (VectorException.CollectionUnavailable replaced) {
                    added.add(replaced.sentence());
                  }
                });
    begun.await();

    VectorCollection made = fixture.vectors.reembed("c", Progress.NONE);
    writer.join();

    assertThat(added.removeLast()).contains("replaced");
    assertThat(ids(made.search(new float[DIMENSIONS], SearchOptions.top(10_000))))
        .hasSize(50 + added.size())
        .containsAll(added);
  }

  @Test
  void aCancelLeavesTheCollectionAsItWas() {
    VectorCollection old = foreign(500);
    Progress cancelled =
        new Progress() {
          private int reports;

          @Override
          public void report(double fraction, String message) {
            reports++;
          }

          @Override
          public boolean cancelled() {
            return reports > 0;
          }
        };

    assertThatThrownBy(() -> fixture.vectors.reembed("c", cancelled))
        .isInstanceOf(OperationCancelled.class);

    assertThat(fixture.vectors.collections())
        .singleElement()
        .satisfies(info -> assertThat(info.dimensions()).isEqualTo(3));
    assertThat(old.search(new float[] {1, 1, 2}, SearchOptions.top(1)).hits()).hasSize(1);
  }

  @Test
  void losesNoVectorsThatNoTextStandsFor() {
    VectorCollection old = foreign(10);
    old.addDocuments(List.of(blank("b1", 1, 2, 3), blank("b2", 3, 2, 1)));

    assertThatThrownBy(() -> fixture.vectors.reembed("c", Progress.NONE))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("2 of 12 documents of the collection c have no text");

    assertThat(embedder.embedded).isEmpty();
    assertThat(ids(old.search(new float[] {3, 2, 1}, SearchOptions.top(1)))).containsExactly("b2");
    assertThat(fixture.vectors.collections()).hasSize(1);
  }

  private static VectorDocument blank(String id, float... vector) {
    return new VectorDocument(id, " ", vector, Map.of());
  }

  @Test
  void losesNoneThatCameMeanwhileEither() {
    VectorCollection old = foreign(300);

    assertThatThrownBy(
            () ->
                fixture.vectors.reembed(
                    "c", onFirstReport(() -> old.addDocuments(List.of(blank("b", 1, 2, 3))))))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("\"b\"");

    assertThat(old.documents(List.of("b"))).hasSize(1);
    assertThat(fixture.vectors.collection("c")).isSameAs(old);
  }

  private static Progress onFirstReport(Runnable work) {
    return new Progress() {
      private boolean done;

      @Override
      public void report(double fraction, String message) {
        if (!done) {
          done = true;
          work.run();
        }
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }

  @Test
  void keepsVectorsOfTheSameModelWhereThereIsNoText() {
    foreign(5);
    VectorCollection first = fixture.vectors.reembed("c", Progress.NONE);
    float[] own = new float[DIMENSIONS];
    own[7] = 1;
    first.addDocuments(List.of(blank("b", own)));
    List<String> told = new ArrayList<>();
    Progress listening =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            told.add(message);
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };

    VectorCollection made = fixture.vectors.reembed("c", listening);

    assertThat(made.documents(List.of("b")).getFirst().embedding()).containsExactly(own);
    assertThat(told.getLast())
        .isEqualTo("5 documents embedded; 1 have no text and keep their vectors");
  }

  /** Looks the collection up by its name each time, as its users do. */
  @Test
  void isThereForReadersAllTheTime() throws Exception {
    foreign(400);
    fixture.vectors.reembed("c", Progress.NONE);
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(3);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < 3; reader++) {
        int kind = reader;
        readers.add(threads.submit(() -> readUntil(stop, started, kind)));
      }
      started.await();
      for (int round = 0; round < 15; round++) {
        fixture.vectors.reembed("c", Progress.NONE);
      }
      stop.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isGreaterThan(1);
      }
    }
  }

  private int readUntil(AtomicBoolean stop, CountDownLatch started, int kind) {
    int reads = 0;
    while (!stop.get() || reads < 2) {
      int found;
      try {
        found = read(kind);
      } catch (VectorException.CollectionUnavailable replaced) {
        assertThat(replaced.sentence()).contains("replaced");
        found = read(kind); // who is told so finds the new one
      }
      assertThat(found).isEqualTo(kind == 0 ? 3 : 50);
      reads++;
      started.countDown();
    }
    return reads;
  }

  private int read(int kind) {
    VectorCollection collection = fixture.vectors.collection("c");
    return switch (kind) {
      case 0 -> collection.documents(List.of("d1", "d7", "d399")).size();
      case 1 -> collection.search(new float[DIMENSIONS], SearchOptions.top(50)).hits().size();
      default -> collection.searchByText("text 12", SearchOptions.top(50)).hits().size();
    };
  }

  @Test
  void tellsListenersWhileOthersCanRead() {
    foreign(300);
    List<Integer> seen = new CopyOnWriteArrayList<>();
    fixture.vectors.onChange(
        () ->
            seen.add(
                CompletableFuture.supplyAsync(
                        () -> fixture.vectors.collection("c").documents(List.of("d5")).size())
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join()));

    fixture.vectors.reembed("c", Progress.NONE);

    assertThat(seen).isNotEmpty().containsOnly(1);
  }

  @Test
  void bringsBackNothingThatWasDroppedMeanwhile() {
    foreign(300);

    assertThatThrownBy(
            () ->
                fixture.vectors.reembed(
                    "c", onFirstReport(() -> fixture.vectors.dropCollection("c"))))
        .isInstanceOf(VectorException.CollectionUnavailable.class)
        .hasMessageContaining("dropped");

    assertThat(fixture.vectors.collections()).isEmpty();
  }
}
