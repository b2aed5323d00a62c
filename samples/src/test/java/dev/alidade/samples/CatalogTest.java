package dev.alidade.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** samples.json says of each file what is true of it. */
final class CatalogTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> entries() throws IOException {
    JsonNode catalog = JSON.readTree(SampleFiles.path("samples.json").toFile());
    List<JsonNode> entries = new ArrayList<>();
    catalog.get("samples").forEach(entries::add);
    catalog.get("more").forEach(entries::add);
    return entries.stream();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void sizeAndRowsAreThoseOfTheFile(JsonNode entry) throws Exception {
    Path file = SampleFiles.path(entry.get("file").asText());
    assertThat(Files.size(file)).isEqualTo(entry.get("bytes").asLong());
    long rows =
        switch (entry.get("kind").asText()) {
          case "sqlite" -> sqliteRows(file, entry.get("tables"));
          case "csv" -> csvRows(file);
          case "ndjson" -> glosses(file);
          default -> throw new AssertionError("unknown kind in " + entry);
        };
    assertThat(rows).isEqualTo(entry.get("rows").asLong());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void originAndLicenceAreNamed(JsonNode entry) {
    assertThat(entry.get("origin").asText()).isNotBlank();
    assertThat(entry.get("licence").asText()).isNotBlank();
    assertThat(SampleFiles.path(entry.get("licenceFile").asText())).isNotEmptyFile();
  }

  @Test
  void allSamplesTogetherStayBelowTwelveMegabytes() throws IOException {
    assertThat(entries().mapToLong(entry -> entry.get("bytes").asLong()).sum())
        .isLessThan(12_000_000);
  }

  @Test
  void everyDocumentedQueryRunsAndFindsRows() throws Exception {
    String text = Files.readString(SampleFiles.path("queries.sql"));
    String[] blocks = text.split("(?m)^-- name: ");
    assertThat(blocks.length - 1).isGreaterThanOrEqualTo(4);
    for (int i = 1; i < blocks.length; i++) {
      String sql = blocks[i];
      for (String line : blocks[i].lines().toList()) {
        if (line.startsWith("-- :")) {
          String[] parameter = line.substring(4).split(" = ");
          String value = parameter[1].matches("[\\d.]+") ? parameter[1] : "'" + parameter[1] + "'";
          sql = sql.replaceAll("(?m)^-- :.*$", "").replace(":" + parameter[0], value);
        }
      }
      String name = blocks[i].lines().findFirst().orElseThrow();
      String query = sql.substring(sql.indexOf('\n')).replaceAll("(?m)^--.*$", "");
      assertThat(rowsOf(query)).as(name).isPositive();
    }
  }

  private static int rowsOf(String query) throws SQLException {
    try (Connection connection = open(SampleFiles.path("agents.sqlite"));
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      int rows = 0;
      while (found.next()) {
        rows++;
      }
      return rows;
    }
  }

  private static long sqliteRows(Path file, JsonNode tables) throws SQLException {
    long all = 0;
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      for (JsonNode table : tables) {
        String sql = "SELECT count(*) FROM " + table.get("name").asText();
        try (ResultSet found = statement.executeQuery(sql)) {
          assertThat(found.next()).isTrue();
          assertThat(found.getLong(1)).isEqualTo(table.get("rows").asLong());
          all += found.getLong(1);
        }
      }
    }
    return all;
  }

  /** Every record has as many fields as the header. */
  private static long csvRows(Path file) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      int columns = 0;
      long rows = -1;
      for (CsvRecord row : reader) {
        columns = rows < 0 ? row.getFieldCount() : columns;
        assertThat(row.getFieldCount()).as("record %d", rows).isEqualTo(columns);
        rows++;
      }
      return rows;
    }
  }

  private static long glosses(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".zst") ? new ZstdInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      long rows = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        assertThat(row.get("gloss").asText()).as(line).isNotBlank();
        assertThat(row.get("lexname").asText()).startsWith("noun.");
        rows++;
      }
      return rows;
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:file:" + file.toUri().getPath() + "?mode=ro");
  }
}
