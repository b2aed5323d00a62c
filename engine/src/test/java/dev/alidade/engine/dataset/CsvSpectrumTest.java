package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of csv-spectrum, and a file of our own with everything that breaks readers. */
class CsvSpectrumTest {
  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private Dataset load(String resource) throws IOException {
    Path file = folder.resolve(Path.of(resource).getFileName().toString());
    try (InputStream in = resource(resource)) {
      Files.copy(in, file);
    }
    return loaded.load(file);
  }

  private InputStream resource(String name) {
    return java.util.Objects.requireNonNull(getClass().getResourceAsStream(name), name);
  }

  private static Map<String, String> row(Dataset data, long row) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Column column : data.columns()) {
      texts.put(column.field().name(), column.isNull(row) ? "" : ValueText.of(column, row));
    }
    return texts;
  }

  private static Map<String, String> object(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "comma_in_quotes",
        "empty",
        "empty_crlf",
        "escaped_quotes",
        "json",
        "newlines",
        "newlines_crlf",
        "quotes_and_newlines",
        "simple",
        "simple_crlf",
        "utf8"
      })
  void agreesWithCsvSpectrum(String name) throws IOException {
    Dataset data = load("csv-spectrum/" + name + ".csv");
    JsonNode expected;
    try (InputStream in = resource("csv-spectrum/" + name + ".json")) {
      expected = new ObjectMapper().readTree(in);
    }
    assertThat(data.rowCount()).isEqualTo(expected.size());
    assertThat(data.rejectCount()).isZero();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(row(data, i)).isEqualTo(object(expected.get(i)));
    }
  }

  /** Its JSON has another telephone number. */
  @Test
  void readsTheCoordinatesOfCsvSpectrum() throws IOException {
    Map<String, String> row = row(load("csv-spectrum/location_coordinates.csv"), 0);
    JsonNode expected;
    try (InputStream in = resource("csv-spectrum/location_coordinates.json")) {
      expected = new ObjectMapper().readTree(in);
    }
    Map<String, String> wanted = object(expected);
    wanted.put("Contact Phone Number", "2095257564");
    assertThat(row).isEqualTo(wanted);
  }

  @Test
  void readsTheTortureFile() throws IOException {
    Dataset data = load("torture.csv");
    assertThat(LoadedData.names(data))
        .containsExactly("id", "text, with \"marks\"", "n", "n 2", "at");
    assertThat(LoadedData.types(data))
        .containsExactly(
            ColumnType.INT64,
            ColumnType.STRING,
            ColumnType.FLOAT64,
            ColumnType.STRING,
            ColumnType.TIMESTAMP);
    assertThat(LoadedData.values(data, "text, with \"marks\""))
        .containsExactly(
            "plain",
            "comma, \"quote\" and\nline feed",
            "a\r\nb\rc",
            "5\" disk and 'single'",
            "",
            null,
            "\"",
            "\"\"",
            " blanks kept ",
            "😀👩‍👩‍👧 Ǆ straße İ",
            "tab\there;semi|pipe",
            "\\n is no line end",
            "=1+1",
            "last");
    assertThat(LoadedData.values(data, "n"))
        .containsExactly(
            1.0, -0.0, null, 1e308, 5e-324, Double.NaN, null, 0.1, -2.5, 3.0, null, 7.0, 8.0, 9.0);
    assertThat(LoadedData.values(data, "n 2").subList(0, 4))
        .containsExactly("007", "+49 1", "9007199254740993", "1e5");
    assertThat(LoadedData.values(data, "at").subList(0, 6).toString())
        .isEqualTo(
            "[2024-02-29T00:00:00Z, 2024-02-29T10:30:59.123Z, 2024-02-29T12:30:59Z,"
                + " 0001-01-01T00:00:00Z, 9999-12-31T23:59:59.999Z, 2024-02-29T17:30:00Z]");
    assertThat(data.rejects()).extracting(Reject::line).containsExactly(20L, 21L);
    assertThat(data.rejects().getFirst().text()).isEqualTo("short,\"row, quoted\"");
  }
}
