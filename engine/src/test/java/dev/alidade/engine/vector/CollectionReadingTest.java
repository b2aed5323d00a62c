package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.documents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionReadingTest {
  private static final int DIMENSIONS = 5;

  private final VectorFixture fixture = new VectorFixture(WasmMode.OFF);
  private final VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.EUCLIDEAN);
  private final List<VectorDocument> all = documents(new Random(3), 1_000, DIMENSIONS);

  CollectionReadingTest() {
    collection.addDocuments(all);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void samplesAreSpreadOverTheDocumentOrder() {
    VectorSample sample = collection.sample(10, Progress.NONE);

    assertThat(sample.ids())
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "d" + i * 100).toList());
    assertThat(sample.total()).isEqualTo(1_000);
    for (int i = 0; i < sample.size(); i++) {
      assertThat(vector(sample, i)).containsExactly(all.get(i * 100).embedding());
    }
  }

  @Test
  void aSampleLargerThanTheCollectionIsTheCollectionWithoutWhatWasRemoved() {
    collection.removeDocuments(List.of("d0", "d999"));

    VectorSample sample = collection.sample(5_000, Progress.NONE);

    assertThat(sample.ids())
        .containsExactlyElementsOf(IntStream.range(1, 999).mapToObj(i -> "d" + i).toList());
    assertThat(vector(sample, 0)).containsExactly(all.get(1).embedding());
  }

  @Test
  void anEmptyCollectionHasAnEmptySample() {
    collection.clear();

    VectorSample sample = collection.sample(10, Progress.NONE);

    assertThat(sample.ids()).isEmpty();
    assertThat(sample.vectors()).isEmpty();
    assertThat(sample.total()).isZero();
  }

  @Test
  void samplesOfACosineCollectionHaveLengthOne() {
    VectorCollection cosine = fixture.collection("unit", DIMENSIONS, Metric.COSINE);
    cosine.addDocuments(all.subList(0, 20));

    VectorSample sample = cosine.sample(20, Progress.NONE);

    for (int i = 0; i < sample.size(); i++) {
      double squares = 0;
      for (float value : vector(sample, i)) {
        squares += (double) value * value;
      }
      assertThat(squares).isBetween(1 - 1e-6, 1 + 1e-6);
    }
  }

  @Test
  void refusesASampleOfNothingAndStopsWhenCancelled() {
    assertThatThrownBy(() -> collection.sample(0, Progress.NONE))
        .isInstanceOf(InvalidRequest.class);
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            // Only the cancel counts here.
          }

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> collection.sample(10, cancelled))
        .isInstanceOf(OperationCancelled.class);
  }

  @Test
  void givesTheValuesOfAFieldInTheOrderOfTheIds() {
    collection.addDocuments(
        List.of(
            new VectorDocument("a", "one", new float[DIMENSIONS], Map.of("pos", "noun", "n", 1L)),
            new VectorDocument("b", "two", new float[DIMENSIONS], Map.of("pos", "verb"))));

    assertThat(collection.values("pos", List.of("b", "nobody", "a", "d1")))
        .containsExactly("verb", null, "noun", null);
    assertThat(collection.values("n", List.of("b", "a"))).containsExactly(null, 1L);
    assertThat(collection.values("unknown", List.of("a"))).hasSize(1).containsOnlyNulls();
  }

  @Test
  void givesDocumentsByIdWithoutThoseThatAreNotThere() {
    List<VectorDocument> found = collection.documents(List.of("d7", "nobody", "d3"));

    assertThat(found).extracting(VectorDocument::id).containsExactly("d7", "d3");
    assertThat(found.getFirst().content()).isEqualTo("text of d7");
    assertThat(found.getFirst().embedding()).containsExactly(all.get(7).embedding());
  }

  @Test
  void othersWriteWhileTheStateOfOneMomentIsExported(@TempDir Path folder) throws Exception {
    try (var stored =
        new VectorFixture(
            WasmMode.OFF,
            Optional.of(folder.resolve("export.alidade")),
            VectorFixture::noEmbedder)) {
      VectorCollection many = stored.collection("many", 2, Metric.DOT);
      many.addDocuments(documents(new Random(3), 8_200, 2));
      List<Long> sizes = new ArrayList<>();
      Progress writing =
          new Progress() {
            @Override
            public void report(double fraction, String message) {
              if (sizes.isEmpty()) {
                CompletableFuture.runAsync(
                        () -> {
                          many.removeDocuments(List.of("d8199"));
                          many.addDocuments(documents(new Random(9), 1, 2));
                        })
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
                sizes.add(many.size());
              }
            }

            @Override
            public boolean cancelled() {
              return false;
            }
          };

      many.export(folder.resolve("all.fvecs"), false, writing);

      assertThat(sizes).containsExactly(8_199L);
      assertThat(folder.resolve("all.fvecs")).hasSize(8_200 * (4 + 2 * 4));
      stored.vectors.dropCollection("many");
      assertThatThrownBy(() -> many.export(folder.resolve("gone.npy"), false, Progress.NONE))
          .isInstanceOf(VectorException.CollectionUnavailable.class);
      assertThat(folder.resolve("gone.npy")).doesNotExist();
    }
  }

  private static float[] vector(VectorSample sample, int index) {
    float[] vector = new float[sample.dimensions()];
    System.arraycopy(sample.vectors(), index * vector.length, vector, 0, vector.length);
    return vector;
  }
}
