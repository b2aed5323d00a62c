package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmEmbedderTest {
  private static final int CLOSING_ROUNDS = 10;

  private static MiniLmEmbedder embedder;

  @BeforeAll
  static void load() {
    embedder = MiniLmEmbedder.load(2);
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void putsTextsOfLikeMeaningNearEachOther() {
    try (var fixture =
        new VectorFixture(WasmMode.ON, Optional.empty(), () -> MiniLmEmbedder.load(1))) {
      VectorCollection tickets =
          fixture.vectors.createCollection(
              "tickets", new CollectionConfig(384, Metric.COSINE, embedder.name()));
      List<String> texts =
          List.of(
              "Customer was billed two times for one order and asks for a refund",
              "The parcel arrived with a broken screen",
              "How do I reset my password?",
              "The app crashes when I open the settings",
              "Please change the delivery address of my order",
              "Great service, thank you!");
      tickets.addDocuments(
          texts.stream().map(t -> new VectorDocument(t, t, new float[0], Map.of())).toList());

      assertThat(first(tickets, "charged twice, customer wants the money back"))
          .isEqualTo(texts.get(0));
      assertThat(first(tickets, "I forgot my login")).isEqualTo(texts.get(2));
      assertThat(first(tickets, "display was smashed in transit")).isEqualTo(texts.get(1));
      assertThat(first(tickets, "program quits unexpectedly")).isEqualTo(texts.get(3));
    }
  }

  private static String first(VectorCollection collection, String query) {
    SearchResults results = collection.searchByText(query, SearchOptions.top(3));
    assertThat(results.explanation().note()).isEmpty();
    assertThat(results.explanation().stages().getFirst().name()).isEqualTo("Embed");
    return results.hits().getFirst().id();
  }

  @Test
  void makesUnitVectorsThatDoNotDependOnTheirNeighbours() {
    List<String> texts = List.of("short", "a somewhat longer text about dogs and cats", "", "短い");
    List<float[]> together = embedder.embed(texts, Progress.NONE);

    for (int i = 0; i < texts.size(); i++) {
      float[] alone = embedder.embed(List.of(texts.get(i)), Progress.NONE).getFirst();
      assertThat(alone).hasSize(384).isEqualTo(together.get(i));
      double squares = IntStream.range(0, 384).mapToDouble(d -> alone[d] * alone[d]).sum();
      assertThat(squares).isBetween(0.9999, 1.0001);
    }
  }

  @Test
  void stopsWhenCancelled() {
    AtomicInteger reports = new AtomicInteger();
    Progress cancelledAfterThree =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            reports.incrementAndGet();
          }

          @Override
          public boolean cancelled() {
            return reports.get() >= 3;
          }
        };

    assertThatThrownBy(
            () ->
                embedder.embed(
                    IntStream.range(0, 500).mapToObj(i -> "text " + i).toList(),
                    cancelledAfterThree))
        .isInstanceOf(OperationCancelled.class);
    assertThat(reports).hasValueLessThan(10);
  }

  /** Native code that loses its session takes the whole process with it. */
  @Test
  void isClosedWhileTextsAreEmbedded() throws Exception {
    for (int round = 0; round < CLOSING_ROUNDS; round++) {
      var fixture = new VectorFixture(WasmMode.OFF, Optional.empty(), () -> MiniLmEmbedder.load(2));
      VectorCollection collection = fixture.collection("c", 384, Metric.COSINE);
      CountDownLatch embedding = new CountDownLatch(3);
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        List<Future<?>> callers = new ArrayList<>();
        for (int caller = 0; caller < 3; caller++) {
          boolean alone = caller > 0;
          callers.add(threads.submit(() -> embedForever(collection, alone, embedding)));
        }
        embedding.await();
        Thread.sleep(3L * round);
        fixture.close();
        for (Future<?> caller : callers) {
          assertThatThrownBy(caller::get)
              .cause()
              .isInstanceOfSatisfying(
                  VectorException.EmbedderUnavailable.class,
                  e -> assertThat(e.code()).isEqualTo("VEC-303"));
        }
      }
    }
  }

  /** One text at a time on the own thread, or many on the embedder's. */
  private static void embedForever(
      VectorCollection collection, boolean alone, CountDownLatch embedding) {
    for (int i = 0; ; i++) {
      if (i == 1) {
        embedding.countDown();
      }
      if (alone) {
        collection.embed("the text number " + i + " is about the sea");
      } else {
        int first = i * 100;
        collection.addDocuments(
            IntStream.range(first, first + (i == 0 ? 2 : 100))
                .mapToObj(n -> new VectorDocument("d" + n, "text " + n, new float[0], Map.of()))
                .toList());
      }
    }
  }

  @Test
  void aClosedEmbedderSaysSo() {
    MiniLmEmbedder closed = MiniLmEmbedder.load(2);
    closed.close();
    closed.close();

    for (List<String> texts : List.of(List.of("one"), List.of("one", "two", "three"))) {
      assertThatThrownBy(() -> closed.embed(texts, Progress.NONE))
          .isInstanceOf(VectorException.EmbedderUnavailable.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void leavesNoFilesInTheTempFolder(@TempDir Path folder) throws Exception {
    Process child = loadInChild(folder);

    assertThat(child.waitFor()).isZero();
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(p -> !p.equals(folder) && !isJvmFile(p))).isEmpty();
    }
  }

  @Test
  void saysWhyItCannotBeLoaded(@TempDir Path folder) throws Exception {
    Process child = loadInChild(folder.resolve("missing"));
    String output = new String(child.getInputStream().readAllBytes());

    assertThat(child.waitFor()).isEqualTo(3);
    assertThat(output).contains("VEC-301").contains("cannot be loaded");
  }

  private static boolean isJvmFile(Path path) {
    return path.toString().contains("hsperfdata") || path.toString().contains("jna");
  }

  private static Process loadInChild(Path temp) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temp,
            "-cp",
            System.getProperty("java.class.path"),
            LoadModel.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  /** Loads the model, embeds once, and says what failed. */
  static final class LoadModel {
    public static void main(String[] arguments) {
      try (var loaded = MiniLmEmbedder.load(1)) {
        loaded.embed(List.of("a text"), Progress.NONE);
      } catch (VectorException.EmbedderUnavailable e) {
        System.out.println(e.code() + " " + e.sentence());
        System.exit(3);
      }
    }
  }
}
