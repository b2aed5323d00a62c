package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.documents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.WasmMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRecallTest {
  private static final int DIMENSIONS = 32;
  private static final int ROWS = 3_000;

  private static final int MANY = 10_000;

  /** With a filter that keeps all: then a search does not ask whether the exact scan is faster. */
  private static final SearchOptions TARGET =
      SearchOptions.top(10)
          .withPrecision(new Precision.TargetRecall(0.5))
          .withFilter(new Filter.Not(new Filter.Exists("nothing")));

  @TempDir Path folder;

  private VectorFixture open() {
    return new VectorFixture(
        WasmMode.AUTO, Optional.of(folder.resolve("recall.alidade")), VectorFixture::noEmbedder);
  }

  private static float[] query() {
    return VectorFixture.random(new Random(99), DIMENSIONS);
  }

  private static PrecisionCurve curve(VectorCollection collection) {
    return collection.precision(10, List.of(0.999, 0.9, 0.5), false);
  }

  @Test
  void isNotMeasuredAgainAfterARestart() {
    PrecisionCurve before;
    List<SearchResults.Hit> hits;
    try (var fixture = open()) {
      VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);
      collection.addDocuments(documents(new Random(5), MANY, DIMENSIONS));
      SearchResults found = collection.search(query(), TARGET);
      assertThat(found.explanation().plan()).isNotEqualTo("f32");
      hits = found.hits();
      before = curve(collection);
    }
    try (var fixture = open()) {
      VectorCollection collection = fixture.vectors.collection("c");
      assertThat(collection.size()).isEqualTo(MANY);
      collection.search(query(), SearchOptions.top(1));
      long calls = VectorFixture.KERNEL_CALLS.get();
      assertThat(curve(collection)).isEqualTo(before);
      assertThat(VectorFixture.KERNEL_CALLS.get()).as("nothing was scanned").isEqualTo(calls);
      assertThat(collection.search(query(), TARGET).hits()).as("the same signs").isEqualTo(hits);
    }
  }

  @Test
  void knowsWhatChangedBetweenMeasuringAndReopening() {
    try (var fixture = open()) {
      VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);
      List<VectorDocument> all = documents(new Random(5), ROWS, DIMENSIONS);
      collection.addDocuments(all);
      assertThat(curve(collection).changesSince()).isZero();
      collection.removeDocuments(List.of("d1", "d2", "d3"));
      collection.addDocuments(List.of(all.get(7))); // one goes, one comes
      collection.addDocuments(
          documents(new Random(6), 20, DIMENSIONS).stream()
              .map(d -> new VectorDocument("new " + d.id(), "", d.embedding(), d.metadata()))
              .toList());
      assertThat(curve(collection).changesSince()).isEqualTo(25);
    }

    try (var fixture = open()) {
      assertThat(curve(fixture.vectors.collection("c")).changesSince()).isEqualTo(25);
    }
  }

  @Test
  void isForgottenWithItsCollection() {
    try (var fixture = open()) {
      VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);
      collection.addDocuments(documents(new Random(5), ROWS, DIMENSIONS));
      curve(collection);
      assertThat(kept(fixture)).isEqualTo(2);
      collection.clear();
      assertThat(kept(fixture)).isZero();
      collection.addDocuments(documents(new Random(5), ROWS, DIMENSIONS));
      curve(collection);
      fixture.vectors.dropCollection("c");
      assertThat(kept(fixture)).isZero();
    }
  }

  private static int kept(VectorFixture fixture) {
    return fixture.workspace.read(
        connection -> {
          try (var select =
                  connection.prepareStatement(
                      "SELECT count(*) FROM settings WHERE key GLOB 'vector.recall.*'");
              var rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  @Test
  void settingsReachTheirTargetOrAreExact() {
    try (var fixture = open()) {
      VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.EUCLIDEAN);
      collection.addDocuments(documents(new Random(5), ROWS, DIMENSIONS));
      PrecisionCurve curve = curve(collection);

      assertThat(curve.documents()).isEqualTo(ROWS);
      assertThat(curve.exactNanos()).isPositive();
      assertThat(curve.settings())
          .extracting(PrecisionCurve.Setting::target)
          .containsExactly(0.999, 0.9, 0.5);
      for (PrecisionCurve.Setting setting : curve.settings()) {
        if (setting.recall().isPresent()) {
          assertThat(setting.recall().get().low()).isGreaterThanOrEqualTo(setting.target());
          assertThat(setting.nanos()).isLessThan(curve.exactNanos());
          assertThat(setting.plan()).contains("→");
        } else {
          assertThat(setting.plan()).isEqualTo("f32");
          assertThat(setting.nanos()).isEqualTo(curve.exactNanos());
        }
      }
      assertThat(collection.precision(10, List.of(0.9), true).changesSince()).isZero();
    }
  }

  @Test
  void memoryIsToldByRepresentation() {
    try (var fixture = open()) {
      VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);
      collection.addDocuments(documents(new Random(5), 640, DIMENSIONS));
      CollectionInfo info = collection.info();
      assertThat(info.memory().float32()).isEqualTo(640L * DIMENSIONS * 4);
      assertThat(info.memory().int8()).isEqualTo(640L * (DIMENSIONS + 4));
      assertThat(info.memory().oneBit()).isEqualTo(640L * (DIMENSIONS / 8 + 8));
      assertThat(info.memory().total()).isEqualTo(info.memoryBytes());
    }
  }
}
