package dev.alidade.app.cli;

import dev.alidade.app.shell.Sample;
import dev.alidade.engine.Progress;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.data.AggregateFunction;
import dev.alidade.engine.data.AggregationOptions;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.DatasetStream;
import dev.alidade.engine.dataset.LoadOptions;
import dev.alidade.engine.sql.OpenOptions;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Work on files of the user: a table that is loaded and let go, a stream, a database. */
final class SoakFiles implements AutoCloseable {
  private static final long PAUSE_NANOS = 500_000_000;

  private final WasmServices engine;
  private final Path table;
  private final DatasetStream stream;
  private final SqliteDatabase database;

  SoakFiles(WasmServices engine, List<Sample> samples) {
    this.engine = engine;
    table = named(samples, "weather.csv");
    stream =
        engine.datasets().stream(
            named(samples, "flights.csv"), LoadOptions.defaults(), Progress.NONE);
    database = engine.sqlite().open(named(samples, "agents.sqlite"), OpenOptions.readOnly());
  }

  private static Path named(List<Sample> samples, String name) {
    return samples.stream()
        .map(Sample::file)
        .filter(file -> file.endsWith(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no sample " + name));
  }

  void load(Random random) {
    Dataset loaded = engine.datasets().load(table, LoadOptions.defaults());
    engine.datasets().remove(loaded.name());
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  void stream(Random random) {
    AggregationOptions delays =
        new AggregationOptions(
            List.of("origin"),
            List.of(new AggregationOptions.Operation("delay", AggregateFunction.AVG, "late")));
    if (engine.dataProcessor().aggregate(stream, delays, Progress.NONE).rows().isEmpty()) {
      throw new IllegalStateException("an aggregation of a stream lost its groups");
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  void query(Random random) {
    database.executeQuery(
        "SELECT agent_type, count(*) FROM agent_memories WHERE length(content) > "
            + random.nextInt(100)
            + " GROUP BY agent_type",
        SqlParameters.NONE,
        QueryOptions.defaults());
    LockSupport.parkNanos(PAUSE_NANOS / 10);
  }

  @Override
  public void close() {
    database.close();
  }
}
