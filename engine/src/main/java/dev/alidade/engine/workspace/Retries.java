package dev.alidade.engine.workspace;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/**
 * Begins and ends transactions, again and again where another program holds the file or the disk
 * stumbles. Only these two are tried again: nothing of the work has happened before a begin, and a
 * commit that found the file busy has changed nothing. The work itself never runs twice.
 */
final class Retries {
  /** With what SQLite itself waits in each attempt, about five seconds in all. */
  private static final Backoff BACKOFF =
      new Backoff(6, Duration.ofMillis(50), Duration.ofMillis(800));

  /** SQLite's primary result codes. */
  private static final int BUSY = 5;

  private static final int IO_ERROR = 10;

  private volatile Consumer<RetryNote> listener = note -> {};

  void onRetry(Consumer<RetryNote> newListener) {
    listener = newListener;
  }

  void execute(Connection connection, String sql) throws SQLException {
    boolean begins = sql.startsWith("BEGIN");
    long start = System.nanoTime();
    @Nullable SQLException first = null;
    for (int attempt = 1; ; attempt++) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
        tell(attempt, true, first, start);
        return;
      } catch (SQLException e) {
        first = first == null ? e : first;
        if (!mayPass(e, begins) || !BACKOFF.hasNextAfter(attempt) || !pause(attempt)) {
          tell(attempt, false, first, start);
          throw e;
        }
      }
    }
  }

  private void tell(int attempts, boolean succeeded, @Nullable SQLException cause, long start) {
    if (attempts > 1) {
      listener.accept(
          new RetryNote(
              attempts,
              succeeded,
              cause == null ? "" : String.valueOf(cause.getMessage()),
              Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  private static boolean mayPass(SQLException e, boolean begins) {
    int primary = e instanceof SQLiteException known ? known.getResultCode().code & 0xff : 0;
    return primary == BUSY || (begins && primary == IO_ERROR);
  }

  /** Returns false where the thread was interrupted: it wants to end. */
  private static boolean pause(int failedAttempts) {
    try {
      Thread.sleep(BACKOFF.pauseAfter(failedAttempts));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
