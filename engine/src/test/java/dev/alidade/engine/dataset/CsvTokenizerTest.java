package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.alidade.engine.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checked against FastCSV, in chunks so small that records are cut everywhere. */
class CsvTokenizerTest {
  private static final String[] PIECES = {
    "a",
    "bc",
    " ",
    "\"\"",
    "é",
    "😀",
    "ß",
    "x y",
    "0",
    "12345678",
    "123456789",
    "'",
    "\\",
    ";",
    "\t"
  };

  @TempDir Path folder;
  private SourceFile file;

  @BeforeEach
  void makeFile() throws IOException {
    file = new SourceFile(Files.writeString(folder.resolve("t.csv"), "x"), Progress.NONE);
  }

  /** Number of the line and the fields of each record. */
  private List<List<String>> cut(byte[] text, int chunkBytes) {
    List<List<String>> records = new ArrayList<>();
    CsvChunk chunk = new CsvChunk(chunkBytes);
    try (CsvTokenizer tokenizer =
        new CsvTokenizer(
            file, new ByteArrayInputStream(text), new CsvCut(',', 0, false), true, false)) {
      while (tokenizer.next(chunk)) {
        assertThat(chunk.bad).isEmpty();
        for (int row = 0; row < chunk.rows; row++) {
          List<String> record = new ArrayList<>(List.of(Long.toString(chunk.line(row))));
          for (int field = 0; field < chunk.fields; field++) {
            record.add(chunk.text(row, field));
          }
          records.add(record);
        }
      }
    }
    return records;
  }

  private static List<List<String>> byFastCsv(String text) throws IOException {
    List<List<String>> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.STRICT)
            .allowUnclosedQuote(false)
            .ofCsvRecord(new StringReader(text))) {
      for (CsvRecord record : reader) {
        List<String> fields =
            new ArrayList<>(List.of(Long.toString(record.getStartingLineNumber())));
        fields.addAll(record.getFields());
        records.add(fields);
      }
    }
    return records;
  }

  private static String random(long seed) {
    Random random = new Random(seed);
    String[] ends = {"\n", "\r\n", "\r"};
    int fields = 2 + random.nextInt(4);
    StringBuilder text = new StringBuilder();
    int records = random.nextInt(60);
    for (int record = 0; record < records; record++) {
      for (int field = 0; field < fields; field++) {
        text.append(field > 0 ? "," : "");
        boolean quoted = random.nextInt(3) == 0;
        StringBuilder value = new StringBuilder();
        for (int piece = random.nextInt(6); piece > 0; piece--) {
          String next = PIECES[random.nextInt(PIECES.length)];
          boolean quoteFirst = next.startsWith("\"") && value.isEmpty() && !quoted;
          value.append(quoteFirst ? "q" : next);
          if (quoted && random.nextInt(3) == 0) {
            value.append(random.nextBoolean() ? "," : ends[random.nextInt(3)]);
          }
        }
        text.append(quoted ? "\"" + value + "\"" : value);
      }
      boolean last = record == records - 1;
      text.append(last && random.nextBoolean() ? "" : ends[random.nextInt(3)]);
      text.append(random.nextInt(10) == 0 && !last ? ends[random.nextInt(2)] : "");
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 64, 4_096})
  void cutsAsFastCsvDoes(int chunkBytes) throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      String text = random(seed);
      assertThat(cut(text.getBytes(StandardCharsets.UTF_8), chunkBytes))
          .as("seed %d", seed)
          .isEqualTo(byFastCsv(text));
    }
  }

  @Test
  void cutsARecordLongerThanItsChunk() {
    String field = "x,\"\"\n".repeat(100_000);
    assertThat(cut(("a,b\n1,\"" + field + "\"\n2,y\n").getBytes(StandardCharsets.UTF_8), 1_000))
        .containsExactly(
            List.of("1", "a", "b"),
            List.of("2", "1", field.replace("\"\"", "\"")),
            List.of("100003", "2", "y"));
  }

  @ParameterizedTest
  @CsvSource({"C0 AF", "ED A0 80", "F4 90 80 80", "E2 82", "80", "F8 88 80 80 80", "C1 BF"})
  void refusesWhatIsNoUtf8(String hex) {
    byte[] bad = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
    java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
    text.writeBytes("a,b\n1,".getBytes(StandardCharsets.UTF_8));
    text.writeBytes(bad);
    text.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> cut(text.toByteArray(), 64)).isInstanceOf(CsvFile.WrongEncoding.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void takesEveryCharacterOfUnicodeAsUtf8(int shift) {
    StringBuilder all = new StringBuilder("x".repeat(shift));
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c += 13) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        all.appendCodePoint(c);
      }
    }
    byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8Check.wellFormed(bytes, 0, bytes.length)).isTrue();
  }
}
