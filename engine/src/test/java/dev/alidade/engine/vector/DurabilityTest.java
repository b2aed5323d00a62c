package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.document;
import static dev.alidade.engine.vector.VectorFixture.documents;
import static dev.alidade.engine.vector.VectorFixture.ids;
import static dev.alidade.engine.vector.VectorFixture.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.WasmMode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
  /** More by {@code -Dalidade.kills=200}; each takes about a second. */
  private static final int KILLS = Integer.getInteger("alidade.kills", 20);

  /** A search for all documents can return 10,000. */
  private static final int KILLS_A_FILE = 10;

  /** Some three batches of writing, each with its commit. */
  private static final long MOST_DELAY_NANOS = 20_000_000;

  private static final int DIMENSIONS = 12;

  @TempDir Path folder;

  private VectorFixture open(Path file) {
    return new VectorFixture(WasmMode.OFF, Optional.of(file), VectorFixture::noEmbedder);
  }

  @Test
  void answersTheSameAfterReopening() {
    Path file = folder.resolve("work.alidade");
    Random random = new Random(8);
    float[] query = random(random, DIMENSIONS);
    List<VectorDocument> all = new ArrayList<>(documents(random, 1_200, DIMENSIONS));
    List<SearchResults.Hit> before;
    try (var fixture = open(file)) {
      VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.EUCLIDEAN);
      collection.addDocuments(all);
      collection.removeDocuments(all.subList(0, 100).stream().map(VectorDocument::id).toList());
      collection.addDocuments(List.of(document("d500", random(random, DIMENSIONS))));
      before = collection.search(query, SearchOptions.top(30)).hits();
      fixture.collection("dropped", 2, Metric.DOT);
      fixture.vectors.dropCollection("dropped");
    }

    try (var fixture = open(file)) {
      assertThat(fixture.vectors.collections())
          .singleElement()
          .satisfies(
              info -> {
                assertThat(info.name()).isEqualTo("c");
                assertThat(info.metric()).isEqualTo(Metric.EUCLIDEAN);
                assertThat(info.size()).isEqualTo(1_100);
              });
      VectorCollection collection = fixture.vectors.collection("c");
      assertThat(collection.search(query, SearchOptions.top(30)).hits()).isEqualTo(before);
      assertThat(ids(collection.searchByText("text of d700", SearchOptions.top(1))))
          .containsExactly("d700");
    }
  }

  @Test
  void loadsInTheBackgroundAfterOpening() throws Exception {
    Path file = folder.resolve("work.alidade");
    try (var fixture = open(file)) {
      fixture
          .collection("c", DIMENSIONS, Metric.DOT)
          .addDocuments(documents(new Random(1), 200, DIMENSIONS));
    }

    CountDownLatch changed = new CountDownLatch(1);
    try (var fixture = open(file)) {
      fixture.vectors.onChange(changed::countDown);
      VectorCollection collection = fixture.vectors.collection("c");
      // Where the loader was faster than the listener, memory is filled already.
      assertThat(collection.info().memoryBytes() > 0 || changed.await(20, TimeUnit.SECONDS))
          .isTrue();
      assertThat(collection.info().memoryBytes()).isPositive();
      assertThat(collection.size()).isEqualTo(200);
    }
  }

  @Test
  void doesNotEmbedATextTwiceWhenTheProcessIsKilledInBetween() throws Exception {
    Path file = folder.resolve("embedding.alidade");
    Process writer = start(EmbeddingWriter.class, file.toString());
    Set<String> before = new HashSet<>();
    try (BufferedReader out = lines(writer)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        before.add(line);
        if (before.size() == 40) {
          writer.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(before).as("was killed before the end").hasSizeBetween(40, TEXTS - 1);

    var counting = new VectorFixture.CountingEmbedder(DIMENSIONS);
    try (var fixture = new VectorFixture(WasmMode.OFF, Optional.of(file), () -> counting)) {
      VectorCollection collection =
          fixture.vectors.collections().isEmpty()
              ? fixture.vectors.createCollection(
                  "c", new CollectionConfig(DIMENSIONS, Metric.COSINE, "counting"))
              : fixture.vectors.collection("c");
      // What was printed was embedded in a batch that came back: all but the last one are kept.
      for (int from = 0; from < TEXTS; from += TEXTS_A_BATCH) {
        collection.addDocuments(texts(from));
      }
      assertThat(collection.size()).isEqualTo(TEXTS);
      assertThat(counting.embedded).doesNotHaveDuplicates();
      Set<String> again = new HashSet<>(counting.embedded);
      again.retainAll(before);
      assertThat(again)
          .as("at most the batch that was under way")
          .hasSizeLessThanOrEqualTo(TEXTS_A_BATCH);
    }
  }

  private static final int TEXTS = 400;
  private static final int TEXTS_A_BATCH = 8;

  private static List<VectorDocument> texts(int from) {
    List<VectorDocument> batch = new ArrayList<>();
    for (int i = from; i < from + TEXTS_A_BATCH; i++) {
      batch.add(new VectorDocument("t" + i, "text number " + i, new float[0], java.util.Map.of()));
    }
    return batch;
  }

  /** Embeds text after text and prints each, until it is killed. */
  static final class EmbeddingWriter {
    public static void main(String[] arguments) {
      var printing =
          new Embedder() {
            private final VectorFixture.CountingEmbedder inner =
                new VectorFixture.CountingEmbedder(DIMENSIONS);

            @Override
            public String name() {
              return inner.name();
            }

            @Override
            public int dimensions() {
              return inner.dimensions();
            }

            @Override
            public List<float[]> embed(List<String> texts, dev.alidade.engine.Progress progress) {
              List<float[]> vectors = inner.embed(texts, progress);
              texts.forEach(System.out::println);
              return vectors;
            }

            @Override
            public void close() {
              inner.close();
            }
          };
      VectorFixture fixture =
          new VectorFixture(WasmMode.OFF, Optional.of(Path.of(arguments[0])), () -> printing);
      VectorCollection collection =
          fixture.vectors.createCollection(
              "c", new CollectionConfig(DIMENSIONS, Metric.COSINE, "counting"));
      for (int from = 0; from < TEXTS; from += TEXTS_A_BATCH) {
        collection.addDocuments(texts(from));
      }
    }
  }

  private static Process start(Class<?> main, String... arguments) throws java.io.IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void losesNothingAcknowledgedWhenTheProcessIsKilled() throws Exception {
    Path file = folder.resolve("killed.alidade");
    Random random = new Random(20260102);
    Set<String> acknowledged = new HashSet<>();
    Set<String> removed = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      if (kill % KILLS_A_FILE == 0) {
        file = folder.resolve("killed" + kill + ".alidade");
        acknowledged.clear();
        removed.clear();
      }
      writeUntilKilled(
          file,
          kill,
          new Moment(1 + random.nextInt(40), random.nextLong(MOST_DELAY_NANOS)),
          acknowledged,
          removed);
      try (var fixture = open(file)) {
        VectorCollection collection = fixture.vectors.collection("c");
        List<SearchResults.Hit> all =
            collection.search(new float[DIMENSIONS], SearchOptions.top(10_000)).hits();
        Set<String> kept = new HashSet<>(all.stream().map(SearchResults.Hit::id).toList());
        assertThat(kept).as("kill %d", kill).containsAll(acknowledged);
        assertThat(kept).as("kill %d", kill).doesNotContainAnyElementsOf(removed);
        assertThat(collection.size()).isEqualTo(kept.size());
        for (SearchResults.Hit hit : all.subList(0, Math.min(20, all.size()))) {
          float[] vector = vectorOf(hit.id());
          SearchResults nearest = collection.search(vector, SearchOptions.top(1));
          assertThat(ids(nearest)).containsExactly(hit.id());
          assertThat(nearest.hits().getFirst().score()).isZero();
          assertThat(hit.content()).isEqualTo("text of " + hit.id());
        }
      }
    }
    assertThat(acknowledged).isNotEmpty();
  }

  private static float[] vectorOf(String id) {
    return random(new Random(id.hashCode()), DIMENSIONS);
  }

  /**
   * When to kill.
   *
   * @param lines acknowledgements to wait for
   * @param nanos after the last of them: any moment of the writes that follow
   */
  private record Moment(int lines, long nanos) {}

  private static void writeUntilKilled(
      Path file, int kill, Moment moment, Set<String> acknowledged, Set<String> removed)
      throws Exception {
    Process writer = start(Writer.class, file.toString(), "" + kill);
    int read = 0;
    try (BufferedReader out = lines(writer)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String ids = line.substring(1);
        if (line.startsWith("+")) {
          acknowledged.addAll(List.of(ids.split(",")));
        } else {
          removed.add(ids);
          acknowledged.remove(ids);
        }
        if (++read == moment.lines()) {
          // By its handle, which leaves what it printed readable.
          CompletableFuture.delayedExecutor(moment.nanos(), TimeUnit.NANOSECONDS)
              .execute(() -> writer.toHandle().destroyForcibly());
        }
      }
    } finally {
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(writer.exitValue()).as("ended by the kill, not by itself").isNotZero();
  }

  /** Adds and removes documents until it is killed; prints what is acknowledged. */
  static final class Writer {
    public static void main(String[] arguments) {
      VectorFixture fixture =
          new VectorFixture(
              WasmMode.OFF, Optional.of(Path.of(arguments[0])), VectorFixture::noEmbedder);
      VectorCollection collection =
          fixture.vectors.collections().isEmpty()
              ? fixture.collection("c", DIMENSIONS, Metric.EUCLIDEAN)
              : fixture.vectors.collection("c");
      Random random = new Random(Long.parseLong(arguments[1]));
      for (int batch = 0; ; batch++) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(30); i++) {
          ids.add("k" + arguments[1] + "b" + batch + "i" + i);
        }
        collection.addDocuments(ids.stream().map(id -> document(id, vectorOf(id))).toList());
        if (batch % 3 == 2) {
          // Asked for before it is done: a kill in between may or may not have removed it.
          collection.removeDocuments(List.of(ids.getFirst()));
          System.out.println("-" + ids.removeFirst());
        }
        if (!ids.isEmpty()) {
          System.out.println("+" + String.join(",", ids));
        }
      }
    }
  }
}
