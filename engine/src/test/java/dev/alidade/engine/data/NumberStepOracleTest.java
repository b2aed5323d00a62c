package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.data.Step.Bin.Rule;
import dev.alidade.engine.data.Step.Log.Base;
import dev.alidade.engine.data.Step.NormaliseNumber.Scaling;
import dev.alidade.engine.dataset.ColumnType;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that work on numbers and times, against DuckDB. */
class NumberStepOracleTest {
  static Stream<Arguments> cases() {
    return Oracle.cases();
  }

  private static String of(String expression) {
    return "SELECT " + expression + " FROM d ORDER BY r";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesNumbersAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          Oracle.check(bench, table, "x", of("round(x, 1)"), new Step.Round("x", 1));
          Oracle.check(bench, table, "x", of("round(x, -2)"), new Step.Round("x", -2));
          Oracle.check(bench, table, "i", of("i"), new Step.Round("i", 3));
          Oracle.check(bench, table, "f", of("abs(f)"), new Step.Abs("f"));
          Oracle.check(bench, table, "n", of("abs(n)"), new Step.Abs("n"));
          Oracle.check(bench, table, "n", of("n * -2.5 + 1e3"), new Step.Scale("n", -2.5, 1e3));
          Oracle.check(bench, table, "f", of("f * 0.5 + -1"), new Step.Scale("f", 0.5, -1));
          for (Base base : Base.values()) {
            String function = base == Base.E ? "ln" : base == Base.TWO ? "log2" : "log10";
            Oracle.check(
                bench,
                table,
                "x",
                of("CASE WHEN x > 0 THEN " + function + "(x) END"),
                new Step.Log("x", base));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsNumbersWithoutALogarithm(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          ProcessingResult result = bench.run(table.data, new Step.Log("x", Base.TEN));
          result.data().close();
          assertThat(List.<Object>of(result.rowsRejected()))
              .isEqualTo(table.column("SELECT count(*) FROM d WHERE x <= 0"));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void placesNumbersAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          String range = "(max(x) OVER () - min(x) OVER ())";
          Oracle.check(
              bench,
              table,
              "x",
              of("(x - min(x) OVER ()) / " + range),
              new Step.NormaliseNumber("x", Scaling.MIN_MAX));
          Oracle.check(
              bench,
              table,
              "n",
              of("(n - avg(n) OVER ()) / stddev_samp(n) OVER ()"),
              new Step.NormaliseNumber("n", Scaling.Z_SCORE));
          Oracle.check(
              bench,
              table,
              "bin",
              of(
                  "CASE WHEN x IS NOT NULL THEN least(floor((x - min(x) OVER ()) / "
                      + range
                      + " * 7)::BIGINT + 1, 7) END"),
              new Step.Bin("x", 7, Rule.EQUAL_WIDTH, "bin"));
          for (String column : List.of("x", "i", "n")) {
            Oracle.check(
                bench,
                table,
                "bin",
                of(
                    "CASE WHEN @ IS NOT NULL THEN ntile(7) OVER (PARTITION BY @ IS NULL ORDER BY @, r)"
                            .replace("@", column)
                        + " END"),
                new Step.Bin(column, 7, Rule.EQUAL_COUNT, "bin"));
          }
          Oracle.check(
              bench,
              table,
              "bucket",
              of(
                  "CASE WHEN f IS NULL OR isnan(f) THEN NULL WHEN f < -2.5 THEN 0 WHEN f < 0 THEN 1"
                      + " WHEN f < 0.5 THEN 2 ELSE 3 END"),
              new Step.Bucket("f", List.of(-2.5, 0.0, 0.5), "bucket"));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsCalendarsAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          for (CalendarPart part : CalendarPart.values()) {
            String sql =
                switch (part) {
                  case DAY_OF_WEEK -> "isodow(t)";
                  case DAY_OF_YEAR -> "dayofyear(t)";
                  case MILLISECOND -> "millisecond(t) % 1000";
                  default -> part.name().toLowerCase(Locale.ROOT) + "(t)";
                };
            Oracle.check(bench, table, "part", of(sql), new Step.DatePart("t", part, "part"));
          }
          for (CalendarUnit unit : CalendarUnit.values()) {
            String word = unit.name().toLowerCase(Locale.ROOT);
            Oracle.check(
                bench,
                table,
                "t",
                of("epoch_ms(date_trunc('" + word + "', t)::TIMESTAMP)"),
                new Step.DateTruncate("t", unit));
            String half = "make_timestamp(floor(tm / 2)::BIGINT * 1000)";
            // DuckDB counts weeks from Thursdays since 1970; ours begin on Monday as its
            // date_trunc.
            String gap =
                unit == CalendarUnit.WEEK
                    ? "date_diff('day', date_trunc('week', t), date_trunc('week', "
                        + half
                        + ")) / 7"
                    : "date_diff('" + word + "', t, " + half + ")";
            Oracle.check(
                bench,
                table,
                "gap",
                of(gap),
                new Step.Cast("t", ColumnType.INT64),
                new Step.Compute("half", "floor(t / 2)"),
                new Step.Cast("half", ColumnType.INT64),
                new Step.Cast("half", ColumnType.TIMESTAMP),
                new Step.Cast("t", ColumnType.TIMESTAMP),
                new Step.DateDifference("t", "half", unit, "gap"));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void normalisesTimesAsDuckDbDoes(Bench.Path path, long seed) throws SQLException {
    Oracle.on(
        path,
        seed,
        (bench, table) -> {
          Step text = new Step.Cast("t", ColumnType.STRING);
          Step millis = new Step.Cast("t", ColumnType.INT64);
          for (Step.NormaliseTimestamp.Form form : Step.NormaliseTimestamp.Form.values()) {
            String sql =
                switch (form) {
                  case TIMESTAMP, EPOCH_MILLIS -> "tm";
                  case EPOCH_SECONDS -> "floor(tm / 1000)::BIGINT";
                  case ISO_TEXT ->
                      "strftime(t, '%Y-%m-%dT%H:%M:%S') || CASE WHEN tm % 1000 = 0 THEN '' ELSE"
                          + " strftime(t, '.%g') END || 'Z'";
                };
            Step normalise = new Step.NormaliseTimestamp("t", form);
            Oracle.check(bench, table, "t", of(sql), normalise);
            Oracle.check(bench, table, "t", of(sql), text, normalise);
            Oracle.check(bench, table, "t", of(sql), millis, normalise);
          }
        });
  }
}
