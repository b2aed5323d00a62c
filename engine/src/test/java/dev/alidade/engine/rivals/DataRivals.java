package dev.alidade.engine.rivals;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.data.Pipeline;
import dev.alidade.engine.data.ProcessingResult;
import dev.alidade.engine.data.Step;
import dev.alidade.engine.data.TransformOptions;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.runtime.Shard;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Transforms and aggregates beside DuckDB over the same loaded columns, one thread each: prints
 * medians and ratios of one run. See docs/pipelines.md for the command.
 */
public final class DataRivals {
  private static final int MILLION = 1_000_000;
  private static final int GROUPS = 1_000;

  /** The 32-bit golden ratio: spreads row numbers evenly and is easy to write in SQL. */
  private static final long SPREAD = 2_654_435_761L;

  private static final String SQL_SPREAD = "((i * 2654435761) % 4294967296)";

  private final WasmServices engine;
  private final Connection duck;
  private final Shard shard;

  private DataRivals(WasmServices engine, Connection duck) {
    this.engine = engine;
    this.duck = duck;
    this.shard = engine.datasets().fromRows("first", List.of(Map.of("a", 1L))).shard();
  }

  /**
   * @param arguments what to run, any of group, group10m, distinct, text, top; all but group10m
   *     without arguments
   */
  public static void main(String[] arguments) throws SQLException {
    WasmServicesConfig config =
        WasmServicesConfig.builder().workers(1).wasm(WasmMode.AUTO).calibrateAtOpen(false).build();
    try (WasmServices engine = WasmServices.open(config);
        Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      engine.modules().measurePaths(Progress.NONE); // before, not beside, what is timed
      DataRivals rivals = new DataRivals(engine, duck);
      rivals.execute("SET threads = 1");
      List<String> wanted =
          arguments.length == 0 ? List.of("group", "distinct", "text", "top") : List.of(arguments);
      for (String name : wanted) {
        switch (name) {
          case "group" -> rivals.group(MILLION, 30);
          case "group10m" -> rivals.group(10 * MILLION, 10);
          case "distinct" -> rivals.distinct();
          case "text" -> rivals.text();
          case "top" -> rivals.top();
          default -> throw new IllegalArgumentException("there is no part " + name);
        }
      }
    }
  }

