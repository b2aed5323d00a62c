package dev.alidade.engine.sql;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.QueryResult.ResultColumn;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A cursor whose rows go to a {@link RowFile} on a thread of its own. */
final class SpilledCursor implements QueryCursor {
  /** A reader on a connection that others wait for must not pause. */
  private final boolean pauses;

  private final StatementText statement;
  private final SqlParameters parameters;
  private final StatementRunner runner;
  private final CursorOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final RowFile file = RowFile.create();
  private final Thread reader;
  private List<ResultColumn> columns = List.of();
  private boolean started;
  private boolean complete;
  private boolean truncated;
  private boolean fileClosed;
  private volatile boolean closed;
  private long demanded;

  /** The least number of rows that somebody waits for. */
  private long awaited = Long.MAX_VALUE;

  private long nanos;
  private long pausedNanos;
  private long vmSteps;
  private @Nullable EngineException failure;

  /** Where the rows come from: gives a connection to the reader for as long as it works. */
  @FunctionalInterface
  interface Source {
    void read(Progress progress, Reading reading);
  }

  @FunctionalInterface
  interface Reading {
    void on(Connection connection) throws SQLException;
  }

  /**
   * @param finished called on the reader's thread at the end, also after a failure
   */
  SpilledCursor(
      StatementText statement,
      SqlParameters parameters,
      CursorOptions options,
      StatementRunner runner,
      Source source,
      boolean pauses,
      java.util.function.Consumer<SpilledCursor> finished) {
    this.statement = statement;
    this.parameters = parameters;
    this.options = options;
    this.runner = runner;
    this.pauses = pauses;
    this.demanded = options.firstDemand();
    this.reader =
        Thread.ofPlatform()
            .daemon()
            .name("query-cursor")
            .unstarted(() -> readAll(source, finished));
  }

  /** Starts reading and waits until the columns are known, or the statement was refused. */
  SpilledCursor start() {
    reader.start();
    lock.lock();
    try {
      while (!started && !complete) {
        changed.awaitUninterruptibly();
      }
      if (!started && failure != null) {
        EngineException refused = failure;
        closeFile();
        throw refused;
      }
      return this;
    } finally {
      lock.unlock();
    }
  }

  private void readAll(Source source, java.util.function.Consumer<SpilledCursor> finished) {
    long start = System.nanoTime();
    EngineException ended = null;
    try {
      source.read(closing(), this::read);
    } catch (OperationCancelled e) {
      ended = closed ? null : e;
    } catch (EngineException e) {
      ended = e;
    } catch (UncheckedIOException e) {
      ended = SqlErrors.noRoom(e);
    } finally {
      complete(ended, System.nanoTime() - start);
    }
    finished.accept(this);
  }

  private void complete(@Nullable EngineException ended, long elapsedNanos) {
    lock.lock();
    try {
      failure = ended;
      complete = true;
      nanos = elapsedNanos - pausedNanos;
      changed.signalAll();
      if (closed) {
        closeFile();
      }
    } finally {
      lock.unlock();
    }
  }

  private Progress closing() {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {}

      @Override
      public boolean cancelled() {
        return closed;
      }
    };
  }

  private void read(Connection connection) throws SQLException {
    try (StepMeter meter =
        StepMeter.on(connection, closing(), StepMeter.FOR_QUERIES, Optional.empty())) {
      try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
        statement.slots().bind(prepared, parameters, false);
        ColumnReader reader = new ColumnReader(prepared);
        if (statement.onlyReads()) {
          // The driver's execute() returns with the first row only, which may take for ever.
          announce(reader.columns());
        }
        if (prepared.execute()) {
          try (ResultSet rows = prepared.getResultSet()) {
            if (!statement.onlyReads()) {
              announce(reader.columns());
            }
            fetch(rows, reader, meter);
          }
        }
      } catch (SQLException e) {
        meter.throwIfStopped();
        throw runner.located(connection, statement.sql(), e);
      } finally {
        note(meter);
      }
    }
  }

  private void announce(List<ResultColumn> names) {
    lock.lock();
    try {
      columns = names;
      started = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fetch(ResultSet rows, ColumnReader reader, StepMeter meter) throws SQLException {
    long count = 0;
    while (rows.next()) {
      @Nullable Object[] row = reader.row();
      lock.lock();
      try {
        if (count >= options.maxRows()) {
          truncated = true;
          return;
        }
        file.append(row);
        count++;
        if (count >= awaited) {
          awaited = Long.MAX_VALUE;
          changed.signalAll();
        }
        if (pauses && count >= demanded) {
          pause(count, meter);
        }
        if (closed) {
          return;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void pause(long count, StepMeter meter) {
    long start = System.nanoTime();
    note(meter);
    while (count >= demanded && !closed) {
      changed.awaitUninterruptibly();
    }
    pausedNanos += System.nanoTime() - start;
  }

  private void note(StepMeter meter) {
    lock.lock();
    try {
      vmSteps = meter.steps();
    } finally {
      lock.unlock();
    }
  }

  SqlStatement statement() {
    return new SqlStatement(statement.sql(), parameters);
  }

  @Override
  public List<ResultColumn> columns() {
    lock.lock();
    try {
      return columns;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long available() {
    lock.lock();
    try {
      return file.rows();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean complete() {
    lock.lock();
    try {
      return complete;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean closed() {
    return closed;
  }

  @Override
  public boolean truncated() {
    lock.lock();
    try {
      return truncated;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<EngineException> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void demand(long rows) {
    lock.lock();
    try {
      demanded = Math.max(demanded, rows);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(long rows, Duration patience) {
    demand(rows);
    long left = patience.toNanos();
    lock.lock();
    try {
      while (file.rows() < rows && !complete && !closed && left > 0) {
        awaited = Math.min(awaited, rows);
        left = changed.awaitNanos(left);
      }
      return file.rows() >= rows;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("waiting for rows");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<@Nullable Object[]> rows(long from, int count) {
    lock.lock();
    try {
      return closed ? List.of() : file.read(from, count);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long nanos() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long vmSteps() {
    lock.lock();
    try {
      return vmSteps;
    } finally {
      lock.unlock();
    }
  }

  /** The reader, which may be inside SQLite, closes the file where it still runs. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      if (complete) {
        closeFile();
      }
    } finally {
      lock.unlock();
    }
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeFile() {
    if (!fileClosed) {
      fileClosed = true;
      file.close();
    }
  }
}
