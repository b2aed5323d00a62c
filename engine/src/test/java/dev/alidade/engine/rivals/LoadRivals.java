package dev.alidade.engine.rivals;

import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.WasmServicesConfig;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.dataset.ArenaShards;
import dev.alidade.engine.dataset.BoolColumnBuilder;
import dev.alidade.engine.dataset.ColumnBuilder;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.ExportOptions;
import dev.alidade.engine.dataset.Float64ColumnBuilder;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.dataset.StringColumnBuilder;
import dev.alidade.engine.dataset.TimestampColumnBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Loading and saving beside DuckDB and beside the simple way: prints medians and ratios of one run.
 * See docs/loading.md for the command. The files it makes are kept in {@code engine/target/rivals}.
 */
public final class LoadRivals {
  private static final int RUNS = 5;
  private static final long CSV_BYTES = 100_000_000;
  private static final long SMALL_BYTES = 20_000_000;
  private static final long LARGE_BYTES = 2_000_000_000;
  private static final int MILLION = 1_000_000;

  private final Path folder;

  private LoadRivals(Path folder) {
    this.folder = folder;
  }

  /**
   * @param arguments what to run; everything without arguments
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path root = Path.of(System.getProperty("alidade.root", "."));
    LoadRivals rivals = new LoadRivals(root.resolve("engine/target/rivals"));
    List<String> wanted =
        arguments.length == 0 ? List.of("csv", "profile", "sqlite") : List.of(arguments);
    for (String name : wanted) {
      switch (name) {
        case "csv" -> rivals.csv();
        case "profile" -> rivals.profile();
        case "sqlite" -> rivals.sqlite();
        case "stream" -> rivals.aggregate(true);
        case "loaded" -> rivals.aggregate(false);
        default -> throw new IllegalArgumentException("there is no part " + name);
      }
    }
  }

  interface Work {
    void run() throws IOException, SQLException;
  }

  private static double millis(Work work) throws IOException, SQLException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Both on the same numbers of threads, one after the other in each round. */
  private void csv() throws IOException, SQLException {
    Path file = SalesFile.ofBytes(folder, CSV_BYTES);
    for (int threads : new int[] {1, 2}) {
      try (WasmServices engine =
              WasmServices.open(
                  WasmServicesConfig.builder().workers(threads).calibrateAtOpen(false).build());
          Connection duck = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = duck.createStatement()) {
        statement.execute("SET threads = " + threads);
        double[] ours = new double[RUNS];
        double[] theirs = new double[RUNS];
        for (int run = -1; run < RUNS; run++) {
          double mine =
              millis(
                  () -> {
                    Dataset loaded = engine.datasets().load(file, LoadOptions.defaults());
                    engine.datasets().remove(loaded.name());
                  });
          double rival =
              millis(
                  () ->
                      statement.execute(
                          "CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('%s')"
                              .formatted(file)));
          if (run >= 0) {
            ours[run] = mine;
            theirs[run] = rival;
          }
        }
        System.out.printf(
            Locale.ROOT,
            "csv 100 MB, %d %s: alidade %.0f ms, duckdb %.0f ms, ratio %.2f%n",
            threads,
            threads == 1 ? "thread" : "threads",
            median(ours),
            median(theirs),
            median(ours) / median(theirs));
      }
    }
  }

  private static WasmServices engine(int threads) {
    return WasmServices.open(
        WasmServicesConfig.builder().workers(threads).calibrateAtOpen(false).build());
  }

