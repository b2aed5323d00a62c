package dev.alidade.engine.dataset;

import static dev.alidade.engine.dataset.LoadedData.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.dataset.DatasetException.DatasetUnreadable;
import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.telemetry.EngineEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad file gives a code, a sentence and a remedy, and leaves nothing behind. */
class BadFileTest {
  private static final byte[] JPEG = {
    (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1
  };

  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private void assertRefused(Path file, String code, String sentence, String remedy) {
    assertRefused(file, LoadOptions.defaults(), code, sentence, remedy);
  }

  private void assertRefused(
      Path file, LoadOptions options, String code, String sentence, String remedy) {
    DatasetUnreadable error =
        catchThrowableOfType(DatasetUnreadable.class, () -> loaded.catalog.load(file, options));
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.sentence()).isEqualTo(sentence);
    assertThat(error.remedy()).isEqualTo(remedy);
    assertThat(loaded.shards.usedBytes()).isZero();
    assertThat(loaded.catalog.list()).isEmpty();
    assertThat(loaded.catalog.entries()).isEmpty();
    assertThat(loaded.events)
        .singleElement()
        .isInstanceOfSatisfying(
            EngineEvent.OperationFailed.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(loaded.samples).singleElement().matches(sample -> sample.failed());
  }

  @Test
  void namesTheLineOfAQuoteThatIsNotClosed() throws IOException {
    assertRefused(
        write(folder, "films.csv", "id,title\n1,Heat\n2,\"Alien\n3,Ran\n"),
        "DATA-104",
        "films.csv has a quoted field that is not closed, in the record that starts at line 3.",
        "Check line 3 for a quote (\") without its partner; if the file was cut off, get it"
            + " again.");
  }

  @Test
  void namesTheLineOfAQuoteThatOnlyAnotherLineCloses() throws IOException {
    assertRefused(
        write(folder, "films.csv", "id,title\n1,Heat\n2,\"Alien\n3,\"Ran\"\n"),
        "DATA-104",
        "films.csv has a quoted field that is not closed, in the record that starts at line 3.",
        "Check line 3 for a quote (\") without its partner; if the file was cut off, get it"
            + " again.");
  }

  @Test
  void saysThatACsvFileIsCutOff() throws IOException {
    Path file = write(folder, "films.csv", "id,title,year\n1,Heat,1995\n2,Ali");
    assertRefused(
        file,
        "DATA-105",
        "films.csv ends in the middle of line 3: 2 fields where the first record has 3.",
        "The file seems to be cut off: get it again, or load it with bad rows going to the"
            + " rejects.");
    Dataset data =
        loaded.catalog.load(
            file,
            new LoadOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LoadOptions.BadValues.REJECT));
    assertThat(data.rowCount()).isEqualTo(1);
    assertThat(data.rejects())
        .containsExactly(new Reject(3, "2 fields where the first record has 3", "2,Ali"));
  }

  @Test
  void namesThePlaceWhereJsonBreaks() throws IOException {
    assertRefused(
        write(folder, "a.json", "[{\"a\": 1},\n {\"a\": oops}]"),
        "DATA-111",
        "a.json is not JSON at line 2, character 8: Unrecognized token 'oops': was expecting (JSON"
            + " String, Number, Array, Object or token 'null', 'true' or 'false').",
        "Check line 2; if the file was cut off, get it again.");
  }

