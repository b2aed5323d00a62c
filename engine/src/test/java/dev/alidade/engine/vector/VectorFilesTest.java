package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.ids;
import static dev.alidade.engine.vector.VectorFixture.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFilesTest {
  @TempDir Path folder;

  private final VectorFixture fixture = new VectorFixture(WasmMode.OFF);

  @AfterEach
  void close() {
    fixture.close();
  }

  private VectorCollection imported(String name, Path file) {
    return fixture.vectors.importVectors(name, file, Metric.DOT, Progress.NONE);
  }

  private Path npy(String descr, String order, String shape, byte[] values) throws Exception {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n".formatted(descr, order, shape);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(HexFormat.of().parseHex("934e554d50590100")).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(values);
    Path file = folder.resolve("v" + descr.substring(1) + order + values.length + ".npy");
    Files.write(file, bytes.array());
    return file;
  }

  @Test
  void readsWhatNumpyWrote() throws Exception {
    // numpy.save of numpy.array([[1, -2.5, 3], [0, 0.5, 1e-3]], dtype='<f4'), NumPy 1.26.
    byte[] file =
        HexFormat.of()
            .parseHex(
                "934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f7264"
                    + "6572273a2046616c73652c20277368617065273a2028322c2033292c207d"
                    + "20".repeat(58)
                    + "0a0000803f000020c000004040000000000000003f6f12833a");
    Path path = Files.write(folder.resolve("numpy.npy"), file);

    VectorCollection collection = imported("c", path);

    assertThat(collection.info().dimensions()).isEqualTo(3);
    assertThat(collection.documents(List.of("1", "2")))
        .extracting(VectorDocument::embedding)
        .containsExactly(new float[] {1, -2.5f, 3}, new float[] {0, 0.5f, 1e-3f});
  }

  @ParameterizedTest
  @CsvSource({
    "<f2, 003c00c2",
    "<f8, 000000000000f03f00000000000008c0",
    ">f4, 3f800000c0400000",
    "<i4, 01000000fdffffff",
    "|i1, 01fd",
    "<i2, 0100fdff",
    "<i8, 0100000000000000fdffffffffffffff"
  })
  void readsOtherTypesOfNumbers(String descr, String values) throws Exception {
    Path file = npy(descr, "False", "(1, 2)", HexFormat.of().parseHex(values));

    assertThat(imported("c", file).documents(List.of("1")).getFirst().embedding())
        .containsExactly(1, -3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f4; True; (1, 2); 8; Fortran", "<f4; False; (2,); 8; two dimensions",
        "<c8; False; (1, 2); 16; type c8", "<f4; False; (3, 2); 8; after 1 of 3"
      })
  void refusesArraysThatAreNoRowsOfNumbers(
      String descr, String order, String shape, int bytes, String why) throws Exception {
    Path file = npy(descr, order, shape, new byte[bytes]);

    assertThatThrownBy(() -> imported("c", file))
        .isInstanceOf(VectorException.FileUnreadable.class)
        .hasMessageContaining(why);
    assertThat(fixture.vectors.collections()).isEmpty();
  }

  @Test
  void refusesDamagedAndForeignFilesAndLeavesNoCollection() throws Exception {
    Path foreign = Files.writeString(folder.resolve("a.npy"), "not numpy at all");
    Path cut = Files.write(folder.resolve("b.npy"), HexFormat.of().parseHex("934e554d5059"));
    Path odd = Files.write(folder.resolve("c.fvecs"), new byte[] {2, 0, 0, 0, 0, 0, 0});
    Path text = Files.writeString(folder.resolve("d.txt"), "1,2,3");
    byte[] nan =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(1)
            .putFloat(Float.NaN)
            .array();
    for (Path file : List.of(foreign, cut, odd, text, folder.resolve("missing.npy"))) {
      assertThatThrownBy(() -> imported("c", file))
          .as(file.toString())
          .isInstanceOf(VectorException.FileUnreadable.class);
    }
    assertThatThrownBy(() -> imported("c", npy("<f4", "False", "(1, 2)", nan)))
        .isInstanceOf(VectorException.VectorRefused.class);
    assertThat(fixture.vectors.collections()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "fvecs"})
  void whatIsExportedIsImportedAgainBitForBit(String ending) {
    Random random = new Random(4);
    List<VectorDocument> all = VectorFixture.documents(random, 11_000, 19);
    // More than two batches of an import.
    VectorCollection first = fixture.collection("first", 19, Metric.COSINE);
    first.addDocuments(all);
    Path file = folder.resolve("all." + ending);

    first.export(file, false, Progress.NONE);
    VectorCollection second = imported("second", file);

    assertThat(second.size()).isEqualTo(all.size());
    List<VectorDocument> read =
        second.documents(IntStream.rangeClosed(1, all.size()).mapToObj(Integer::toString).toList());
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).embedding()).isEqualTo(all.get(i).embedding());
    }
    assertThatThrownBy(() -> first.export(file, false, Progress.NONE))
        .isInstanceOf(VectorException.FileUnwritable.class);
    first.export(file, true, Progress.NONE);
    assertThat(folder.resolve("all." + ending + ".part")).doesNotExist();
  }

  @Test
  void readsWholeNumbersOfIvecs() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(2).putInt(7).putInt(-1).putInt(2).putInt(0).putInt(9);
    Path file = Files.write(folder.resolve("truth.ivecs"), bytes.array());

    assertThat(imported("c", file).documents(List.of("1", "2")))
        .extracting(VectorDocument::embedding)
        .containsExactly(new float[] {7, -1}, new float[] {0, 9});
  }

  @Test
  void writesDocumentsAndHitsAsLinesOfJson() throws Exception {
    VectorCollection collection = fixture.collection("c", 2, Metric.DOT);
    Map<String, Object> metadata = Map.of("n", 3L, "at", Instant.parse("2026-01-31T10:00:00Z"));
    collection.addDocuments(
        List.of(
            new VectorDocument("a \"quoted\"", "zwölf\n", new float[] {1, 0.1f}, metadata),
            new VectorDocument("b", "", new float[] {2, 0}, Map.of())));
    SearchResults hits = collection.search(new float[] {1, 0}, SearchOptions.top(1));

    collection.export(folder.resolve("all.ndjson"), false, Progress.NONE);
    collection.exportHits(hits, folder.resolve("hits.ndjson"), false);
    collection.exportHits(hits, folder.resolve("hits.npy"), false);

    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("all.ndjson"))) {
      lines.add(json.readTree(line));
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().get("id").textValue()).isEqualTo("a \"quoted\"");
    assertThat(lines.getFirst().get("content").textValue()).isEqualTo("zwölf\n");
    assertThat(lines.getFirst().get("metadata").get("n").longValue()).isEqualTo(3);
    assertThat(lines.getFirst().get("embedding").get(1).floatValue()).isEqualTo(0.1f);
    JsonNode hit = json.readTree(Files.readString(folder.resolve("hits.ndjson")));
    assertThat(hit.get("id").textValue()).isEqualTo("b");
    assertThat(hit.get("score").doubleValue()).isEqualTo(2);
    assertThat(imported("hits", folder.resolve("hits.npy")).documents(List.of("1")))
        .extracting(VectorDocument::embedding)
        .containsExactly(new float[] {2, 0});
  }

  @Test
  void readsBlobsOfASqliteFile() throws Exception {
    Path file = folder.resolve("blobs.sqlite");
    Random random = new Random(6);
    List<float[]> vectors = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id TEXT, title TEXT, year INTEGER, v BLOB)");
      try (var insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?)")) {
        for (int i = 0; i < 30; i++) {
          float[] vector = random(random, 12);
          vectors.add(vector);
          insert.setString(1, "key" + i);
          insert.setString(2, "title " + i);
          insert.setInt(3, 1990 + i);
          insert.setBytes(4, i % 10 == 0 ? null : FloatBytes.of(vector));
          insert.executeUpdate();
        }
      }
    }

    VectorCollection collection =
        fixture.vectors.importBlobs("c", file, "SELECT * FROM t", Metric.EUCLIDEAN, Progress.NONE);

    assertThat(collection.size()).isEqualTo(27);
    SearchResults nearest = collection.search(vectors.get(13), SearchOptions.top(1));
    assertThat(ids(nearest)).containsExactly("key13");
    assertThat(nearest.hits().getFirst().content()).isEqualTo("title 13");
    assertThat(nearest.hits().getFirst().metadata()).isEqualTo(Map.of("year", 2003L));
    for (String sql : Arrays.asList("SELECT id FROM t", "SELECT nothing FROM t")) {
      assertThatThrownBy(
              () -> fixture.vectors.importBlobs("d", file, sql, Metric.EUCLIDEAN, Progress.NONE))
          .isInstanceOf(VectorException.FileUnreadable.class);
    }
    assertThat(fixture.vectors.collections()).hasSize(1);
  }
}