  /** A million rows by eight columns. */
  private void profile() throws IOException, SQLException {
    Random random = new Random(3);
    List<ColumnBuilder> columns =
        List.of(
            new Int64ColumnBuilder("id"),
            new Int64ColumnBuilder("quantity"),
            new Float64ColumnBuilder("price"),
            new Float64ColumnBuilder("weight"),
            new TimestampColumnBuilder("at"),
            new BoolColumnBuilder("paid"),
            new StringColumnBuilder("shop"),
            new StringColumnBuilder("note"));
    for (int i = 0; i < MILLION; i++) {
      columns.get(0).appendValue((long) i);
      columns.get(1).appendValue((long) random.nextInt(100));
      columns.get(2).appendValue(random.nextInt(100_000) / 100.0);
      columns.get(3).appendValue(random.nextGaussian());
      columns.get(4).appendValue(Instant.ofEpochMilli(i * 977L));
      columns.get(5).appendValue(random.nextBoolean());
      columns.get(6).appendValue("shop " + random.nextInt(1_000));
      columns.get(7).appendValue("note " + random.nextInt());
    }
    try (ArenaShards shards = new ArenaShards(512L << 20);
        Dataset data =
            new Dataset(
                "t",
                "made",
                MILLION,
                ColumnBuilder.buildAll(columns, shards.shard()),
                shards.shard(),
                List.of(),
                0)) {
      double[] times = new double[RUNS];
      for (int run = -1; run < RUNS; run++) {
        double time = millis(data::profile);
        if (run >= 0) {
          times[run] = time;
        }
      }
      System.out.printf(Locale.ROOT, "profile 1M x 8: %.0f ms%n", median(times));
    }
  }

  /** Beside one executeUpdate a row, in one transaction with the same settings. */
  private void sqlite() throws IOException, SQLException {
    Path file = SalesFile.ofBytes(folder, SMALL_BYTES);
    try (WasmServices engine = engine(1)) {
      Dataset data = engine.datasets().load(file, LoadOptions.defaults());
      double[] ours = new double[RUNS];
      double[] simple = new double[RUNS];
      Path target = folder.resolve("out.sqlite");
      for (int run = -1; run < RUNS; run++) {
        Files.deleteIfExists(target);
        double mine =
            millis(
                () ->
                    engine
                        .datasets()
                        .export(
                            data,
                            target,
                            new ExportOptions(ExportOptions.Format.SQLITE, true),
                            Progress.NONE));
        Files.deleteIfExists(target);
        double rival = millis(() -> rowByRow(data, target));
        if (run >= 0) {
          ours[run] = mine;
          simple[run] = rival;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "sqlite %,d rows x %d: alidade %.0f ms, executeUpdate a row %.0f ms, %.1f x the speed%n",
          data.rowCount(),
          data.columns().size(),
          median(ours),
          median(simple),
          median(simple) / median(ours));
    }
  }

  private static void rowByRow(Dataset data, Path target) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + target);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = OFF");
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute(
          "CREATE TABLE t (a INTEGER, b TEXT, c TEXT, d TEXT, e INTEGER, f REAL, g TEXT)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)")) {
        for (long row = 0; row < data.rowCount(); row++) {
          for (int i = 0; i < data.columns().size(); i++) {
            Object value = data.column(i).value(row);
            insert.setObject(i + 1, value instanceof Instant ? value.toString() : value);
          }
          insert.executeUpdate();
        }
      }
      connection.commit();
    }
  }

  /** One group-by over 2 GB, from the file or from a loaded data set, with what memory it took. */
  private void aggregate(boolean streamed) throws IOException {
    Path file = SalesFile.ofBytes(folder, LARGE_BYTES);
    AggregationOptions options =
        new AggregationOptions(
            List.of("shop"),
            List.of(
                new Operation("*", AggregateFunction.COUNT, "sales"),
                new Operation("quantity", AggregateFunction.SUM, "quantity"),
                new Operation("price", AggregateFunction.AVG, "price")));
    try (WasmServices engine = engine(2)) {
      long start = System.nanoTime();
      long rows;
      if (streamed) {
        DatasetStream stream =
            engine.datasets().stream(file, LoadOptions.defaults(), Progress.NONE);
        rows = engine.dataProcessor().aggregate(stream, options, Progress.NONE).rowsIn();
      } else {
        Dataset data = engine.datasets().load(file, LoadOptions.defaults());
        engine.dataProcessor().aggregate(data, options).data().close();
        rows = data.rowCount();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s aggregate of %,d rows, 2 GB: %.1f s; heap at most %,d MB, linear memory %,d MB%n",
          streamed ? "streamed" : "loaded",
          rows,
          seconds,
          Runtime.getRuntime().maxMemory() >> 20,
          engine.observability().healthStatus().memory().wasmMemoryUsage() >> 20);
    }
  }
}
