package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.LoadOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures and steps over the samples, whose values nobody made up, against DuckDB. */
class RealDataOracleTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  private static WasmServices engine;
  private static Connection duck;

  @BeforeAll
  static void load() throws SQLException {
    engine = WasmServices.open(WasmServicesConfig.builder().calibrateAtOpen(false).build());
    duck = DriverManager.getConnection("jdbc:duckdb:");
    for (String name : List.of("movies", "flights", "weather")) {
      Path file = SAMPLES.resolve(name + ".csv");
      Dataset data = engine.datasets().load(file, LoadOptions.defaults());
      String columns =
          data.schema().fields().stream()
              .map(field -> "'%s': '%s'".formatted(field.name(), sqlType(field.type())))
              .collect(Collectors.joining(", ", "{", "}"));
      try (Statement create = duck.createStatement()) {
        create.execute("SET TimeZone = 'UTC'");
        create.execute(
            "CREATE TABLE %s AS SELECT *, row_number() OVER () AS r FROM read_csv('%s', header = true, delim = ',', quote = '\"', columns = %s)"
                .formatted(name, file, columns));
      }
    }
  }

  @AfterAll
  static void close() throws SQLException {
    duck.close();
    engine.close();
  }

  private static String sqlType(ColumnType type) {
    return switch (type) {
      case BOOL -> "BOOLEAN";
      case INT64 -> "BIGINT";
      case FLOAT64 -> "DOUBLE";
      case TIMESTAMP -> "TIMESTAMP";
      case STRING, VECTOR -> "VARCHAR";
    };
  }

  private static void same(Dataset found, String sql) throws SQLException {
    List<List<@Nullable Object>> expected = GeneratedTable.rows(duck, sql);
    List<List<@Nullable Object>> rows = Bench.rows(found);
    assertThat(rows).as(sql).hasSameSizeAs(expected);
    for (int row = 0; row < rows.size(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object value : rows.get(row)) {
        values.add(value instanceof Instant time ? (Object) time.toEpochMilli() : value);
      }
      assertThat(values)
          .as("%s, row %d", sql, row)
          .usingElementComparator(Comparing::nearly)
          .isEqualTo(expected.get(row));
    }
  }

  /** A column as the engine gives it: times as milliseconds. */
  private static String sql(Dataset data, String column) {
    String name = "\"" + column + "\"";
    return data.column(column).field().type() == ColumnType.TIMESTAMP
        ? "epoch_ms(" + name + ")"
        : name;
  }

  @ParameterizedTest
  @CsvSource({"movies,MPAA Rating", "movies,Director", "flights,origin", "weather,weather"})
  void measuresByAKey(String name, String key) throws SQLException {
    Dataset data = engine.datasets().get(name);
    List<Operation> operations = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    Map<AggregateFunction, String> numbers =
        Map.of(
            AggregateFunction.SUM, "sum(%s)",
            AggregateFunction.AVG, "avg(%s)",
            AggregateFunction.MEDIAN, "median(%s)",
            AggregateFunction.STD, "stddev_samp(%s)",
            AggregateFunction.VARIANCE, "var_samp(%s)");
    Map<AggregateFunction, String> any =
        Map.of(
            AggregateFunction.COUNT, "count(%s)",
            AggregateFunction.COUNT_DISTINCT, "count(DISTINCT %s)",
            AggregateFunction.MIN, "min(%s)",
            AggregateFunction.MAX, "max(%s)",
            AggregateFunction.FIRST, "arg_min(%1$s, r) FILTER (%1$s IS NOT NULL)",
            AggregateFunction.LAST, "arg_max(%1$s, r) FILTER (%1$s IS NOT NULL)");
    for (Field field : data.schema().fields()) {
      if (field.name().equals(key)) {
        continue;
      }
      String column = sql(data, field.name());
      any.forEach(
          (function, call) -> {
            operations.add(new Operation(field.name(), function, "m" + operations.size()));
            selected.add(call.formatted(column));
          });
      if (field.type().isNumeric()) {
        numbers.forEach(
            (function, call) -> {
              operations.add(new Operation(field.name(), function, "m" + operations.size()));
              selected.add(call.formatted(column));
            });
      }
    }
    try (Dataset found =
        engine
            .dataProcessor()
            .aggregate(data, new AggregationOptions(List.of(key), operations))
            .data()) {
      same(
          found,
          "SELECT \"%1$s\", %2$s FROM %3$s GROUP BY \"%1$s\" ORDER BY min(r)"
              .formatted(key, String.join(", ", selected), name));
    }
  }

  private static void check(String name, String sql, Step... steps) throws SQLException {
    try (Dataset found =
        engine
            .dataProcessor()
            .transform(engine.datasets().get(name), Bench.options(steps), Progress.NONE)
            .data()) {
      same(found, sql);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Title", "Director", "Distributor"})
  void changesNamesOfThisWorld(String column) throws SQLException {
    Step only = new Step.Select(List.of(column));
    String name = "\"" + column + "\"";
    String from = " FROM movies ORDER BY r";
    check("movies", "SELECT upper(" + name + ")" + from, only, new Step.Uppercase(column));
    check("movies", "SELECT lower(" + name + ")" + from, only, new Step.Lowercase(column));
    check(
        "movies",
        "SELECT substring(" + name + ", 2, 5)" + from,
        only,
        new Step.Substring(column, 2, 5));
    check(
        "movies",
        "SELECT replace(" + name + ", 'e', '-')" + from,
        only,
        new Step.Replace(column, "e", "-", false));
    check(
        "movies",
        "SELECT %1$s FROM movies WHERE %1$s IN ('Gramercy', 'First Love, Last Rites') OR %1$s < 'C' ORDER BY r"
            .formatted(name),
        new Step.Filter(
            "%1$s in ('Gramercy', 'First Love, Last Rites') or %1$s < 'C'".formatted(name)),
        only);
    check(
        "movies",
        "SELECT %1$s FROM movies ORDER BY %1$s DESC NULLS LAST, r".formatted(name),
        new Step.Sort(List.of(new Step.Sort.Key(column, true))),
        only);
    check(
        "movies",
        "SELECT %1$s FROM movies GROUP BY %1$s ORDER BY min(r)".formatted(name),
        new Step.Deduplicate(List.of(column)),
        only);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1_000})
  void looksAtWindowsOfFlights(long rows) throws SQLException {
    String over =
        "(PARTITION BY origin ORDER BY date, r ROWS BETWEEN %d PRECEDING AND CURRENT ROW)"
            .formatted(rows - 1);
    List<Step.Sort.Key> byDate = List.of(new Step.Sort.Key("date", false));
    check(
        "flights",
        "SELECT delay, sum(delay) OVER %1$s, avg(distance) OVER %1$s FROM flights ORDER BY r"
            .formatted(over),
        new Step.Window(
            Step.Window.Function.MOVING_SUM, "delay", rows, List.of("origin"), byDate, "s"),
        new Step.Window(
            Step.Window.Function.MOVING_AVERAGE, "distance", rows, List.of("origin"), byDate, "a"),
        new Step.Select(List.of("delay", "s", "a")));
  }

  @ParameterizedTest
  @CsvSource({"INNER,JOIN", "LEFT,LEFT JOIN"})
  void joinsFlightsWithWhatIsKnownOfPlaces(Step.Join.Kind kind, String join) throws SQLException {
    try (Dataset busy =
        engine
            .dataProcessor()
            .aggregate(
                engine.datasets().get("flights"),
                new AggregationOptions(
                    List.of("destination"),
                    List.of(new Operation("delay", AggregateFunction.MAX, "latest"))))
            .data()) {
      Dataset places = engine.datasets().add(busy.named("places " + kind));
      check(
          "flights",
          ("SELECT origin, destination, latest FROM flights %s (SELECT destination AS place,"
                  + " max(delay) AS latest FROM flights GROUP BY ALL) ON origin = place ORDER BY r")
              .formatted(join),
          new Step.Join(places.name(), kind, List.of(new Step.Join.Key("origin", "destination"))),
          new Step.Select(List.of("origin", "destination", "latest")));
    }
  }
}
