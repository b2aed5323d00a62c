package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.ExportOptions.Format;
import dev.alidade.engine.dataset.LoadOptions.BadValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetStreamTest {
  private static final int ROWS = 150_000;

  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  /** Everything that the parts held, and how often they began. */
  private static final class Collected implements DatasetStream.PartConsumer {
    final List<List<Object>> rows = new ArrayList<>();
    int begins;
    int parts;

    @Override
    public void begin(Schema schema) {
      begins++;
      parts = 0;
      rows.clear();
    }

    @Override
    public void accept(Dataset part) {
      parts++;
      for (long row = 0; row < part.rowCount(); row++) {
        rows.add(LoadedData.row(part, row));
      }
    }
  }

  private static String csv() {
    StringBuilder text = new StringBuilder("id,kind,amount\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i).append(",k").append(i % 40_000).append(',').append(i / 8.0).append('\n');
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({"CSV,csv", "NDJSON,ndjson", "JSON,json", "SQLITE,sqlite", "PARQUET,parquet"})
  void givesTheRowsOfTheLoadedDataSet(Format format, String extension) throws IOException {
    Dataset original = loaded.load(LoadedData.write(folder, "o.csv", csv()));
    Path file = folder.resolve("made." + extension);
    loaded.catalog.export(original, file, new ExportOptions(format, false), Progress.NONE);
    DatasetStream stream = loaded.catalog.stream(file, LoadOptions.defaults(), Progress.NONE);
    assertThat(stream.schema().fields())
        .extracting(Field::name)
        .containsExactly("id", "kind", "amount");
    long before = loaded.shards.usedBytes();
    Collected all = new Collected();
    assertThat(stream.forEach(List.of(), all, Progress.NONE).count()).isZero();
    assertThat(loaded.shards.usedBytes()).isEqualTo(before);
    assertThat(all.begins).isEqualTo(1);
    assertThat(all.parts).isGreaterThan(format == Format.PARQUET ? 0 : 1);
    assertThat(all.rows).hasSize(ROWS);
    for (int row = 0; row < ROWS; row += 997) {
      assertThat(all.rows.get(row)).isEqualTo(LoadedData.row(original, row));
    }
    Collected some = new Collected();
    stream.forEach(List.of("amount"), some, Progress.NONE);
    assertThat(some.rows.getLast()).containsExactly((ROWS - 1) / 8.0);
  }

  @Test
  void beginsAgainInWiderTypesWhenALateValueDoesNotFit() throws IOException {
    Path file = LoadedData.write(folder, "late.csv", csv() + "x7,k,2.5\n");
    DatasetStream stream = loaded.catalog.stream(file, LoadOptions.defaults(), Progress.NONE);
    assertThat(stream.schema().fields().getFirst().type()).isEqualTo(ColumnType.INT64);
    Collected all = new Collected();
    stream.forEach(List.of(), all, Progress.NONE);
    assertThat(all.begins).isEqualTo(2);
    assertThat(all.rows).hasSize(ROWS + 1);
    assertThat(all.rows.getFirst()).containsExactly("0", "k0", 0.0);
    assertThat(all.rows.getLast()).containsExactly("x7", "k", 2.5);
  }

  @Test
  void rejectsALateValueWhenAskedTo() throws IOException {
    Path file = LoadedData.write(folder, "late.csv", csv() + "x7,k,2.5\n8,k\n");
    Collected all = new Collected();
    DatasetStream.Rejected rejected =
        loaded.catalog.stream(
                file, LoadOptions.defaults().withBadValues(BadValues.REJECT), Progress.NONE)
            .forEach(List.of(), all, Progress.NONE);
    assertThat(all.begins).isEqualTo(1);
    assertThat(all.rows).hasSize(ROWS);
    assertThat(rejected.first())
        .containsExactly(
            new Reject(ROWS + 2, "column \"id\": \"x7\" is not int64", "x7,k,2.5"),
            new Reject(ROWS + 3, "2 fields where the first record has 3", "8,k"));
  }

  @Test
  void profilesAsALoadedDataSetDoes() throws IOException {
    Path file = LoadedData.write(folder, "o.csv", csv());
    DatasetProfile exact = loaded.load(file).profile();
    DatasetProfile streamed =
        loaded.catalog.stream(file, LoadOptions.defaults(), Progress.NONE).profile(Progress.NONE);
    assertThat(streamed.rows()).isEqualTo(ROWS);
    for (int i = 0; i < 3; i++) {
      ColumnProfile wanted = exact.columns().get(i);
      ColumnProfile found = streamed.columns().get(i);
      assertThat(found.estimated()).isTrue();
      assertThat(found.rows()).isEqualTo(ROWS);
      assertThat((double) found.distinct())
          .isCloseTo(wanted.distinct(), within(wanted.distinct() * 0.03));
      assertThat(found.texts()).isEqualTo(wanted.texts());
      if (wanted.numbers().isPresent()) {
        ColumnProfile.Numbers w = wanted.numbers().get();
        ColumnProfile.Numbers f = found.numbers().orElseThrow();
        assertThat(f.min()).isEqualTo(w.min());
        assertThat(f.max()).isEqualTo(w.max());
        assertThat(f.mean()).isCloseTo(w.mean(), within(1e-9 * w.max()));
        assertThat(f.standardDeviation()).isCloseTo(w.standardDeviation(), within(1e-9 * w.max()));
        assertThat(f.p05()).isCloseTo(w.p05(), within(0.01 * w.max()));
        assertThat(f.median()).isCloseTo(w.median(), within(0.01 * w.max()));
        assertThat(f.p95()).isCloseTo(w.p95(), within(0.01 * w.max()));
      }
    }
    assertThat(streamed.correlations().columns()).containsExactly("id", "amount");
    assertThat(streamed.correlations().coefficients().get(0).get(1)).isCloseTo(1.0, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"CSV,csv.gz", "NDJSON,ndjson", "JSON,json.zst", "SQLITE,db", "PARQUET,parquet"})
  void convertsWithoutLoading(Format format, String extension) throws IOException {
    Path file = LoadedData.write(folder, "late.csv", csv() + "x7,k,2.5\n");
    Path target = folder.resolve("out." + extension);
    DatasetStream.Written written =
        loaded.catalog.stream(file, LoadOptions.defaults(), Progress.NONE)
            .export(
                List.of(), part -> part, target, new ExportOptions(format, false), Progress.NONE);
    assertThat(written.rows()).isEqualTo(ROWS + 1);
    assertThat(written.rejected().count()).isZero();
    Dataset converted = loaded.load(target);
    Dataset wanted = loaded.load(file);
    assertThat(LoadedData.types(converted)).isEqualTo(LoadedData.types(wanted));
    assertThat(converted.rowCount()).isEqualTo(ROWS + 1);
    assertThat(LoadedData.row(converted, ROWS)).isEqualTo(LoadedData.row(wanted, ROWS));
  }

  @Test
  void tellsWhichRecordsWereNotConverted() throws IOException {
    Path file = LoadedData.write(folder, "ragged.csv", "a,b\n1,2\n3\n4,5\n6,7,8\n");
    DatasetStream.Written written =
        loaded.catalog.stream(file, LoadOptions.defaults(), Progress.NONE)
            .export(
                List.of(),
                part -> part,
                folder.resolve("out.ndjson"),
                new ExportOptions(Format.NDJSON, false),
                Progress.NONE);
    assertThat(written.rows()).isEqualTo(2);
    assertThat(written.rejected().count()).isEqualTo(2);
    assertThat(written.rejected().first()).extracting(Reject::line).containsExactly(3L, 5L);
  }

  @Test
  void writesFilesThatOthersMayRead() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    Path target = folder.resolve("out.csv");
    loaded.catalog.stream(
            LoadedData.write(folder, "o.csv", "a\n1\n"), LoadOptions.defaults(), Progress.NONE)
        .export(
            List.of(), part -> part, target, new ExportOptions(Format.CSV, false), Progress.NONE);
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void namesAColumnThatIsNotThere() throws IOException {
    DatasetStream stream =
        loaded.catalog.stream(
            LoadedData.write(folder, "o.csv", "a,b\n1,2\n"), LoadOptions.defaults(), Progress.NONE);
    assertThatThrownBy(() -> stream.forEach(List.of("c"), new Collected(), Progress.NONE))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("\"c\"");
  }

  @Test
  void keepsTheColumnsOfAFileWithoutRows() throws IOException {
    Path file = LoadedData.write(folder, "none.csv", "a,b\n");
    Path target = folder.resolve("out.csv");
    loaded.catalog.stream(file, LoadOptions.defaults(), Progress.NONE)
        .export(
            List.of(), part -> part, target, new ExportOptions(Format.CSV, false), Progress.NONE);
    assertThat(target).hasContent("a,b\n");
  }
}
