package dev.alidade.engine.data;

import dev.alidade.engine.dataset.BoolColumnBuilder;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.TimestampColumnBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The same random rows as a data set and as the table {@code d} of a DuckDB: r (row number), i (any
 * int64), n (small int64), f (any float64), x (plain float64), b, t, s (repeating text), p (text
 * that hardly repeats).
 */
final class GeneratedTable implements AutoCloseable {
  private static final String[] WORDS = {
    "", "rain", "Sun", "snow ", "straße", "ı", "ΟΔΥΣΣΕΥΣ", "😀 face", "\uFFFD", "a'b", "ﬁ", "é"
  };
  private static final long[] WHOLES = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, 1L << 53};
  private static final double[] REALS = {
    Double.NaN, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.5, -2.5, 1e300
  };
  private static final long[] TIMES = {
    Instant.parse("0001-01-01T00:00:00Z").toEpochMilli(),
    Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli(),
    0,
    -1
  };

  private final Connection duck;
  final Dataset data;

  GeneratedTable(Bench bench, long seed, int rows) throws SQLException {
    Random random = new Random(seed);
    var r = new Int64ColumnBuilder("r");
    var i = new Int64ColumnBuilder("i");
    var n = new Int64ColumnBuilder("n");
    var f = new Float64ColumnBuilder("f");
    var x = new Float64ColumnBuilder("x");
    var b = new BoolColumnBuilder("b");
    var t = new TimestampColumnBuilder("t");
    var s = new StringColumnBuilder("s");
    var p = new StringColumnBuilder("p");
    List<ColumnBuilder> builders = List.of(r, i, n, f, x, b, t, s, p);
    for (int row = 0; row < rows; row++) {
      r.append(row);
      appendOrNull(random, i, random.nextBoolean() ? pick(random, WHOLES) : random.nextLong());
      appendOrNull(random, n, (long) random.nextInt(7) - 3);
      appendOrNull(random, f, random.nextBoolean() ? pick(random, REALS) : random.nextGaussian());
      appendOrNull(random, x, Math.rint(random.nextGaussian() * 1000) / 8);
      appendOrNull(random, b, random.nextBoolean());
      long millis = random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L);
      appendOrNull(
          random, t, Instant.ofEpochMilli(random.nextInt(3) == 0 ? pick(random, TIMES) : millis));
      appendOrNull(random, s, WORDS[random.nextInt(WORDS.length)]);
      appendOrNull(random, p, WORDS[random.nextInt(WORDS.length)] + random.nextInt(rows));
    }
    data = bench.dataset(builders.toArray(ColumnBuilder[]::new));
    duck = DriverManager.getConnection("jdbc:duckdb:");
    fill();
  }

  private static long pick(Random random, long[] values) {
    return values[random.nextInt(values.length)];
  }

  private static double pick(Random random, double[] values) {
    return values[random.nextInt(values.length)];
  }

  private static void appendOrNull(Random random, ColumnBuilder builder, Object value) {
    builder.appendValue(random.nextInt(6) == 0 ? null : value);
  }

  private void fill() throws SQLException {
    try (Statement create = duck.createStatement()) {
      create.execute("SET threads = 1");
      create.execute(
          "CREATE TABLE raw (r BIGINT, i BIGINT, n BIGINT, f DOUBLE, x DOUBLE, b BOOLEAN,"
              + " tm BIGINT, s VARCHAR, p VARCHAR)");
      try (DuckDBAppender appender =
          duck.unwrap(DuckDBConnection.class).createAppender("main", "raw")) {
        for (List<@Nullable Object> row : Bench.rows(data)) {
          appender.beginRow();
          for (Object value : row) {
            append(appender, value);
          }
          appender.endRow();
        }
      }
      create.execute("CREATE TABLE d AS SELECT *, make_timestamp(tm * 1000) AS t FROM raw");
    }
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case Long whole -> appender.append(whole.longValue());
      case Double real -> appender.append(real.doubleValue());
      case Boolean flag -> appender.append(flag.booleanValue());
      case Instant time -> appender.append(time.toEpochMilli());
      case String text -> appender.append(text);
      default -> throw new AssertionError(value);
    }
  }

  /** Rows of a query; timestamps should be asked for as {@code tm}. */
  List<List<@Nullable Object>> query(String sql) throws SQLException {
    return rows(duck, sql);
  }

  static List<List<@Nullable Object>> rows(Connection duck, String sql) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Statement select = duck.createStatement();
        ResultSet found = select.executeQuery(sql)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(found.getObject(column));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The first column of a query. */
  List<@Nullable Object> column(String sql) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    query(sql).forEach(row -> values.add(row.getFirst()));
    return values;
  }

  @Override
  public void close() throws SQLException {
    data.close();
    duck.close();
  }
}
