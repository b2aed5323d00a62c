package dev.alidade.engine.dataset;

import static dev.alidade.engine.dataset.ColumnType.BOOL;
import static dev.alidade.engine.dataset.ColumnType.FLOAT64;
import static dev.alidade.engine.dataset.ColumnType.INT64;
import static dev.alidade.engine.dataset.ColumnType.STRING;
import static dev.alidade.engine.dataset.ColumnType.TIMESTAMP;
import static dev.alidade.engine.dataset.ColumnType.VECTOR;
import static dev.alidade.engine.dataset.LoadedData.names;
import static dev.alidade.engine.dataset.LoadedData.row;
import static dev.alidade.engine.dataset.LoadedData.types;
import static dev.alidade.engine.dataset.LoadedData.values;
import static dev.alidade.engine.dataset.LoadedData.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLoadTest {
  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private Dataset csv(String text) throws IOException {
    return loaded.load(write(folder, "data.csv", text));
  }

  @Test
  void findsTheTypeOfEachColumn() throws IOException {
    Dataset data =
        csv(
            """
            b,i,f,t,s,v
            true,1,1.5,2024-02-29,x,"[1,2.5]"
            FALSE,-9223372036854775808,-0.0,0001-01-01T00:00:00Z,007,"[3,4]"
            ,9223372036854775807,-inf,9999-12-31 23:59:59.999+00:00,,
            """);
    assertThat(types(data)).containsExactly(BOOL, INT64, FLOAT64, TIMESTAMP, STRING, VECTOR);
    assertThat(row(data, 0).subList(0, 5))
        .containsExactly(true, 1L, 1.5, Instant.parse("2024-02-29T00:00:00Z"), "x");
    assertThat(row(data, 1).subList(0, 5))
        .containsExactly(false, Long.MIN_VALUE, -0.0, Instant.parse("0001-01-01T00:00:00Z"), "007");
    assertThat(row(data, 2))
        .containsExactly(
            null,
            Long.MAX_VALUE,
            Double.NEGATIVE_INFINITY,
            Instant.parse("9999-12-31T23:59:59.999Z"),
            null,
            null);
    assertThat(values(data, "v")).containsExactly(List.of(1f, 2.5f), List.of(3f, 4f), null);
  }

  @Test
  void readsQuotedDelimitersQuotesAndLineEnds() throws IOException {
    Dataset data =
        csv(
            "a,b,c\r\n"
                + "\"x, y\",\"say \"\"hi\"\"\",\"two\r\n"
                + "lines\"\r\n"
                + "😀,\"\",\r\n"
                + "5\" disk, lead,t \r\n");
    assertThat(row(data, 0)).containsExactly("x, y", "say \"hi\"", "two\r\nlines");
    assertThat(row(data, 1)).containsExactly("😀", "", null);
    assertThat(row(data, 2)).containsExactly("5\" disk", " lead", "t ");
  }

  @Test
  void keepsTheWordsNullAndNaAsText() throws IOException {
    assertThat(values(csv("a\nnull\nNA\nN/A\n"), "a")).containsExactly("null", "NA", "N/A");
  }

  @Test
  void keepsTextThatANumberWouldChange() throws IOException {
    Dataset data =
        csv(
            """
            zip,phone,big,mixed
            02134,+4912345,123456789012345678901,9007199254740993
            10115,+4967890,1,0.5
            """);
    assertThat(types(data)).containsOnly(STRING);
    assertThat(row(data, 0))
        .containsExactly("02134", "+4912345", "123456789012345678901", "9007199254740993");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "|", "\t"})
  void findsTheDelimiter(String delimiter) throws IOException {
    Dataset data =
        csv(
            "a,b,c\n1,\"x;|\t,y\",2.5\n2,z,3.5\n"
                .replace("a,b,c", String.join(delimiter, "a", "b", "c"))
                .replace("1,\"", "1" + delimiter + "\"")
                .replace("\",2", "\"" + delimiter + "2")
                .replace("2,z,3", String.join(delimiter, "2", "z", "3")));
    assertThat(names(data)).containsExactly("a", "b", "c");
    assertThat(types(data)).containsExactly(INT64, STRING, FLOAT64);
    assertThat(data.column("b").value(0)).isEqualTo("x;|\t,y");
  }

  @Test
  void takesTabsInTsvFilesEvenWhereCommasAbound() throws IOException {
    Dataset data = loaded.load(write(folder, "d.tsv", "name\ttext\nx\ta,b,c\ny\td,e,f\n"));
    assertThat(names(data)).containsExactly("name", "text");
    assertThat(data.name()).isEqualTo("d");
  }

  @ParameterizedTest
  @CsvSource({"1152921504606846976,1.5", "-9223372036854775808,-0"})
  void largePowersOfTwoAndDecimalsAreFloats(String whole, String other) throws IOException {
    Dataset data = csv("a\n" + whole + "\n" + other + "\n");
    assertThat(data.rowCount()).isEqualTo(2);
    assertThat(data.rejectCount()).isZero();
    assertThat(values(data, "a")).containsExactly(Double.valueOf(whole), Double.valueOf(other));
  }

  @Test
  void namesColumnsWhereThereIsNoHeader() throws IOException {
    Dataset data = csv("1,x,2024-01-01\n2,y,2024-01-02\n");
    assertThat(names(data)).containsExactly("column 1", "column 2", "column 3");
    assertThat(data.rowCount()).isEqualTo(2);
    Dataset forced =
        loaded.catalog.load(
            folder.resolve("data.csv"),
            new LoadOptions(
                Optional.of("forced"),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                BadValues.WIDEN));
    assertThat(names(forced)).containsExactly("1", "x", "2024-01-01");
  }

  @Test
  void numbersNamesThatAreTakenOrMissing() throws IOException {
    Dataset data = csv("a,a,,b\n1,2,3,4\n");
    assertThat(names(data)).containsExactly("a", "a 2", "column 3", "b");
  }

  @Test
  void rejectsRaggedRecordsWithLineAndReason() throws IOException {
    Dataset data = csv("a,b\n1,2\n3\n\"4\n\",5\n6,7,8\n\n9,10\n");
    assertThat(values(data, "b")).containsExactly(2L, 5L, 10L);
    assertThat(data.rejectCount()).isEqualTo(2);
    assertThat(data.rejects())
        .containsExactly(
            new Reject(3, "1 field where the first record has 2", "3"),
            new Reject(6, "3 fields where the first record has 2", "6,7,8"));
  }

  @Test
  void takesBlankLinesOfOneColumnAsMissing() throws IOException {
    assertThat(values(csv("n\n1\n\n3\n"), "n")).containsExactly(1L, null, 3L);
  }

  @Test
  void keepsAHeaderWithoutRows() throws IOException {
    Dataset data = csv("a,b,c");
    assertThat(names(data)).containsExactly("a", "b", "c");
    assertThat(data.rowCount()).isZero();
    assertThat(data.profile().columns()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5,FLOAT64",
    "n/a,STRING",
    "true,STRING",
    "2024-01-01,STRING",
    "99999999999999999999,STRING"
  })
  void widensForALateValueAndLosesNothing(String late, ColumnType type) throws IOException {
    StringBuilder text = new StringBuilder("id,n,t\n");
    for (int i = 0; i < 30_000; i++) {
      text.append(i).append(',').append(i % 7 == 0 ? "" : i * 3).append(",2024-01-01T00:00:00Z\n");
    }
    text.append("30000,").append(late).append(",soon\n");
    Dataset data = csv(text.toString());
    assertThat(types(data)).containsExactly(INT64, type, STRING);
    assertThat(data.rowCount()).isEqualTo(30_001);
    assertThat(data.rejectCount()).isZero();
    assertThat(data.column("n").value(1)).isEqualTo(type == STRING ? "3" : (Object) 3.0);
    assertThat(data.column("n").isNull(7)).isTrue();
    assertThat(String.valueOf(data.column("n").value(30_000))).isEqualTo(late);
    assertThat(data.column("t").value(0)).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(data.column("t").value(30_000)).isEqualTo("soon");
  }

  @Test
  void widensToTextWhenEarlierIntegersWouldLoseDigits() throws IOException {
    StringBuilder text = new StringBuilder("n\n");
    text.append("1\n".repeat(20_000)).append("9007199254740993\n1\n0.5\n");
    Dataset data = csv(text.toString());
    assertThat(types(data)).containsExactly(STRING);
    assertThat(data.column("n").value(20_000)).isEqualTo("9007199254740993");
  }

  @Test
  void rejectsBadValuesWhereAskedTo() throws IOException {
    StringBuilder text = new StringBuilder("id,n\n0,bad\n");
    for (int i = 1; i < 20_000; i++) {
      text.append(i).append(',').append(i).append('\n');
    }
    text.append("20000,worse\n20001,5\n");
    Dataset data =
        loaded.catalog.load(
            write(folder, "r.csv", text.toString()),
            new LoadOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BadValues.REJECT));
    assertThat(types(data)).containsExactly(INT64, INT64);
    assertThat(data.rowCount()).isEqualTo(20_000);
    assertThat(data.rejects())
        .containsExactly(
            new Reject(2, "column \"n\": \"bad\" is not int64", "0,bad"),
            new Reject(20_002, "column \"n\": \"worse\" is not int64", "20000,worse"));
  }

  @Test
  void unpacksGzipAndZstandard() throws IOException {
    byte[] text = "a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text);
    }
    Dataset gz = loaded.load(Files.write(folder.resolve("p.csv.gz"), packed.toByteArray()));
    Dataset zst = loaded.load(Files.write(folder.resolve("q.csv.zst"), Zstd.compress(text)));
    assertThat(gz.name()).isEqualTo("p");
    assertThat(values(gz, "b")).isEqualTo(values(zst, "b")).containsExactly("x", "y");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-31T10:20:30Z,2024-01-31T10:20:30Z",
    "2024-01-31T10:20:30.5Z,2024-01-31T10:20:30.500Z",
    "2024-01-31 10:20:30.123456,2024-01-31T10:20:30.123Z",
    "2024-01-31T10:20:30+02:00,2024-01-31T08:20:30Z",
    "2024-01-31T10:20:30-0530,2024-01-31T15:50:30Z",
    "2024-01-31T10:20+01,2024-01-31T09:20:00Z",
    "2024-01-31T10:20,2024-01-31T10:20:00Z",
    "1969-12-31T23:59:59.999Z,1969-12-31T23:59:59.999Z",
    "+10000-01-01T00:00:00Z,+10000-01-01T00:00:00Z",
    "-0044-03-15T12:00:00Z,-0044-03-15T12:00:00Z"
  })
  void readsIsoTimestamps(String text, String instant) {
    ScalarText scalars = new ScalarText(false);
    assertThat(scalars.readTimestamp(text)).isTrue();
    assertThat(Instant.ofEpochMilli(scalars.epochMillis())).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-1-01x",
        "20240131",
        "2024-01-31T24:00",
        "2024-01-31T10:61",
        "2024-01-31T",
        "2024-01-31 10",
        "2024-01-31T10:20:30+25:00",
        "Jun 12 1998"
      })
  void leavesOtherTextAlone(String text) {
    assertThat(new ScalarText(false).readTimestamp(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void readsNumbersAsJavaDoes(long seed) {
    java.util.Random random = new java.util.Random(seed);
    ScalarText scalars = new ScalarText(false);
    for (int i = 0; i < 100_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextGaussian();
            case 2 -> random.nextInt(100_000) / 100.0;
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
          };
      String text = Double.toString(value);
      assertThat(scalars.readDouble(text.getBytes(StandardCharsets.UTF_8), 0, text.length()))
          .as(text)
          .isTrue();
      if (Double.compare(scalars.doubleValue(), value) != 0) {
        assertThat(scalars.doubleValue()).as(text).isEqualTo(value);
      }
      long whole = random.nextLong() >> random.nextInt(64);
      String digits = Long.toString(whole);
      assertThat(scalars.readLong(digits.getBytes(StandardCharsets.UTF_8), 0, digits.length()))
          .isTrue();
      assertThat(scalars.longValue()).isEqualTo(whole);
    }
  }

  @Test
  void readsDecimalCommasOnRequest() throws IOException {
    Path file =
        write(
            folder,
            "comma.csv",
            """
            a;b;c;d;e
            1,5;1.234,5;-0,25;1.234;x
            2;1.234.567,125;1e3;12;1,5,5
            -7,0;12,0;;-1.000;1.23
            """);
    Dataset data = loaded.catalog.load(file, LoadOptions.defaults().withDecimalComma(true));
    assertThat(types(data)).containsExactly(FLOAT64, FLOAT64, FLOAT64, INT64, STRING);
    assertThat(values(data, "a")).containsExactly(1.5, 2.0, -7.0);
    assertThat(values(data, "b")).containsExactly(1_234.5, 1_234_567.125, 12.0);
    assertThat(values(data, "c")).containsExactly(-0.25, 1_000.0, null);
    assertThat(values(data, "d")).containsExactly(1_234L, 12L, -1_000L);
    assertThat(values(data, "e")).containsExactly("x", "1,5,5", "1.23");
  }

  @Test
  void withoutTheRequestACommaMakesText() throws IOException {
    Dataset data = csv("a;b\n1,5;1.5\n2,5;2.5\n");
    assertThat(types(data)).containsExactly(STRING, FLOAT64);
    assertThat(values(data, "a")).containsExactly("1,5", "2,5");
  }

  @Test
  void timestampsOfOneColumnMayDifferInPrecisionZoneAndForm() throws IOException {
    Dataset data =
        csv(
            """
            t
            2024-02-29
            2024-02-29T12:30
            2024-02-29T12:30:59Z
            2024-02-29 12:30:59.1+02:00
            2024-02-29T12:30:59.123456789-05:30
            20240229T123059Z
            "Thu, 29 Feb 2024 12:30:59 GMT"
            """);
    assertThat(types(data)).containsExactly(TIMESTAMP);
    assertThat(values(data, "t"))
        .containsExactly(
            Instant.parse("2024-02-29T00:00:00Z"),
            Instant.parse("2024-02-29T12:30:00Z"),
            Instant.parse("2024-02-29T12:30:59Z"),
            Instant.parse("2024-02-29T10:30:59.100Z"),
            Instant.parse("2024-02-29T18:00:59.123Z"),
            Instant.parse("2024-02-29T12:30:59Z"),
            Instant.parse("2024-02-29T12:30:59Z"));
  }
}
