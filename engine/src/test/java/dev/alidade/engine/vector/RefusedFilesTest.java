package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.vector.VectorException.FileUnreadable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be imported are refused with a code, a place and a remedy; nothing is left. */
class RefusedFilesTest {
  @TempDir Path folder;

  private final VectorFixture fixture = new VectorFixture(WasmMode.OFF);

  @AfterEach
  void leavesNothing() {
    assertThat(fixture.vectors.collections()).isEmpty();
    fixture.close();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(Path file, String code) {
    return assertThatThrownBy(
            () -> fixture.vectors.importVectors("c", file, Metric.DOT, Progress.NONE))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.remedy()).isNotBlank();
            })
        .hasMessageContaining(file.getFileName().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "fvecs", "ivecs", "ndjson", "txt"})
  void whatIsNotThereIsAFolderOrIsEmpty(String ending) throws Exception {
    refused(folder.resolve("none." + ending), "VEC-401").hasMessageContaining("not there");
    refused(Files.createDirectory(folder.resolve("folder." + ending)), "VEC-401")
        .hasMessageContaining("folder");
    refused(Files.createFile(folder.resolve("empty." + ending)), "VEC-402")
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "0, 0", "4097, '4,097'", "2147483647, '2,147,483,647'"})
  void vectorsOfNoUsableLength(int dimensions, String shown) throws Exception {
    byte[] bytes =
        ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putInt(dimensions).array();

    refused(Files.write(folder.resolve("v.fvecs"), bytes), "VEC-403")
        .hasMessageContaining(shown + " values");
  }

  @Test
  void aVectorThatIsCutOffOrOfAnotherLength() throws Exception {
    ByteBuffer two = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    two.putInt(2).putFloat(1).putFloat(2).putInt(2).putFloat(3).putFloat(4);
    Path cut = Files.write(folder.resolve("cut.fvecs"), java.util.Arrays.copyOf(two.array(), 21));
    Path other = Files.write(folder.resolve("other.fvecs"), two.putInt(12, 1).array());

    refused(cut, "VEC-403").hasMessageContaining("21 bytes");
    refused(other, "VEC-403").hasMessageContaining("vector 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f99999999999999999999; (1, 2); type f9999",
        "<f4; (1, 99999999999999999999); shape is too large",
        "<f4; (99999999999999999999, 2); shape is too large",
        "<f4; (3, 0); 0 values",
        "<f4; (1, 5000); 5,000 values",
        "<U4; (1, 2); type is not a number"
      })
  void arraysOfNoUsableTypeOrShape(String type, String shape, String why) throws Exception {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
    ByteBuffer bytes = ByteBuffer.allocate(10 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(HexFormat.of().parseHex("934e554d50590100")).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));

    refused(Files.write(folder.resolve("a.npy"), bytes.array()), "VEC-403")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[1, 2]; is no JSON object",
        "{\"id\": \"b\", \"embedding\": [1, 2; is no document",
        "{\"id\": \"b\", \"embedding\": [1, 2], \"metadata\": {\"n\": null}}; field \"n\"",
        "{\"id\": \"b\", \"embedding\": [1, 2], \"metadata\": {\"n\": {\"x\": 1}}}; no instant",
        "{\"id\": \"b\", \"embedding\": [1, 2], \"metadata\": {\"n\": {\"instant\": \"x\"}}};"
            + " instant",
        "{\"id\": \"b\", \"embedding\": [1, 2], \"metadata\": 3}; no object",
        "{\"id\": \"b\", \"embedding\": [1, \"NaN\"]}; NaN",
        "{\"id\": \"b\", \"embedding\": 1}; no list",
        "{\"id\": 7, \"embedding\": [1, 2]}; no text as its id",
        "{\"id\": \"b\"}; no embedding",
        "{\"embedding\": [1, 2]}; no id",
        "{\"id\": \"b\", \"year\": 3}; field \"year\"",
        "{\"id\": \"b\", \"embedding\": [1, 2]} {}; goes on"
      })
  void linesThatAreNoDocuments(String line, String why) throws Exception {
    Path file = folder.resolve("c.ndjson");
    Files.writeString(file, "{\"id\": \"a\", \"embedding\": [1, 2]}\n\n" + line + "\n");

    refused(file, "VEC-403").hasMessageContaining("line 3").hasMessageContaining(why);
  }

  @Test
  void linesThatRepeatAnIdOrHaveAnotherLength() throws Exception {
    Path twice =
        Files.writeString(
            folder.resolve("twice.ndjson"),
            "{\"id\": \"a\", \"embedding\": [1]}\n{\"id\": \"a\", \"embedding\": [2]}\n");
    Path longer =
        Files.writeString(
            folder.resolve("longer.ndjson"),
            "{\"id\": \"a\", \"embedding\": [1]}\n{\"id\": \"b\", \"embedding\": [2, 3]}\n");
    Path latin =
        Files.write(
            folder.resolve("latin.ndjson"),
            "{\"id\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1));

    refused(twice, "VEC-406").hasMessageContaining("line 2").hasMessageContaining("as line 1");
    refused(latin, "VEC-403").hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> fixture.vectors.importVectors("c", longer, Metric.DOT, Progress.NONE))
        .isInstanceOf(VectorException.VectorRefused.class)
        .hasMessageContaining("\"b\"");
  }

  private Path database(String... statements) throws SQLException {
    Path file = folder.resolve("blobs.sqlite");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refusedBlobs(
      Path file, String sql, String code) {
    return assertThatThrownBy(
            () -> fixture.vectors.importBlobs("c", file, sql, Metric.DOT, Progress.NONE))
        .isInstanceOfSatisfying(VectorException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void rowsThatRepeatAnId() throws Exception {
    Path file =
        database(
            "CREATE TABLE t (id, v BLOB)",
            "INSERT INTO t VALUES ('a', x'0000803f'), ('b', x'0000803f'), ('a', x'00000040')",
            "CREATE TABLE n (id, v BLOB)",
            "INSERT INTO n VALUES (2, x'0000803f'), (NULL, x'0000803f')");

    refusedBlobs(file, "SELECT * FROM t", "VEC-406")
        .hasMessageContaining("row 3 has the id \"a\", as row 1 has");
    refusedBlobs(file, "SELECT * FROM n", "VEC-406").hasMessageContaining("row 2");
  }

  @Test
  void blobsThatAreNoVectors() throws Exception {
    Path file =
        database(
            "CREATE TABLE t (n, v)",
            "INSERT INTO t VALUES (0, NULL), (1, x'0000803f'), (2, 'text'), (3, x'000080'),"
                + " (4, x'0000803f0000803f'), (5, x''), (6, zeroblob(20000))");

    refusedBlobs(file, "SELECT * FROM t WHERE n < 3", "VEC-404").hasMessageContaining("row 3");
    refusedBlobs(file, "SELECT v FROM t WHERE n IN (1, 3)", "VEC-404")
        .hasMessageContaining("row 2 has a BLOB of 3 bytes");
    refusedBlobs(file, "SELECT v FROM t WHERE n = 3", "VEC-404").hasMessageContaining("3 bytes");
    refusedBlobs(file, "SELECT v FROM t WHERE n IN (1, 4)", "VEC-101")
        .hasMessageContaining("Row 2");
    refusedBlobs(file, "SELECT v FROM t WHERE n = 5", "VEC-404").hasMessageContaining("0 values");
    refusedBlobs(file, "SELECT v FROM t WHERE n = 6", "VEC-404")
        .hasMessageContaining("5,000 values");
    refusedBlobs(folder, "SELECT 1", "VEC-401");
    refusedBlobs(folder.resolve("none"), "SELECT 1", "VEC-401");
    refusedBlobs(Files.createFile(folder.resolve("empty")), "SELECT 1", "VEC-402");
    assertThatThrownBy(() -> fixture.vectors.importBlobs("c", file, " ", Metric.DOT, Progress.NONE))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void aNameThatIsNone() {
    assertThatThrownBy(
            () ->
                fixture.vectors.importVectors(
                    null, folder.resolve("x.npy"), Metric.DOT, Progress.NONE))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> fixture.vectors.createCollection("c", CollectionConfig.of(3, null)))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void aFailedImportSaysSoAndKeepsNoPart() throws Exception {
    Path file = folder.resolve("late.ndjson");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines.append("{\"id\": \"d%d\", \"embedding\": [1, %d]}\n".formatted(i, i));
    }
    Files.writeString(file, lines + "{\"id\": \"last\"}\n");

    refused(file, "VEC-403").hasMessageContaining("line 5,001").isInstanceOf(FileUnreadable.class);
    fixture.collection("c", 1, Metric.DOT);
    fixture.vectors.dropCollection("c");
  }

  @Test
  void exportsReplaceNoFolderAndNoFileThatMayNotBe() throws Exception {
    VectorCollection collection = fixture.collection("made", 1, Metric.DOT);
    collection.addDocuments(List.of(new VectorDocument("a", "", new float[] {1}, Map.of())));
    Path empty = Files.createDirectory(folder.resolve("empty.npy"));
    Path own = Files.writeString(folder.resolve("own.npy.part"), "mine");
    try {
      for (boolean overwrite : new boolean[] {true, false}) {
        assertThatThrownBy(() -> collection.export(empty, overwrite, Progress.NONE))
            .isInstanceOf(VectorException.FileUnwritable.class)
            .hasMessageContaining("folder");
      }
      collection.export(folder.resolve("own.npy"), false, Progress.NONE);
    } finally {
      fixture.vectors.dropCollection("made");
    }

    assertThat(empty).isEmptyDirectory();
    assertThat(own).hasContent("mine");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("empty.npy", "own.npy", "own.npy.part");
    }
  }
}