  private void execute(String sql) {
    try (Statement statement = duck.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Reads every row of a query. */
  private void query(String sql) {
    try (Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      double sum = 0;
      while (rows.next()) {
        sum += rows.getDouble(2);
      }
      if (Double.isNaN(sum)) {
        throw new IllegalStateException("no number came of " + sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private Dataset dataset(ColumnBuilder... builders) {
    return new Dataset(
        "d",
        "made here",
        builders[0].rowCount(),
        ColumnBuilder.buildAll(List.of(builders), shard),
        shard,
        List.of(),
        0);
  }

  private static long spread(int row) {
    return (row * SPREAD) % (1L << 32);
  }

  /** Sum and average of a column by 1,000 texts. */
  private void group(int rows, int rounds) {
    var key = new StringColumnBuilder("k");
    var value = new Float64ColumnBuilder("v");
    for (int row = 0; row < rows; row++) {
      key.append("group-" + spread(row) % GROUPS);
      value.append(row % 1_000 / 8.0);
    }
    execute(
        "CREATE OR REPLACE TABLE texts AS SELECT 'group-' || "
            + SQL_SPREAD
            + " % 1000 AS k, (i % 1000) / 8.0::DOUBLE AS v FROM range("
            + rows
            + ") t(i)");
    execute("DROP TYPE IF EXISTS keys CASCADE");
    execute("CREATE TYPE keys AS ENUM (SELECT DISTINCT k FROM texts)");
    execute("CREATE OR REPLACE TABLE enums AS SELECT k::keys AS k, v FROM texts");
    AggregationOptions options =
        new AggregationOptions(
            List.of("k"),
            List.of(
                new Operation("v", AggregateFunction.SUM, "s"),
                new Operation("v", AggregateFunction.AVG, "a")));
    String sql = "SELECT k, sum(v), avg(v) FROM %s GROUP BY k";
    long[] bytes = new long[rows + rows / 2];
    Arrays.setAll(bytes, i -> i);
    try (Dataset data = dataset(key, value)) {
      Map<String, Double> medians =
          new Rounds()
              .way("reading the bytes", () -> read(bytes))
              .way("Alidade", () -> aggregate(data, options, GROUPS))
              .way("DuckDB over ENUM", () -> query(sql.formatted("enums")))
              .way("DuckDB over VARCHAR", () -> query(sql.formatted("texts")))
              .run("sum and avg by 1,000 texts, %,d rows".formatted(rows), rounds);
      double own = medians.get("Alidade");
      Rounds.ratio("times the reading of the bytes", own / medians.get("reading the bytes"));
      Rounds.ratio("as fast as DuckDB over ENUM", medians.get("DuckDB over ENUM") / own);
      Rounds.ratio("as fast as DuckDB over VARCHAR", medians.get("DuckDB over VARCHAR") / own);
    }
    execute("DROP TABLE texts");
    execute("DROP TABLE enums");
  }

  /** 12 bytes a row, as codes and values have, by eight sums side by side. */
  private static void read(long[] bytes) {
    long[] sums = new long[8];
    for (int i = 0; i + 8 <= bytes.length; i += 8) {
      sums[0] += bytes[i];
      sums[1] += bytes[i + 1];
      sums[2] += bytes[i + 2];
      sums[3] += bytes[i + 3];
      sums[4] += bytes[i + 4];
      sums[5] += bytes[i + 5];
      sums[6] += bytes[i + 6];
      sums[7] += bytes[i + 7];
    }
    if (Arrays.stream(sums).sum() == 1) {
      throw new IllegalStateException("the sum of all longs from 0 is not 1");
    }
  }

  private void aggregate(Dataset data, AggregationOptions options, long groups) {
    ProcessingResult result = engine.dataProcessor().aggregate(data, options);
    try (Dataset made = result.data()) {
      if (made.rowCount() != groups) {
        throw new IllegalStateException(made.rowCount() + " groups, not " + groups);
      }
    }
  }

  /** Sums by a key that hardly repeats. */
  private void distinct() {
    var key = new Int64ColumnBuilder("k");
    var value = new Float64ColumnBuilder("v");
    for (int row = 0; row < MILLION; row++) {
      key.append(spread(row));
      value.append(row / 8.0);
    }
    execute(
        "CREATE OR REPLACE TABLE numbers AS SELECT "
            + SQL_SPREAD
            + "::BIGINT AS k, (i / 8.0)::DOUBLE AS v FROM range(1000000) t(i)");
    AggregationOptions options =
        new AggregationOptions(
            List.of("k"), List.of(new Operation("v", AggregateFunction.SUM, "s")));
    try (Dataset data = dataset(key, value)) {
      Map<String, Double> medians =
          new Rounds()
              .way("Alidade", () -> aggregate(data, options, MILLION))
              .way(
                  "DuckDB",
                  () ->
                      execute(
                          "CREATE OR REPLACE TEMP TABLE made AS SELECT k, sum(v) AS s FROM numbers"
                              + " GROUP BY k"))
              .run("sum by 1,000,000 different int64 keys", 10);
      Rounds.ratio("as fast as DuckDB", medians.get("DuckDB") / medians.get("Alidade"));
    }
  }

  private void text() {
    texts(
        "upper case of 1,000,000 texts",
        row -> "Agent run %07d finished in Lisbon".formatted(row),
        "'Agent run ' || lpad(i::VARCHAR, 7, '0') || ' finished in Lisbon'",
        new Step.Uppercase("s"),
        "upper(s)");
    texts(
        "1,000,000 ISO 8601 texts to milliseconds",
        row -> java.time.Instant.ofEpochMilli(row * 1_234_567L).toString(),
        "strftime(make_timestamp(i * 1234567000), '%Y-%m-%dT%H:%M:%S') || CASE WHEN (i * 1234567)"
            + " % 1000 = 0 THEN '' ELSE strftime(make_timestamp(i * 1234567000), '.%g') END || 'Z'",
        new Step.ParseTimestamp("s"),
        "epoch_ms(s::TIMESTAMP)");
  }

  private void texts(
      String title, IntFunction<String> texts, String sqlText, Step step, String sql) {
    var text = new StringColumnBuilder("s");
    for (int row = 0; row < MILLION; row++) {
      text.append(texts.apply(row));
    }
    execute(
        "CREATE OR REPLACE TABLE lines AS SELECT " + sqlText + " AS s FROM range(1000000) t(i)");
    try (Dataset data = dataset(text)) {
      Map<String, Double> medians =
          new Rounds()
              .way("Alidade", () -> transform(data, MILLION, step))
              .way(
                  "DuckDB",
                  () ->
                      execute(
                          "CREATE OR REPLACE TEMP TABLE made AS SELECT "
                              + sql
                              + " AS s FROM lines"))
              .run(title, 10);
      Rounds.ratio("as fast as DuckDB", medians.get("DuckDB") / medians.get("Alidade"));
    }
  }

  private void transform(Dataset data, long rows, Step... steps) {
    Pipeline pipeline =
        new Pipeline(
            "rival", Arrays.stream(steps).map(step -> new Pipeline.Item(step, true)).toList());
    try (Dataset made =
        engine.dataProcessor().transform(data, new TransformOptions(pipeline, "made", 0)).data()) {
      if (made.rowCount() != rows) {
        throw new IllegalStateException(made.rowCount() + " rows, not " + rows);
      }
    }
  }

  /** A filter that keeps half, a sort by one number, the first 100. */
  private void top() {
    var key = new Int64ColumnBuilder("k");
    var value = new Float64ColumnBuilder("v");
    var name = new StringColumnBuilder("s");
    for (int row = 0; row < MILLION; row++) {
      key.append(spread(row));
      value.append(row % 1_000 / 8.0);
      name.append("group-" + spread(row) % GROUPS);
    }
    execute(
        "CREATE OR REPLACE TABLE numbered AS SELECT "
            + SQL_SPREAD
            + "::BIGINT AS k, ((i % 1000) / 8.0)::DOUBLE AS v, 'group-' || "
            + SQL_SPREAD
            + " % 1000 AS s FROM range(1000000) t(i)");
    String from = "SELECT k, v, s FROM numbered WHERE v > 62.4 ORDER BY k DESC";
    Step filter = new Step.Filter("v > 62.4");
    Step sort = new Step.Sort(List.of(new Step.Sort.Key("k", true)));
    try (Dataset data = dataset(key, value, name)) {
      Map<String, Double> medians =
          new Rounds()
              .way("Alidade", () -> transform(data, 100, filter, sort, new Step.Limit(100)))
              .way("DuckDB", () -> query(from + " LIMIT 100"))
              .way("Alidade, all rows sorted", () -> transform(data, 500_000, filter, sort))
              .way(
                  "DuckDB, all rows sorted",
                  () -> execute("CREATE OR REPLACE TEMP TABLE made AS " + from))
              .run("filter, sort and limit of 1,000,000 rows", 10);
      Rounds.ratio("as fast as DuckDB", medians.get("DuckDB") / medians.get("Alidade"));
      Rounds.ratio(
          "as fast as DuckDB, all rows sorted",
          medians.get("DuckDB, all rows sorted") / medians.get("Alidade, all rows sorted"));
    }
  }
}
