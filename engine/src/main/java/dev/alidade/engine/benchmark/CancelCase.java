package dev.alidade.engine.benchmark;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryOptions;
import dev.alidade.engine.sql.SqlParameters;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.sql.SqliteService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** From the cancel of a cross join that would run for years until its caller has its answer. */
record CancelCase(SqliteService sqlite) implements BenchmarkCase {
  static final String NAME = "sql.cancel";

  private static final long SEED = 20_260_301;

  /** 50,000³ combinations, and none of them is a row. */
  private static final String RUNAWAY =
      "SELECT count(*) FROM agent_executions a, agent_executions b, agent_executions c"
          + " WHERE a.tokens + b.tokens + c.tokens < 0";

  /** Times that the query has looked whether it should stop: it is then well under way. */
  private static final long UNDER_WAY = 200;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long size() {
    return AgentsDatabase.EXECUTIONS;
  }

  @Override
  public Prepared prepare() {
    AgentsDatabase agents = AgentsDatabase.create(SEED);
    SqliteDatabase database = agents.open(sqlite);
    Runaway query = new Runaway(database);
    return new Prepared(
        0,
        List.of(new Variant(JAVA, query::start, query::cancel, 1)),
        Optional.empty(),
        "",
        () -> {
          query.cancel();
          database.close();
          agents.close();
        });
  }

  /** The query on a thread of its own. Used by one thread at a time. */
  private static final class Runaway {
    private final SqliteDatabase database;
    private volatile boolean cancelled = true;
    private Thread runner = new Thread();

    Runaway(SqliteDatabase database) {
      this.database = database;
    }

    /** Comes back when the query is under way; does nothing where it already is. */
    void start() {
      if (!cancelled) {
        return;
      }
      cancelled = false;
      CountDownLatch underWay = new CountDownLatch(1);
      AtomicLong looks = new AtomicLong();
      Progress progress =
          new Progress() {
            @Override
            public void report(double fraction, String message) {}

            @Override
            public boolean cancelled() {
              if (looks.incrementAndGet() == UNDER_WAY) {
                underWay.countDown();
              }
              return cancelled;
            }
          };
      runner = Thread.ofPlatform().daemon().name("runaway").start(() -> run(progress));
      await(underWay);
    }

    private void run(Progress progress) {
      try {
        database.executeQuery(RUNAWAY, SqlParameters.NONE, QueryOptions.defaults(), progress);
        throw new IllegalStateException("the runaway query has ended by itself");
      } catch (OperationCancelled e) {
        // as it should
      }
    }

    /** Where the query is not under way, starts it first. */
    void cancel() {
      start();
      cancelled = true;
      try {
        runner.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelled("the benchmark");
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelled("the benchmark");
      }
    }
  }
}
