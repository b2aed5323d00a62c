package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.WasmMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids, names and metadata that the workspace or a parser could trip over. */
class UnusualTextTest {
  @TempDir Path folder;

  private VectorFixture open() {
    return new VectorFixture(
        WasmMode.OFF,
        Optional.of(folder.resolve("w.alidade")),
        () -> {
          throw new AssertionError("no text is embedded here");
        });
  }

  @Test
  void refusesHalvesOfSurrogatePairsBeforeAnythingIsWritten() {
    try (VectorFixture fixture = open()) {
      VectorCollection collection = fixture.collection("c", 2, Metric.COSINE);
      assertThatThrownBy(
              () ->
                  collection.addDocuments(
                      List.of(
                          VectorFixture.document("good 𝒳", new float[] {1, 0}),
                          VectorFixture.document("x\ud800", new float[] {0, 1}))))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("surrogate");
      assertThat(collection.size()).isZero();
      assertThatThrownBy(() -> fixture.collection("c\udfff", 2, Metric.COSINE))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("surrogate");
    }
  }

  @Test
  void readsMetadataWithAFieldOfAnyLengthAgain() {
    String field = "f".repeat(60_000);
    String value = "v".repeat(21_000_000);
    try (VectorFixture fixture = open()) {
      fixture
          .collection("c", 2, Metric.COSINE)
          .addDocuments(
              List.of(new VectorDocument("d", "", new float[] {1, 0}, Map.of(field, value))));
    }
    try (VectorFixture fixture = open()) {
      SearchResults found =
          fixture.vectors.collection("c").search(new float[] {1, 0}, SearchOptions.top(1));
      assertThat(found.hits().getFirst().metadata()).isEqualTo(Map.of(field, value));
    }
  }
}
