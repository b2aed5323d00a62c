package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadEstimateTest {
  private static final int ROWS = 300_000;

  @TempDir Path folder;

  /** Files of about ten megabytes of columns each. */
  enum Kind {
    DIGITS("digits.csv", i -> i % 10 + "," + i % 7 + "," + i % 3 + "," + i % 9 + "\n"),
    EMPTIES("empties.csv", i -> i % 1_000 == 0 ? "1,2,3,4\n" : ",,,\n"),
    FLOATS("floats.csv", i -> i / 7.0 + "," + i / 3.0 + "," + -i / 9.0 + "\n"),
    TEXTS("texts.csv", i -> "a text of its own " + i + "," + i + "\n"),
    REPEATED(
        "repeated.csv", i -> "one of some texts " + i % 90 + "," + i + ",kind " + i % 7 + "\n"),
    HALF("half.csv", i -> "value " + i * 7919L % 100_000 + "," + i + "\n"),
    PACKED("packed.csv.gz", i -> i % 10 + "," + i % 7 + ",always the same text\n"),
    NDJSON("rows.ndjson", i -> "{\"a\":" + i % 10 + ",\"b\":\"text " + i + "\",\"c\":[1,2,3]}\n"),
    JSON("rows.json", i -> (i == 0 ? "[" : ",") + "{\"a\":" + i % 10 + ",\"b\":true,\"c\":1.5}\n"),
    COLUMNS("columns.json", i -> (i == 0 ? "{\"a\":[" : ",") + i % 10),
    PARQUET("rows.parquet", i -> ""),
    NPY("rows.npy", i -> ""),
    SQLITE("rows.sqlite", i -> "");

    final String file;
    final IntFunction<String> row;

    Kind(String file, IntFunction<String> row) {
      this.file = file;
      this.row = row;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsBothMemoriesOfEveryKindOfFile(Kind kind) throws IOException, SQLException {
    Path file = written(kind);
    LoadEstimate estimate =
        LoadEstimate.of(
            file, LoadOptions.defaults(), Long.MAX_VALUE, Long.MAX_VALUE, Progress.NONE);

    long before = heapInUse();
    DatasetReader.Read read = DatasetReader.read(file, LoadOptions.defaults(), Progress.NONE, 1);
    long heap = heapInUse() - before;
    long columns;
    try (ArenaShards shards = new ArenaShards(256L << 20)) {
      try (Dataset data =
          new Dataset(
              "data",
              "file",
              read.table().rows(),
              ColumnBuilder.buildAll(read.table().columns(), shards.shard()),
              shards.shard(),
              List.of(),
              0)) {
        columns = data.bytes();
      }
    }
    Reference.reachabilityFence(read);

    assertThat(read.table().rows()).isEqualTo(ROWS);
    assertThat(estimate.fileBytes()).isEqualTo(Files.size(file));
    assertThat(estimate.neededBytes()).isBetween((long) (columns * 0.9), columns * 5 / 2);
    // What is left on the heap is less than what was there on the way.
    assertThat(estimate.heapBytes()).isBetween(heap, heap * (kind == Kind.COLUMNS ? 12 : 6));
    assertThat(new LoadEstimate(1, 10, estimate.heapBytes(), 10, estimate.heapBytes()).fits())
        .isTrue();
  }

  @Test
  void aFileFitsWhereBothMemoriesHaveRoom() {
    assertThat(new LoadEstimate(1, 10, 20, 10, 20).fits()).isTrue();
    assertThat(new LoadEstimate(1, 10, 20, 9, 20).fits()).isFalse();
    LoadEstimate heap = new LoadEstimate(1, 10, 20, 10, 19);
    assertThat(heap.fits()).isFalse();
    assertThat(heap.fitsColumns()).isTrue();
  }

  @Test
  void aMissingFileHasNoEstimate() {
    assertThatThrownBy(
            () ->
                LoadEstimate.of(
                    folder.resolve("none.csv"), LoadOptions.defaults(), 1, 1, Progress.NONE))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path written(Kind kind) throws IOException, SQLException {
    Path file = folder.resolve(kind.file);
    switch (kind) {
      case PARQUET ->
          sql(
              "jdbc:duckdb:",
              """
              COPY (SELECT i AS a, i %% 5 AS b, 'text ' || i AS c, 'kind ' || (i %% 3) AS d
                    FROM range(%d) t(i)) TO '%s' (FORMAT parquet)\
              """
                  .formatted(ROWS, file));
      case SQLITE ->
          sql(
              "jdbc:sqlite:" + file,
              """
              CREATE TABLE t AS WITH RECURSIVE r(i) AS
                (SELECT 0 UNION ALL SELECT i + 1 FROM r WHERE i < %d)
              SELECT i, i / 3.0 AS f, 'text ' || i AS c FROM r\
              """
                  .formatted(ROWS - 1));
      case NPY -> {
        String header =
            "{'descr': '|i1', 'fortran_order': False, 'shape': (%d, 4), }".formatted(ROWS);
        byte[] text =
            (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(file)) {
          out.write(NpyFile.MAGIC);
          out.write(new byte[] {1, 0, (byte) text.length, 0});
          out.write(text);
          out.write(new byte[ROWS * 4]);
        }
      }
      default -> {
        OutputStream plain = Files.newOutputStream(file);
        try (OutputStream out = kind == Kind.PACKED ? new GZIPOutputStream(plain) : plain) {
          out.write(text(kind).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return file;
  }

  private static String text(Kind kind) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      text.append(kind.row.apply(i));
    }
    return text
        + switch (kind) {
          case JSON -> "]";
          case COLUMNS -> "]}";
          default -> "";
        };
  }

  private static void sql(String url, String command) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static long heapInUse() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
