package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.dataset.ColumnProfile.Bin;
import dev.alidade.engine.dataset.ColumnProfile.Numbers;
import dev.alidade.engine.dataset.ColumnProfile.TopValue;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
  private final LoadedData loaded = new LoadedData();

  @AfterEach
  void close() {
    loaded.close();
  }

  private static List<Map<String, Object>> rows(long seed) {
    Random random = new Random(seed);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      Map<String, Object> row = new HashMap<>();
      row.put("whole", random.nextInt(9) == 0 ? null : (long) (random.nextGaussian() * 40));
      row.put("real", random.nextInt(9) == 0 ? null : random.nextGaussian() * 1e3);
      row.put(
          "kind", random.nextInt(9) == 0 ? null : "k" + (int) Math.abs(random.nextGaussian() * 9));
      row.put("note", random.nextInt(9) == 0 ? null : "n" + random.nextInt(60_000));
      rows.add(row);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithDuckDb(long seed) throws SQLException {
    List<Map<String, Object>> rows = rows(seed);
    DatasetProfile profile = loaded.catalog.fromRows("t", rows).profile();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("CREATE TABLE t (whole BIGINT, real DOUBLE, kind VARCHAR, note VARCHAR)");
      duck.setAutoCommit(false);
      try (PreparedStatement insert = duck.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?)")) {
        for (Map<String, Object> row : rows) {
          insert.setObject(1, row.get("whole"));
          insert.setObject(2, row.get("real"));
          insert.setObject(3, row.get("kind"));
          insert.setObject(4, row.get("note"));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (ResultSet result = statement.executeQuery("SELECT corr(whole, real) FROM t")) {
        assertThat(result.next()).isTrue();
        assertThat(profile.correlations().columns()).contains("whole", "real");
        assertThat(profile.correlations().coefficients().get(0).get(1))
            .isEqualTo(profile.correlations().coefficients().get(1).get(0))
            .isCloseTo(result.getDouble(1), within(1e-12));
      }
      assertTexts(statement, profile);
      for (ColumnProfile column : profile.columns()) {
        assertCounts(statement, column);
        if (column.field().type().isNumeric()) {
          assertNumbers(statement, column);
        }
      }
    }
  }

  private static void assertTexts(Statement duck, DatasetProfile profile) throws SQLException {
    for (ColumnProfile column : profile.columns()) {
      String name = column.field().name();
      if (column.field().type() == ColumnType.STRING) {
        ColumnProfile.Texts texts = column.texts().orElseThrow();
        try (ResultSet result =
            duck.executeQuery(
                ("SELECT min(length(%1$s)), max(length(%1$s)), avg(length(%1$s)),"
                        + " count(*) FILTER (regexp_matches(%1$s, '[0-9]')),"
                        + " count(*) FILTER (regexp_matches(%1$s, '[a-zA-Z]')) FROM t")
                    .formatted(name))) {
          assertThat(result.next()).isTrue();
          assertThat(texts.shortest()).isEqualTo(result.getLong(1));
          assertThat(texts.longest()).isEqualTo(result.getLong(2));
          assertThat(texts.meanLength()).isCloseTo(result.getDouble(3), within(1e-9));
          assertThat(texts.withDigits()).isEqualTo(result.getLong(4));
          assertThat(texts.withLetters()).isEqualTo(result.getLong(5));
          assertThat(texts.empty() + texts.withBlanks() + texts.withOthers()).isZero();
        }
      } else {
        assertThat(column.texts()).isEmpty();
      }
    }
  }

  private static void assertCounts(Statement duck, ColumnProfile column) throws SQLException {
    String name = column.field().name();
    try (ResultSet result =
        duck.executeQuery(
            "SELECT count(*), count(*) - count(%1$s), count(DISTINCT %1$s) FROM t"
                .formatted(name))) {
      assertThat(result.next()).isTrue();
      assertThat(column.rows()).isEqualTo(result.getLong(1));
      assertThat(column.nulls()).isEqualTo(result.getLong(2));
      assertThat(column.distinct()).as(name).isEqualTo(result.getLong(3));
    }
    List<Long> counts = new ArrayList<>();
    Map<String, Long> all = new HashMap<>();
    try (ResultSet result =
        duck.executeQuery(
            "SELECT %1$s, count(*) c FROM t WHERE %1$s IS NOT NULL GROUP BY 1 ORDER BY c DESC"
                .formatted(name))) {
      while (result.next()) {
        if (counts.size() < 8) {
          counts.add(result.getLong(2));
        }
        all.put(String.valueOf(result.getObject(1)), result.getLong(2));
      }
    }
    assertThat(column.topValues()).extracting(TopValue::count).isEqualTo(counts);
    assertThat(column.topValues())
        .allSatisfy(top -> assertThat(all).containsEntry(top.value(), top.count()));
  }

  private static void assertNumbers(Statement duck, ColumnProfile column) throws SQLException {
    String name = column.field().name();
    Numbers numbers = column.numbers().orElseThrow();
    try (ResultSet result =
        duck.executeQuery(
            ("SELECT min(%1$s), max(%1$s), avg(%1$s), stddev_pop(%1$s), quantile_cont(%1$s, 0.25),"
                    + " quantile_cont(%1$s, 0.5), quantile_cont(%1$s, 0.75) FROM t")
                .formatted(name))) {
      assertThat(result.next()).isTrue();
      Offset<Double> close = within(1e-9 * Math.max(1, Math.abs(result.getDouble(4))));
      assertThat(numbers.min()).isEqualTo(result.getDouble(1));
      assertThat(numbers.max()).isEqualTo(result.getDouble(2));
      assertThat(numbers.mean()).isCloseTo(result.getDouble(3), close);
      assertThat(numbers.standardDeviation()).isCloseTo(result.getDouble(4), close);
      assertThat(numbers.p25()).isCloseTo(result.getDouble(5), close);
      assertThat(numbers.median()).isCloseTo(result.getDouble(6), close);
      assertThat(numbers.p75()).isCloseTo(result.getDouble(7), close);
    }
    assertThat(column.histogram()).hasSize(24);
    Bin lastBin = column.histogram().getLast();
    for (Bin bin : column.histogram()) {
      try (ResultSet result =
          duck.executeQuery(
              "SELECT count(*) FROM t WHERE %s >= %s AND %s %s %s"
                  .formatted(name, bin.from(), name, bin == lastBin ? "<=" : "<", bin.to()))) {
        assertThat(result.next()).isTrue();
        assertThat(bin.count()).as("%s %s", name, bin).isEqualTo(result.getLong(1));
      }
    }
  }

  @Test
  void countsNaNAndZerosAsOneValueEachAndKeepsNaNOutOfTheFigures() {
    Float64ColumnBuilder builder = new Float64ColumnBuilder("x");
    for (double value : new double[] {Double.NaN, 0.0, -0.0, 4, Double.NaN, 4, 4}) {
      builder.append(value);
    }
    try (Column column = builder.build(loaded.shards.shard())) {
      ColumnProfile profile = ColumnProfiler.profile(column);
      assertThat(profile.distinct()).isEqualTo(3);
      assertThat(profile.nans()).isEqualTo(2);
      assertThat(sketched(column).nans()).isEqualTo(2);
      assertThat(profile.topValues())
          .containsExactlyInAnyOrder(
              new TopValue("4.0", 3), new TopValue("0.0", 2), new TopValue("NaN", 2));
      Numbers numbers = profile.numbers().orElseThrow();
      assertThat(numbers.min()).isZero();
      assertThat(numbers.max()).isEqualTo(4);
      assertThat(numbers.mean()).isEqualTo(2.4);
      assertThat(profile.histogram().stream().mapToLong(Bin::count).sum()).isEqualTo(5);
    }
  }

  private static ColumnProfile sketched(Column column) {
    ColumnSketch sketch = new ColumnSketch(column.field());
    sketch.add(column);
    return sketch.profile();
  }

  @Test
  void keepsEveryDigitOfWholeNumbers() {
    long[] values = {Long.MAX_VALUE, Long.MAX_VALUE - 1, (1L << 53) + 1, Long.MAX_VALUE};
    Int64ColumnBuilder builder = new Int64ColumnBuilder("n");
    BigInteger sum = BigInteger.ZERO;
    for (long value : values) {
      builder.append(value);
      sum = sum.add(BigInteger.valueOf(value));
    }
    builder.appendNull();
    try (Column column = builder.build(loaded.shards.shard())) {
      ColumnProfile.Wholes wholes = new ColumnProfile.Wholes((1L << 53) + 1, Long.MAX_VALUE, sum);
      assertThat(ColumnProfiler.profile(column).wholes()).contains(wholes);
      assertThat(sketched(column).wholes()).contains(wholes);
    }
  }

  @Test
  void hasAMeanOfTheLargestNumbers() {
    Float64ColumnBuilder builder = new Float64ColumnBuilder("x");
    for (double value : new double[] {1.5e308, 1.5e308, -1.5e308, 1.5e308, -1.5e308, 1.5e308}) {
      builder.append(value);
    }
    try (Column column = builder.build(loaded.shards.shard())) {
      for (ColumnProfile profile : List.of(ColumnProfiler.profile(column), sketched(column))) {
        Numbers numbers = profile.numbers().orElseThrow();
        assertThat(numbers.mean()).isCloseTo(5e307, within(1e294));
        assertThat(numbers.p25()).isBetween(-1.5e308, 1.5e308);
        assertThat(numbers.median()).isEqualTo(1.5e308);
      }
    }
  }

  @Test
  void profilesColumnsWithoutValues() {
    for (ColumnType type : ColumnType.values()) {
      ColumnBuilder builder = ColumnBuilder.of("c", type, 2);
      builder.appendNulls(3);
      try (Column column = builder.build(loaded.shards.shard())) {
        ColumnProfile profile = ColumnProfiler.profile(column);
        assertThat(profile.rows()).isEqualTo(3);
        assertThat(profile.nulls()).isEqualTo(3);
        assertThat(profile.distinct()).isZero();
        assertThat(profile.numbers()).isEmpty();
        assertThat(profile.wholes()).isEmpty();
        assertThat(profile.histogram()).isEmpty();
        assertThat(profile.topValues()).isEmpty();
      }
    }
  }

  @Test
  void countsDistinctVectors() {
    VectorColumnBuilder builder = new VectorColumnBuilder("v", 3);
    for (int i = 0; i < 5_000; i++) {
      builder.append(new float[] {i % 700, 1, 2});
    }
    try (Column column = builder.build(loaded.shards.shard())) {
      assertThat(ColumnProfiler.profile(column).distinct()).isEqualTo(700);
    }
  }

  @Test
  void correlatesTheFirstHundredOfManyColumns() {
    Map<String, Object> row = new LinkedHashMap<>();
    IntStream.range(0, 2_000).forEach(i -> row.put("c" + i, (long) i));

    DatasetProfile profile = loaded.catalog.fromRows("wide", List.of(row, row)).profile();

    assertThat(profile.columns()).hasSize(2_000);
    assertThat(profile.correlations().columns()).hasSize(100).startsWith("c0").endsWith("c99");
  }
}
