package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.vector.VectorFixture.CountingEmbedder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingCacheTest {
  private final CountingEmbedder embedder = new CountingEmbedder(4);
  private final VectorFixture fixture =
      new VectorFixture(WasmMode.OFF, Optional.empty(), () -> embedder);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aCancelAmongManyTextsLosesTheLatestOnly() {
    StoredCollection collection = (StoredCollection) fixture.collection("c", 4, Metric.COSINE);
    List<VectorDocument> documents =
        IntStream.range(0, 200)
            .mapToObj(i -> new VectorDocument("d" + i, "text " + i, new float[0], Map.of()))
            .toList();
    Progress cancelledInTheSecondPart =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            // Only the cancel counts here.
          }

          @Override
          public boolean cancelled() {
            return embedder.embedded.size() >= 100;
          }
        };

    assertThatThrownBy(() -> collection.addDocuments(documents, cancelledInTheSecondPart))
        .isInstanceOf(OperationCancelled.class);
    assertThat(collection.size()).isZero();
    collection.addDocuments(documents, Progress.NONE);

    assertThat(collection.size()).isEqualTo(200);
    assertThat(embedder.embedded).hasSize(100 + 200 - 64);
    assertThat(embedder.embedded.subList(100, 236))
        .startsWith("text 64")
        .endsWith("text 199")
        .doesNotHaveDuplicates();
  }
}
