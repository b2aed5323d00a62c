package dev.alidade.engine.dataset;

import static dev.alidade.engine.dataset.LoadedData.names;
import static dev.alidade.engine.dataset.LoadedData.row;
import static dev.alidade.engine.dataset.LoadedData.types;
import static dev.alidade.engine.dataset.LoadedData.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that NumPy wrote; see the README beside them. */
class NpyLoadTest {
  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name + ".npy");
    try (InputStream bytes =
        Objects.requireNonNull(NpyLoadTest.class.getResourceAsStream("npy/" + name + ".npy"))) {
      Files.copy(bytes, file);
    }
    return file;
  }

  private Dataset load(String name) throws IOException {
    return loaded.load(file(name));
  }

  private List<Object> value(String name) throws IOException {
    return values(load(name), "value");
  }

  @Test
  void readsWholeNumbersOfEveryWidthAndOrder() throws IOException {
    assertThat(value("int8")).containsExactly(-128L, 0L, 127L);
    assertThat(value("uint16-big")).containsExactly(0L, 65_535L);
    assertThat(value("int64")).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE, 0L);
    assertThat(value("uint64")).containsExactly("0", "18446744073709551615");
    assertThat(value("scalar")).containsExactly(42L);
  }

  @Test
  void readsFloatsWithTheirSignsAndNaN() throws IOException {
    assertThat(value("float16")).containsExactly(1.5, -0.0, Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(value("float64-big")).containsExactly(1.0 / 3, Double.NaN, -0.0);
    assertThat(value("bool")).containsExactly(true, false, true);
    assertThat(value("empty")).isEmpty();
  }

  @Test
  void readsTwoDimensionsByRowsAndByColumns() throws IOException {
    Dataset fortran = load("fortran");
    assertThat(names(fortran)).containsExactly("column 1", "column 2", "column 3");
    assertThat(row(fortran, 0)).containsExactly(1.0, 2.0, 3.0);
    assertThat(row(fortran, 1)).containsExactly(4.0, 5.0, 6.0);
    Dataset rows = load("rows");
    assertThat(row(rows, 2)).containsExactly(5L, 6L);
    assertThat(value("vectors")).containsExactly(List.of(1f, 2f, 3f), List.of(4f, 5f, 6f));
    assertThat(row(load("vectors-fortran"), 1)).containsExactly(4.0, 5.0, 6.0);
  }

  @Test
  void readsDatesAndText() throws IOException {
    assertThat(value("days"))
        .containsExactly(
            Instant.parse("1970-01-02T00:00:00Z"), Instant.parse("0001-01-01T00:00:00Z"), null);
    assertThat(value("nanos"))
        .as("cut to milliseconds, also before 1970")
        .containsExactly(
            Instant.parse("2024-02-29T12:30:59.123Z"), Instant.parse("1969-12-31T23:59:59.999Z"));
    assertThat(value("text")).containsExactly("straße", "", "𝒳y");
    assertThat(value("text-big")).containsExactly("héllo");
    assertThat(value("bytes")).containsExactly("ab", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version2", "version3"})
  void readsLaterVersionsOfTheFormat(String name) throws IOException {
    Dataset data = load(name);
    assertThat(types(data)).containsExactly(ColumnType.INT64);
    assertThat(values(data, "value")).containsExactly(7L, 8L);
  }

  @ParameterizedTest
  @CsvSource({
    "records, an array of records",
    "complex, values of the type <c16",
    "three, an array of 3 dimensions",
    "days-too-far, a date",
  })
  void saysWhatATableHasNoPlaceFor(String name, String words) throws IOException {
    Path file = file(name);
    assertThatThrownBy(() -> loaded.load(file))
        .isInstanceOf(DatasetException.DatasetUnreadable.class)
        .hasMessageContaining(words);
  }

  @Test
  void saysThatAnArrayWasCutOff() throws IOException {
    Path file = file("int64");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));
    assertThatThrownBy(() -> loaded.load(file))
        .isInstanceOf(DatasetException.DatasetUnreadable.class)
        .hasMessageContaining("ends before its last value");
  }
}
