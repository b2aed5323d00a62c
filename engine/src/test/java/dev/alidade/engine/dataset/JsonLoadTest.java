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

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLoadTest {
  @TempDir Path folder;
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private Dataset json(String text) throws IOException {
    return loaded.load(write(folder, "data.json", text));
  }

  @Test
  void flattensNestedObjectsByTheirPath() throws IOException {
    Dataset data =
        json(
            """
            [{"id": 1, "who": {"name": "Ada", "home": {"city": "London"}}, "ok": true},
             {"id": 2, "who": {"name": null}, "ok": false, "late": 1.5},
             {"who": {}, "extra": "2024-01-01T12:00:00Z"}]
            """);
    assertThat(names(data))
        .containsExactly("id", "who.name", "who.home.city", "ok", "late", "extra");
    assertThat(types(data)).containsExactly(INT64, STRING, STRING, BOOL, FLOAT64, TIMESTAMP);
    assertThat(row(data, 0)).containsExactly(1L, "Ada", "London", true, null, null);
    assertThat(row(data, 1)).containsExactly(2L, null, null, false, 1.5, null);
    assertThat(row(data, 2))
        .containsExactly(null, null, null, null, null, Instant.parse("2024-01-01T12:00:00Z"));
  }

  @Test
  void makesVectorsOfNumberArraysOfOneLength() throws IOException {
    Dataset data =
        json(
            """
            [{"v": [0.5, -1, 2e3], "w": [1, 2], "t": ["a", {"b": [null]}]},
             {"v": [1, 2, 3], "w": [1], "t": []}, {"v": null}]
            """);
    assertThat(types(data)).containsExactly(VECTOR, STRING, STRING);
    assertThat(values(data, "v"))
        .containsExactly(List.of(0.5f, -1f, 2000f), List.of(1f, 2f, 3f), null);
    assertThat(values(data, "w")).containsExactly("[1,2]", "[1]", null);
    assertThat(values(data, "t")).containsExactly("[\"a\",{\"b\":[null]}]", "[]", null);
  }

  @Test
  void keepsNumbersTheyCannotHoldAsText() throws IOException {
    Dataset data =
        json("[{\"n\": 123456789012345678901}, {\"n\": 1}, {\"n\": 9223372036854775807}]");
    assertThat(values(data, "n"))
        .containsExactly("123456789012345678901", "1", "9223372036854775807");
  }

  @Test
  void keepsTheDigitsThatAVectorWouldLose() throws IOException {
    Dataset data =
        json(
            """
            [{"short": [0.1, 16777216], "odd": [16777217, 1], "fine": [0.123456789, 1],
              "int64": [9007199254740993, 1], "huge": [123456789012345678901, 1e400]},
             {"short": [-0.0, 0.3], "odd": [1, 2], "fine": [1, 2], "int64": [1, 2], "huge": []}]
            """);
    assertThat(types(data)).containsExactly(VECTOR, STRING, STRING, STRING, STRING);
    assertThat(values(data, "short"))
        .containsExactly(List.of(0.1f, 16777216f), List.of(-0.0f, 0.3f));
    assertThat(values(data, "odd")).containsExactly("[16777217,1]", "[1,2]");
    assertThat(values(data, "fine")).containsExactly("[0.123456789,1]", "[1,2]");
    assertThat(values(data, "int64")).containsExactly("[9007199254740993,1]", "[1,2]");
    assertThat(values(data, "huge")).containsExactly("[123456789012345678901,1e400]", "[]");
  }

  @Test
  void takesEmbeddingsOfManyDigitsAsVectors() throws IOException {
    String sixteen = "-0.006929283495992422, ".repeat(15) + "1.25";
    Dataset data =
        json(
            "[{\"v\": [%s], \"money\": [%s]}]"
                .formatted(sixteen, sixteen.replace("1.25", "1234567.123")));
    assertThat(types(data)).containsExactly(VECTOR, STRING);
    assertThat(data.column("money").value(0)).asString().endsWith("1234567.123]");
  }

  @Test
  void keepsNumbersBeyondAFloatAsText() throws IOException {
    Dataset data = json("[{\"n\": 1e400, \"m\": 1e-400}, {\"n\": -2.5, \"m\": 0e-400}]");
    assertThat(types(data)).containsExactly(STRING, STRING);
    assertThat(values(data, "n")).containsExactly("1e400", "-2.5");
    assertThat(values(data, "m")).containsExactly("1e-400", "0.0");
  }

  @Test
  void keepsBothValuesOfANameThatComesTwice() throws IOException {
    Dataset data = json("[{\"a\": 1, \"a\": 2, \"b.c\": 3, \"b\": {\"c\": 4}}, {\"a\": 5}]");
    assertThat(names(data)).containsExactly("a", "a 2", "b.c", "b.c 2");
    assertThat(row(data, 0)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(row(data, 1)).containsExactly(5L, null, null, null);
  }

  @Test
  void keepsTheDigitsOfRowsInMemory() {
    Dataset data =
        loaded.catalog.fromRows(
            "made",
            List.of(
                Map.of(
                    "list",
                    List.of(16777217, 0.5),
                    "whole",
                    List.of(9007199254740993L),
                    "decimal",
                    new BigDecimal("0.12345678901234567890"),
                    "vector",
                    new float[] {0.1f})));
    assertThat(data.column("list").value(0)).isEqualTo("[16777217,0.5]");
    assertThat(data.column("whole").value(0)).isEqualTo("[9007199254740993]");
    assertThat(data.column("decimal").value(0)).isEqualTo("0.12345678901234567890");
    assertThat(data.column("vector").field().type()).isEqualTo(VECTOR);
  }

  @Test
  void readsAnObjectOfArraysAsColumns() throws IOException {
    Dataset data = json("{\"a\": [1, 2, null], \"b\": [\"x\", \"y\", \"z\"]}");
    assertThat(values(data, "a")).containsExactly(1L, 2L, null);
    assertThat(values(data, "b")).containsExactly("x", "y", "z");
  }

  @Test
  void readsObjectsOneAfterTheOther() throws IOException {
    assertThat(values(json("{\"a\": 1}\n{\"a\": 2}\n{\"a\": [3]}"), "a"))
        .containsExactly("1", "2", "[3]");
    assertThat(values(json("{\"a\": 1, \"b\": [1, 2]}"), "a")).containsExactly(1L);
  }

  @Test
  void readsAnArrayOfValuesAsOneColumn() throws IOException {
    assertThat(values(json("[1, 2.5, null]"), "value")).containsExactly(1.0, 2.5, null);
  }

  @Test
  void findsColumnsAndTypesThatShowLate() throws IOException {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < 25_000; i++) {
      text.append("{\"n\": ").append(i).append("},");
    }
    text.append("{\"n\": \"none\", \"late\": {\"deep\": 7}}]");
    Dataset data = json(text.toString());
    assertThat(names(data)).containsExactly("n", "late.deep");
    assertThat(types(data)).containsExactly(STRING, INT64);
    assertThat(data.rowCount()).isEqualTo(25_001);
    assertThat(row(data, 24_999)).containsExactly("24999", null);
    assertThat(row(data, 25_000)).containsExactly("none", 7L);
  }

  @Test
  void rejectsBadLinesOfNdjson() throws IOException {
    Dataset data =
        loaded.load(
            write(
                folder,
                "d.ndjson",
                "{\"a\": 1}\n"
                    + "{\"a\": 2, \"b\": \n\n"
                    + "[1]\n"
                    + "{\"a\": 3} x\n"
                    + "{\"a\": 4, \"c\": \"é😀\"}\n"));
    assertThat(names(data)).containsExactly("a", "c");
    assertThat(values(data, "a")).containsExactly(1L, 4L);
    assertThat(values(data, "c")).containsExactly(null, "é😀");
    assertThat(data.rejects()).extracting(Reject::line).containsExactly(2L, 4L, 5L);
    assertThat(data.rejects())
        .extracting(Reject::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).startsWith("not JSON"),
            reason -> assertThat(reason).isEqualTo("not a JSON object"),
            reason -> assertThat(reason).startsWith("not JSON"));
  }

  @Test
  void rejectsKeepTheRecordAsItStands() throws IOException {
    String good = "{\"a\": 1,  \"b\": {\"c\": 2}}";
    String bad = "{\"a\": \"x\",  \"b\": {\"c\": 1.50}}";
    LoadOptions reject = LoadOptions.defaults().withBadValues(LoadOptions.BadValues.REJECT);
    Dataset lines =
        loaded.catalog.load(
            write(folder, "l.ndjson", (good + "\n").repeat(30) + bad + "\n"), reject);
    assertThat(lines.rejects()).extracting(Reject::text).containsExactly(bad);
    Dataset array =
        loaded.catalog.load(
            write(folder, "a.json", "[" + (good + ",\n").repeat(30_000) + bad + "]"), reject);
    assertThat(array.rowCount()).isEqualTo(30_000);
    assertThat(array.rejects()).extracting(Reject::text).containsExactly(bad);
    assertThat(array.rejects()).extracting(Reject::line).containsExactly(30_001L);
  }

  @Test
  void looksIntoFilesWhoseNameSaysNothing() throws IOException {
    assertThat(values(loaded.load(write(folder, "plain", "[{\"a\": 1}]")), "a"))
        .containsExactly(1L);
    assertThat(values(loaded.load(write(folder, "d.txt", "a;b\n1;2\n")), "b")).containsExactly(2L);
  }
}
