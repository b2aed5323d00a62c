package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.data.Step.Hash.Algorithm;
import dev.alidade.engine.data.Step.Pad.Side;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.StringColumnBuilder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that work on text, against DuckDB, Lucene and values that others have published. */
class TextStepOracleTest {
  static Stream<Arguments> cases() {
    return Oracle.cases();
  }

  private static String of(String expression) {
    return "SELECT " + expression + " FROM d ORDER BY r";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesTextApartAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          for (String column : List.of("s", "p")) {
            Step split = new Step.Split(column, "n", List.of("one", "two", "rest"));
            String parts = "string_split(" + column + ", 'n')";
            Oracle.check(bench, table, "one", of(parts + "[1]"), split);
            Oracle.check(bench, table, "two", of(parts + "[2]"), split);
            Oracle.check(
                bench,
                table,
                "rest",
                of(
                    "CASE WHEN len("
                        + parts
                        + ") >= 3 THEN array_to_string("
                        + parts
                        + "[3:], 'n') END"),
                split);
            for (int start : new int[] {1, 2, 5}) {
              Oracle.check(
                  bench,
                  table,
                  column,
                  of("substring(" + column + ", " + start + ", 3)"),
                  new Step.Substring(column, start, 3));
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void putsTextTogetherAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          Oracle.check(
              bench,
              table,
              "all",
              of("concat_ws('; ', s, i, p, b)"),
              new Step.Concat(List.of("s", "i", "p", "b"), "; ", "all"));
          for (Side side : Side.values()) {
            String pad = side == Side.LEFT ? "lpad" : "rpad";
            Oracle.check(
                bench,
                table,
                "s",
                of("CASE WHEN length(s) >= 6 THEN s ELSE " + pad + "(s, 6, 'é-') END"),
                new Step.Pad("s", 6, "é-", side));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hashesAsDuckDbAndLuceneDo(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          for (String column : List.of("s", "p")) {
            Oracle.check(
                bench,
                table,
                "h",
                of("sha256(" + column + ")"),
                new Step.Hash(column, Algorithm.SHA_256, "h"));
            List<@Nullable Object> expected = new ArrayList<>();
            for (Object text : Bench.values(table.data, column)) {
              expected.add(text == null ? null : (Object) lucene((String) text));
            }
            assertThat(bench.last(table.data, new Step.Hash(column, Algorithm.MURMUR3, "h")))
                .isEqualTo(expected);
          }
        });
  }

  private static long lucene(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return StringHelper.murmurhash3_x64_128(bytes, 0, bytes.length, 0)[0];
  }

  @ParameterizedTest
  @MethodSource("cases")
  void explodesAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          String rows =
              "SELECT r, unnest(coalesce(string_split(p, 'n'), [NULL])) AS part,"
                  + " generate_subscripts(coalesce(string_split(p, 'n'), [NULL]), 1) AS k FROM d";
          Step explode = new Step.Explode("p", "n");
          Oracle.check(bench, table, "p", "SELECT part FROM (" + rows + ") ORDER BY r, k", explode);
          Oracle.check(bench, table, "r", "SELECT r FROM (" + rows + ") ORDER BY r, k", explode);
          Oracle.check(
              bench,
              table,
              "s",
              "SELECT s FROM (" + rows + ") JOIN d USING (r) ORDER BY r, k",
              explode);
        });
  }

  private static List<@Nullable Object> changed(Step step, String... texts) {
    try (Bench bench = new Bench(Bench.Path.JAVA)) {
      var builder = new StringColumnBuilder("s");
      Arrays.stream(texts).forEach(builder::appendValue);
      try (Dataset data = bench.dataset(builder)) {
        return bench.last(data, step);
      }
    }
  }

  @Test
  void writesTitlesByUnicode() {
    assertThat(
            changed(
                new Step.Title("s"),
                "hello wORLD",
                "it's o'NEILL",
                "ÉCOLE-élan 2nd",
                "ΟΔΥΣΣΕΥΣ ΟΔΟΣ",
                "ǆungla straße",
                "😀abc",
                ""))
        .containsExactly(
            "Hello World",
            "It's O'neill",
            "École-Élan 2nd",
            "Οδυσσευς Οδος",
            "ǅungla Straße",
            "😀Abc",
            "");
  }

  @Test
  void normalisesByUnicodeForms() {
    assertThat(changed(new Step.NormaliseText("s", Normalizer.Form.NFC), "e\u0301", "\u212B", "é"))
        .containsExactly("é", "Å", "é");
    assertThat(changed(new Step.NormaliseText("s", Normalizer.Form.NFKC), "ﬁ", "①"))
        .containsExactly("fi", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "$.a, 1",
    "$.b[1], x",
    "$.b, '[null,\"x\",{\"c\":true}]'",
    "$.b[2].c, true",
    "$.b[0],",
    "$.d,",
    "$.\"e f\", 2.5",
    "$[\"e f\"], 2.5",
    "$.b[9],"
  })
  void findsWhatAPathPointsTo(String path, @Nullable String expected) throws SQLException {
    String json = "{\"a\":1,\"b\":[null,\"x\",{\"c\":true}],\"e f\":2.5}";
    assertThat(changed(new Step.JsonPath("s", path, "found"), json))
        .containsExactly(new @Nullable Object[] {expected});
    try (var duck = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        var select = duck.prepareStatement("SELECT json_extract_string(?::JSON, ?)")) {
      select.setString(1, json);
      select.setString(2, path.replace("[\"e f\"]", ".\"e f\""));
      try (var row = select.executeQuery()) {
        row.next();
        assertThat(row.getString(1)).isEqualTo(expected);
      }
    }
  }

  @Test
  void explodesJsonArraysAndCountsWhatIsNone() {
    try (Bench bench = new Bench(Bench.Path.JAVA)) {
      var builder = new StringColumnBuilder("s");
      for (String text : List.of("[1,\"a\",null]", "[]", "no", "{\"a\":1}")) {
        builder.append(text);
      }
      builder.appendNull();
      try (Dataset data = bench.dataset(builder)) {
        ProcessingResult result = bench.run(data, new Step.Explode("s", ""));
        try (Dataset made = result.data()) {
          assertThat(Bench.values(made, "s"))
              .containsExactly("1", "a", null, null, null, null, null);
          assertThat(result.rowsRejected()).isEqualTo(2);
          assertThat(result.steps().getFirst().problems())
              .containsExactly(
                  "Row 3: \"no\" is no JSON array.", "Row 4: \"{\"a\":1}\" is no JSON array.");
        }
      }
    }
  }
}