  @Test
  void saysThatAJsonFileIsCutOff() throws IOException {
    Path file = write(folder, "a.json", "[{\"a\": 1},\n {\"a\": 2}, {\"a\"");
    DatasetUnreadable error =
        catchThrowableOfType(DatasetUnreadable.class, () -> loaded.load(file));
    assertThat(error.code()).isEqualTo("DATA-111");
    assertThat(error.sentence())
        .startsWith("a.json is not JSON at line 2")
        .endsWith(": it ends in the middle of a value.");
    assertThat(loaded.shards.usedBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[{\"a\": NaN}]", "[{\"a\": [1, 2}]", "[{'a': 1}]", "[{\"a\": \"\u0001\"}]"})
  void tellsNothingOfTheParserItself(String text) throws IOException {
    assertThat(refusal(text)).doesNotContain("`", "Feature", "Source", "com.", "enable");
  }

  @Test
  void tellsNothingOfTheParserWhereJsonNestsTooDeep() throws IOException {
    assertThat(refusal("[" + "[".repeat(5_000) + "]".repeat(5_001)))
        .contains("deeper than 1,000 levels")
        .doesNotContain("StreamRead");
  }

  private String refusal(String json) throws IOException {
    Path file = write(folder, "p.json", json);
    DatasetUnreadable error =
        catchThrowableOfType(DatasetUnreadable.class, () -> loaded.load(file));
    assertThat(error.code()).isEqualTo("DATA-111");
    return error.sentence();
  }

  @Test
  void refusesAnHtmlPageNamedJson() throws IOException {
    DatasetUnreadable error =
        catchThrowableOfType(
            DatasetUnreadable.class,
            () -> loaded.load(write(folder, "page.json", "<!DOCTYPE html><html></html>")));
    assertThat(error.code()).isEqualTo("DATA-111");
    assertThat(error.sentence()).startsWith("page.json is not JSON at line 1, character 1");
  }

  @Test
  void refusesJsonWithoutRows() throws IOException {
    assertRefused(
        write(folder, "five.json", "5"),
        "DATA-112",
        "five.json holds a single value: no rows in it.",
        "Give an array of objects, one for each row.");
  }

  @Test
  void refusesAnObjectOfUnequalArrays() throws IOException {
    assertRefused(
        write(folder, "cols.json", "{\"a\": [1, 2], \"b\": [1]}"),
        "DATA-112",
        "cols.json is an object of arrays of different lengths: \"b\" has 1 values, others 2.",
        "Give arrays of one length, or an array of objects.");
  }

  @Test
  void refusesNdjsonWithoutOneGoodLine() throws IOException {
    assertRefused(
        write(folder, "log.ndjson", "INFO started\nINFO stopped\n"),
        "DATA-113",
        "No line of log.ndjson is a JSON object; line 1: not JSON: Unrecognized token 'INFO': was"
            + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false').",
        "Give one JSON object a line, or rename the file to what it is.");
  }

  @Test
  void refusesASqliteFileThatIsAJpeg() throws IOException {
    assertRefused(
        Files.write(folder.resolve("photo.sqlite"), JPEG),
        "DATA-108",
        "photo.sqlite is not a SQLite database: it is a JPEG image.",
        "Choose a SQLite file, or rename this one to what it is.");
  }

  @Test
  void refusesACsvFileThatIsAJpeg() throws IOException {
    assertRefused(
        Files.write(folder.resolve("photo.csv"), JPEG),
        "DATA-103",
        "photo.csv is not text: it is a JPEG image.",
        "Choose a CSV, TSV, JSON, NDJSON or SQLite file.");
  }

  @Test
  void refusesAnEmptyFileOfAnyKind() throws IOException {
    for (String name : new String[] {"e.csv", "e.json", "e.ndjson", "e.sqlite", "e.csv.gz", "e"}) {
      loaded.events.clear();
      loaded.samples.clear();
      assertRefused(
          write(folder, name, ""),
          "DATA-102",
          name + " is empty (0 bytes).",
          "Write or download the file again.");
    }
  }

  @Test
  void refusesBlankFiles() throws IOException {
    for (String name : new String[] {"b.csv", "b.ndjson"}) {
      loaded.events.clear();
      loaded.samples.clear();
      assertRefused(
          write(folder, name, "\n\n"),
          "DATA-102",
          name + " holds only blank lines.",
          "Write or download the file again.");
    }
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    Path file = folder.resolve("gone.csv");
    assertRefused(
        file,
        "DATA-101",
        "There is no file " + file + ".",
        "Check the name, or whether the drive it was on is connected.");
  }

  @Test
  void saysThatCompressedDataEndsEarly() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a,b\n1,2\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    assertRefused(
        Files.write(folder.resolve("half.csv.gz"), half),
        "DATA-106",
        "half.csv.gz ends in the middle of its compressed data.",
        "The file was cut off: download or copy it again.");
    byte[] zstd =
        com.github.luben.zstd.Zstd.compress(
            new java.util.Random(1)
                .ints(30_000)
                .mapToObj(String::valueOf)
                .collect(java.util.stream.Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8));
    loaded.events.clear();
    loaded.samples.clear();
    assertRefused(
        Files.write(folder.resolve("half.csv.zst"), Arrays.copyOf(zstd, zstd.length / 2)),
        "DATA-106",
        "half.csv.zst ends in the middle of its compressed data.",
        "The file was cut off: download or copy it again.");
  }

  @Test
  void saysThatAFileIsNotCompressed() throws IOException {
    assertRefused(
        write(folder, "plain.csv.gz", "a,b\n1,2\n"),
        "DATA-106",
        "plain.csv.gz holds no whole gzip data: it is broken, or not compressed at all.",
        "Download or copy the file again; if it is not compressed, rename it without .gz.");
  }

  @Test
  void saysThatUtf8IsMixedWithAnotherEncoding() throws IOException {
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    mixed.write("name\nGrüße\n".repeat(40_000).getBytes(StandardCharsets.UTF_8));
    mixed.write("Café\n".getBytes(TextEncoding.WINDOWS_1252));
    assertRefused(
        Files.write(folder.resolve("mixed.csv"), mixed.toByteArray()),
        "DATA-107",
        "mixed.csv starts as UTF-8, but holds bytes that are not UTF-8.",
        "Convert the file to UTF-8, or repair the place where another encoding was pasted in.");
  }

  @Test
  void asksWhichTableOfSeveral() throws SQLException {
    Path file = folder.resolve("two.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE films (id); CREATE TABLE people (id)");
    }
    assertRefused(
        file,
        "DATA-109",
        "two.sqlite has 2 tables, and none was chosen.",
        "Choose one of: films, people.");
    loaded.events.clear();
    loaded.samples.clear();
    assertRefused(
        file,
        LoadOptions.defaults().withTable("cast"),
        "DATA-109",
        "two.sqlite has no table \"cast\".",
        "Choose one of: films, people.");
  }

