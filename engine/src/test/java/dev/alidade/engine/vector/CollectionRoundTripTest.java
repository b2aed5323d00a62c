package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.dataset.ColumnarCatalog;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.telemetry.Telemetry;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported and imported again is the same collection. */
class CollectionRoundTripTest {
  private static final Instant EPOCH = Instant.parse("2026-01-31T10:00:00.123456Z");

  @TempDir Path folder;

  private final VectorFixture fixture = new VectorFixture(WasmMode.OFF);

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Bits at random, so that denormals, −0 and numbers with nine digits are among them. */
  private static float[] bits(Random random, int dimensions) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      vector[i] = Math.abs(value) < 1e15f ? value : -0.0f;
    }
    return vector;
  }

  private VectorCollection mixed() {
    Random random = new Random(77);
    VectorCollection collection = fixture.collection("first", 24, Metric.EUCLIDEAN);
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Map<String, Object> metadata = new LinkedHashMap<>();
      metadata.put("text", "text \"%d\"\n☃".formatted(i));
      metadata.put("whole", random.nextLong());
      metadata.put("decimal", i % 2 == 0 ? (Object) random.nextGaussian() : 3.0);
      metadata.put("flag", random.nextBoolean());
      metadata.put("at", EPOCH.plusSeconds(i));
      metadata.put("mixed", List.of("3", 3L, 3.0, true, EPOCH, "2026-01-31").get(i % 6));
      metadata.put("metadata.dotted", "" + i);
      if (i % 3 == 0) {
        metadata.remove("whole");
      }
      documents.add(
          new VectorDocument(
              "d/" + i + " ä", i % 5 == 0 ? "" : "content " + i, bits(random, 24), metadata));
    }
    collection.addDocuments(documents);
    return collection;
  }

  private List<VectorDocument> all(VectorCollection collection) {
    List<VectorDocument> documents = new ArrayList<>();
    new CollectionStore(fixture.workspace)
        .pages(((StoredCollection) collection).stored())
        .all(
            new DocumentPages.Reader() {
              @Override
              public void begin(long count) {
                assertThat(count).isEqualTo(collection.size());
              }

              @Override
              public void read(VectorDocument document) {
                documents.add(document);
              }
            });
    return documents;
  }

  private static void assertEqual(List<VectorDocument> actual, List<VectorDocument> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      VectorDocument document = actual.get(i);
      assertThat(document.id()).isEqualTo(expected.get(i).id());
      assertThat(document.content()).isEqualTo(expected.get(i).content());
      assertThat(document.metadata()).isEqualTo(expected.get(i).metadata());
      assertThat(FloatBytes.of(document.embedding()))
          .isEqualTo(FloatBytes.of(expected.get(i).embedding()));
    }
  }

  @Test
  void anExportIsImportedAsTheSameDocuments() {
    VectorCollection first = mixed();
    Path file = folder.resolve("all.ndjson");
    first.export(file, false, Progress.NONE);

    VectorCollection second =
        fixture.vectors.importVectors("second", file, Metric.EUCLIDEAN, Progress.NONE);

    assertEqual(all(second), all(first));
  }

  @Test
  void exportedHitsAreImportedAsDocuments() {
    VectorCollection first = mixed();
    SearchResults hits = first.search(new float[24], SearchOptions.top(20));
    Path file = folder.resolve("hits.jsonl");
    first.exportHits(hits, file, false);

    VectorCollection second =
        fixture.vectors.importVectors("second", file, Metric.EUCLIDEAN, Progress.NONE);

    assertThat(VectorFixture.ids(second.search(new float[24], SearchOptions.top(20))))
        .isEqualTo(VectorFixture.ids(hits));
  }

  @Test
  void anExportThatIsLoadedAsADataSetMakesTheSameDocuments() {
    Random random = new Random(78);
    VectorCollection first = fixture.collection("first", 5, Metric.DOT);
    List<VectorDocument> documents = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      documents.add(
          new VectorDocument(
              "d" + i,
              "content " + i,
              VectorFixture.random(random, 5),
              Map.of(
                  "genre",
                  "noir",
                  "year",
                  1900L + i,
                  "rating",
                  i + 0.5,
                  "seen",
                  i % 2 == 0,
                  "at",
                  EPOCH.truncatedTo(ChronoUnit.MILLIS).plusSeconds(i))));
    }
    first.addDocuments(documents);
    Path file = folder.resolve("all.ndjson");
    first.export(file, false, Progress.NONE);

    try (var catalog =
        new ColumnarCatalog(
            fixture.host.shards(), fixture.workspace, Telemetry.NONE, Clock.systemUTC(), 2)) {
      Dataset loaded = catalog.load(file, LoadOptions.defaults());
      VectorCollection second =
          fixture.vectors.createFromDataset(
              "second", loaded, "embedding", Metric.DOT, Progress.NONE);

      assertEqual(all(second), all(first));
    }
  }

  @Test
  void columnsOfASqliteFileHaveOneRoleEach() throws Exception {
    Path file = folder.resolve("blobs.sqlite");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id BLOB, hash BLOB, lang TEXT, body TEXT, embedding BLOB)");
      statement.execute(
          "INSERT INTO t VALUES (x'01ff', x'0000000000000000', 'en', 'first', x'0000803f'),"
              + " (x'02ff', x'0000000000000000', 'de', NULL, x'00000040'),"
              + " ('3', x'0000000000000000', 'fr', 'third', NULL)");
    }

    VectorCollection collection =
        fixture.vectors.importBlobs("c", file, "SELECT * FROM t", Metric.DOT, Progress.NONE);

    assertEqual(
        all(collection),
        List.of(
            new VectorDocument("01ff", "first", new float[] {1}, Map.of("lang", "en")),
            new VectorDocument("02ff", "", new float[] {2}, Map.of("lang", "de"))));
  }
}
