package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.DatasetException.ExportFailed;
import dev.alidade.engine.dataset.ExportOptions.Format;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a format cannot hold is told, and a file is whole or as it was. */
final class ExportLossTest {
  @TempDir private Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private ExportLosses written(Dataset data, Path file, Format format) {
    return loaded.catalog.export(data, file, new ExportOptions(format, true), Progress.NONE);
  }

  private Dataset odd() {
    return loaded.catalog.fromRows(
        "odd",
        List.of(
            Map.of("real", Double.NaN, "whole", 9007199254740993L, "v", new float[] {1, 2}),
            Map.of(
                "real",
                Double.POSITIVE_INFINITY,
                "whole",
                Long.MIN_VALUE,
                "v",
                new float[] {Float.NaN, 2}),
            Map.of("real", 1.5, "whole", 9007199254740992L, "v", new float[] {3, 4})));
  }

  @Test
  void countsWhatEachFormatCannotHold() {
    Dataset data = odd();
    assertThat(written(data, folder.resolve("a.json"), Format.JSON))
        .isEqualTo(new ExportLosses(3, 2, 0));
    assertThat(written(data, folder.resolve("a.ndjson"), Format.NDJSON).sentence())
        .hasValue(
            "In the file, 3 NaN or infinite numbers are null, and 2 whole numbers are beyond what"
                + " a 64-bit float holds.");
    assertThat(written(data, folder.resolve("a.sqlite"), Format.SQLITE))
        .isEqualTo(new ExportLosses(1, 0, 0));
    assertThat(written(data, folder.resolve("a.csv"), Format.CSV).isNone()).isTrue();
    assertThat(written(data, folder.resolve("a.parquet"), Format.PARQUET).isNone()).isTrue();
  }

  private Dataset named(String... names) {
    List<Int64ColumnBuilder> columns = Arrays.stream(names).map(Int64ColumnBuilder::new).toList();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).append(i);
    }
    return new Dataset(
        "names",
        "made",
        1,
        ColumnBuilder.buildAll(columns, loaded.shards.shard()),
        loaded.shards.shard(),
        List.of(),
        0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"NPY"},
      mode = EnumSource.Mode.EXCLUDE)
  void keepsColumnsWhoseNameIsTakenOrEmpty(Format format) {
    Path file = folder.resolve("names." + format.name().toLowerCase(java.util.Locale.ROOT));
    try (Dataset data = named("a", "a", "", "a 2")) {
      assertThat(written(data, file, format)).isEqualTo(new ExportLosses(0, 0, 3));
    }
    Dataset again = loaded.load(file);
    assertThat(LoadedData.names(again)).containsExactly("a", "a 2", "column 3", "a 2 2");
    assertThat(LoadedData.row(again, 0)).containsExactly(0L, 1L, 2L, 3L);
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"NPY"},
      mode = EnumSource.Mode.EXCLUDE)
  void keepsZeroBytesInText(Format format) {
    Path file = folder.resolve("zero." + format.name().toLowerCase(java.util.Locale.ROOT));
    String text = "a\0b" + "plain text ".repeat(30);
    Dataset data = loaded.catalog.fromRows("zero", List.of(Map.of("t", text, "u", "x")));
    assertThat(written(data, file, format).isNone()).isTrue();
    assertThat(LoadedData.values(loaded.load(file), "t")).containsExactly(text);
  }

  @Test
  void duckDbReadsTheNullsOfJson() throws SQLException {
    Path file = folder.resolve("a.json");
    written(odd(), file, Format.JSON);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(real), count(*), max(whole)::VARCHAR FROM '%s'".formatted(file))) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isOne();
      assertThat(rows.getInt(2)).isEqualTo(3);
      assertThat(rows.getString(3)).isEqualTo("9007199254740993");
    }
  }

  @Test
  void aStreamMayBeWrittenOverItsOwnFile() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 200_000; i++) {
      text.append(i).append(",x\n");
    }
    Path file = LoadedData.write(folder, "own.csv", text.toString());
    DatasetStream.Written done =
        loaded.catalog.stream(file, LoadOptions.defaults(), Progress.NONE)
            .export(
                List.of(), part -> part, file, new ExportOptions(Format.CSV, true), Progress.NONE);
    assertThat(done.rows()).isEqualTo(200_000);
    assertThat(done.losses().isNone()).isTrue();
    assertThat(file).hasContent(text.toString());
    assertThat(folder.toFile().list()).containsExactly("own.csv");
  }

  @Test
  void writesThroughALink() throws IOException {
    Path file = Files.writeString(folder.resolve("real.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
    written(loaded.catalog.fromRows("one", List.of(Map.of("a", 1L))), link, Format.CSV);
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("a\n1\n");
  }

  @Test
  void namesAFullDiskAndAFolderThatIsNone() throws IOException {
    Path target = folder.resolve("a.csv");
    assertThat(PartFile.failed(target, new IOException("No space left on device")).code())
        .isEqualTo("DATA-205");
    ExportFailed other =
        PartFile.failed(target, new FileSystemException("x", null, "Read-only file system"));
    assertThat(other.sentence()).isEqualTo(target + " cannot be written: Read-only file system.");
    Path file = Files.writeString(folder.resolve("file"), "kept");
    assertThatThrownBy(
            () ->
                written(
                    loaded.catalog.fromRows("one", List.of(Map.of("a", 1L))),
                    file.resolve("a.csv"),
                    Format.CSV))
        .isInstanceOfSatisfying(
            ExportFailed.class,
            e -> assertThat(e.sentence()).endsWith("cannot be written: Not a directory."));
    assertThat(file).hasContent("kept");
  }
}