  @Test
  void saysThatASqliteFileIsCutOff() throws SQLException, IOException {
    Path file = folder.resolve("cut.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT"
              + " 50000) SELECT i, 'text ' || i AS s FROM n");
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    DatasetUnreadable error =
        catchThrowableOfType(DatasetUnreadable.class, () -> loaded.load(file));
    assertThat(error.code()).isEqualTo("DATA-110");
    assertThat(error.sentence()).startsWith("SQLite cannot read cut.sqlite: ");
    assertThat(error.remedy()).isNotBlank();
    assertThat(loaded.shards.usedBytes()).isZero();
  }

  @Test
  void freesEverythingWhenTheShardIsFull() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append(",\"").append("x".repeat(100)).append(i).append("\"\n");
    }
    Path file = write(folder, "large.csv", text.toString());
    try (ArenaShards small = new ArenaShards(1 << 20);
        ColumnarCatalog catalog =
            new ColumnarCatalog(
                small,
                loaded.workspace,
                dev.alidade.engine.telemetry.Telemetry.NONE,
                java.time.Clock.systemUTC(),
                2)) {
      EngineException error =
          catchThrowableOfType(
              MemoryExhausted.class, () -> catalog.load(file, LoadOptions.defaults()));
      assertThat(error.code()).isEqualTo("RUN-101");
      assertThat(small.usedBytes()).isZero();
      assertThat(catalog.entries()).isEmpty();
    }
  }
}
