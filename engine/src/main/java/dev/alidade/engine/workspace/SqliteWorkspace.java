package dev.alidade.engine.workspace;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A workspace in a SQLite file, or in memory.
 *
 * <p>A file has one writer connection and, with WAL, two reader connections, so that reads go on
 * while a write runs. Without WAL, and in memory, one guarded connection does both. A commit is on
 * the disk when {@link #write} returns (WAL with synchronous=FULL). A read inside a write sees the
 * write's own changes; a write inside a write joins its transaction. Work must not commit or roll
 * back by itself and must close what it opens.
 */
public final class SqliteWorkspace implements Workspace {
  private final Optional<Path> file;
  private final String name;
  private final @Nullable WorkspaceClaim claim;
  private final Connection writer;
  private final ReentrantLock writerLock = new ReentrantLock(true);
  private final Semaphore readerPermits = new Semaphore(OpenWorkspace.READERS, true);
  private final Deque<Connection> idleReaders = new ArrayDeque<>();
  private final Map<Thread, Connection> readersInUse = new ConcurrentHashMap<>();
  private final boolean separateReaders;
  private final Retries retries = new Retries();
  private final long pageCacheLimitBytes;
  private volatile boolean closed;

  private SqliteWorkspace(OpenWorkspace opened) {
    this.file = opened.file();
    this.name = opened.name();
    this.claim = opened.claim();
    this.writer = opened.writer();
    this.separateReaders = !opened.readers().isEmpty();
    this.idleReaders.addAll(opened.readers());
    this.pageCacheLimitBytes = opened.pageCacheLimitBytes();
  }

  /**
   * Opens a workspace and brings it to this program's version.
   *
   * @param file created where absent; empty keeps everything in memory
   * @param wal whether a file uses write-ahead logging
   * @param cachePages pages of SQLite's cache for each connection
   * @throws WorkspaceException when the file is no workspace, newer, damaged, in use or not
   *     writable; the file is then as it was
   */
  public static SqliteWorkspace open(Optional<Path> file, boolean wal, int cachePages) {
    return open(file, wal, cachePages, Migrations.NAMES);
  }

  static SqliteWorkspace open(
      Optional<Path> file, boolean wal, int cachePages, List<String> migrations) {
    return new SqliteWorkspace(OpenWorkspace.open(file, wal, cachePages, migrations));
  }

  @Override
  public Optional<Path> file() {
    return file;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public <T extends @Nullable Object> T read(SqlFunction<T> work) {
    Connection current = readersInUse.get(Thread.currentThread());
    if (current != null) {
      return apply(current, work);
    }
    if (writerLock.isHeldByCurrentThread()) {
      checkOpen();
      return apply(writer, work);
    }
    return separateReaders ? readBesideWriter(work) : readOnWriter(work);
  }

  private <T extends @Nullable Object> T readBesideWriter(SqlFunction<T> work) {
    readerPermits.acquireUninterruptibly();
    try {
      checkOpen();
      Connection reader = takeReader();
      readersInUse.put(Thread.currentThread(), reader);
      try {
        return inTransaction(reader, "BEGIN", "ROLLBACK", work);
      } finally {
        readersInUse.remove(Thread.currentThread());
        giveReader(reader);
      }
    } finally {
      readerPermits.release();
    }
  }

  private Connection takeReader() {
    synchronized (idleReaders) {
      return idleReaders.removeFirst();
    }
  }

  private void giveReader(Connection reader) {
    synchronized (idleReaders) {
      idleReaders.addFirst(reader);
    }
  }

  private <T extends @Nullable Object> T readOnWriter(SqlFunction<T> work) {
    writerLock.lock();
    try {
      checkOpen();
      return inTransaction(writer, "BEGIN", "ROLLBACK", work);
    } finally {
      writerLock.unlock();
    }
  }

  @Override
  public <T extends @Nullable Object> T write(SqlFunction<T> work) {
    if (readersInUse.get(Thread.currentThread()) != null) {
      throw new IllegalStateException("a write cannot run inside a read");
    }
    boolean joins = writerLock.isHeldByCurrentThread();
    writerLock.lock();
    try {
      checkOpen();
      return joins ? apply(writer, work) : inTransaction(writer, "BEGIN IMMEDIATE", "COMMIT", work);
    } finally {
      writerLock.unlock();
    }
  }

  private <T extends @Nullable Object> T apply(Connection connection, SqlFunction<T> work) {
    try {
      return work.apply(connection);
    } catch (SQLException e) {
      throw WorkspaceException.of(name, e);
    }
  }

  private <T extends @Nullable Object> T inTransaction(
      Connection connection, String begin, String end, SqlFunction<T> work) {
    try {
      retries.execute(connection, begin);
    } catch (SQLException e) {
      throw WorkspaceException.of(name, e);
    }
    try {
      T result = work.apply(connection);
      retries.execute(connection, end);
      return result;
    } catch (SQLException e) {
      WorkspaceException failure = WorkspaceException.of(name, e);
      rollBack(connection, failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    }
  }

  /** SQLite rolls back by itself after some errors; then there is nothing left to do here. */
  private static void rollBack(Connection connection, Throwable cause) {
    try {
      Pragmas.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Hears of every transaction that was begun or committed only after several attempts, or not at
   * all; on the thread that waited.
   */
  public void onRetry(Consumer<RetryNote> listener) {
    retries.onRetry(listener);
  }

  /** The most that the page caches of all connections may hold. */
  public long pageCacheLimitBytes() {
    return pageCacheLimitBytes;
  }

  /** Gives back the page caches of connections that are idle; does not wait for the others. */
  public void releaseMemory() {
    try {
      if (writerLock.tryLock()) {
        try {
          shrink(writer);
        } finally {
          writerLock.unlock();
        }
      }
      if (readerPermits.tryAcquire()) {
        try {
          synchronized (idleReaders) {
            for (Connection reader : idleReaders) {
              shrink(reader);
            }
          }
        } finally {
          readerPermits.release();
        }
      }
    } catch (SQLException e) {
      throw WorkspaceException.of(name, e);
    }
  }

  private void shrink(Connection connection) throws SQLException {
    if (!closed) {
      Pragmas.execute(connection, "PRAGMA shrink_memory");
    }
  }

  @Override
  public Optional<String> setting(String key) {
    return read(
        connection -> {
          try (var select =
              connection.prepareStatement("SELECT value FROM settings WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty();
            }
          }
        });
  }

  @Override
  public void putSetting(String key, String value) {
    write(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO settings (key, value) VALUES (?, ?)"
                      + " ON CONFLICT (key) DO UPDATE SET value = excluded.value")) {
            insert.setString(1, key);
            insert.setString(2, value);
            return insert.executeUpdate();
          }
        });
  }

  @Override
  public long sizeBytes() {
    return read(
        c -> Pragmas.number(c, "PRAGMA page_count") * Pragmas.number(c, "PRAGMA page_size"));
  }

  /** Waits for running work, then closes. Later calls fail with WS-110; a second close is empty. */
  @Override
  public void close() {
    if (writerLock.isHeldByCurrentThread() || readersInUse.get(Thread.currentThread()) != null) {
      throw new IllegalStateException("a workspace cannot be closed from inside its own work");
    }
    writerLock.lock();
    readerPermits.acquireUninterruptibly(OpenWorkspace.READERS);
    try {
      if (closed) {
        return;
      }
      closed = true;
      List<Connection> connections = new ArrayList<>(idleReaders);
      connections.add(writer);
      SQLException failure = null;
      for (Connection connection : connections) {
        try {
          connection.close();
        } catch (SQLException e) {
          failure = e;
        }
      }
      if (claim != null) {
        claim.close();
      }
      if (failure != null) {
        throw WorkspaceException.of(name, failure);
      }
    } finally {
      readerPermits.release(OpenWorkspace.READERS);
      writerLock.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw WorkspaceException.closed(name);
    }
  }
}
