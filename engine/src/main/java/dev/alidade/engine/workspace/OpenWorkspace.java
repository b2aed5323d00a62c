package dev.alidade.engine.workspace;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The connections of a workspace that was opened, claimed, checked and brought to this program's
 * version.
 *
 * @param claim of a file; null in memory
 * @param readers none where the writer also reads
 * @param pageCacheLimitBytes the most that the page caches of all connections may hold
 */
record OpenWorkspace(
    Optional<Path> file,
    String name,
    @Nullable WorkspaceClaim claim,
    Connection writer,
    List<Connection> readers,
    long pageCacheLimitBytes) {
  /** How long a statement waits for a lock that another program holds. */
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;

  /** The same for the writer, whose begin and commit are tried again, see {@link Retries}. */
  private static final int WRITER_TIMEOUT_MILLIS = 500;

  /** Connections that only read, beside the one that writes. */
  static final int READERS = 2;

  /** A full check of a file up to this size costs about 0.1 s; larger ones are checked by use. */
  private static final long CHECKED_AT_OPEN_BYTES = 32L << 20;

  /**
   * 32 MB of log between two rounds of writing it into the file, each of which waits for the disk.
   */
  private static final int CHECKPOINT_PAGES = 8_000;

  OpenWorkspace {
    readers = List.copyOf(readers);
  }

  /** See {@link SqliteWorkspace#open}. */
  static OpenWorkspace open(
      Optional<Path> file, boolean wal, int cachePages, List<String> migrations) {
    Optional<Path> absolute = file.map(Path::toAbsolutePath);
    String name = absolute.map(p -> String.valueOf(p.getFileName())).orElse("workspace in memory");
    WorkspaceClaim claim = absolute.map(WorkspaceClaim::take).orElse(null);
    List<Connection> opened = new ArrayList<>();
    try {
      Migrations steps = new Migrations(name, migrations);
      String url = absolute.map(p -> "jdbc:sqlite:" + p).orElse("jdbc:sqlite::memory:");
      Connection writer = connect(url, opened);
      steps.check(writer);
      if (absolute.isPresent()) {
        checkSmallFile(writer, name);
        Pragmas.execute(writer, "PRAGMA journal_mode=" + (wal ? "WAL" : "DELETE"));
      }
      tune(writer, cachePages);
      steps.apply(writer, absolute);
      if (absolute.isPresent() && "wal".equals(Pragmas.text(writer, "PRAGMA journal_mode"))) {
        for (int i = 0; i < READERS; i++) {
          Connection reader = connect(url, opened);
          tune(reader, cachePages);
          Pragmas.execute(reader, "PRAGMA query_only=ON");
        }
      }
      List<Connection> readers = opened.subList(1, opened.size());
      if (!readers.isEmpty()) {
        Pragmas.execute(writer, "PRAGMA busy_timeout=" + WRITER_TIMEOUT_MILLIS);
        Pragmas.execute(writer, "PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
      }
      long pageCaches =
          (long) opened.size() * cachePages * Pragmas.number(writer, "PRAGMA page_size");
      return new OpenWorkspace(absolute, name, claim, writer, readers, pageCaches);
    } catch (SQLException e) {
      throw abandon(opened, claim, WorkspaceException.of(name, e));
    } catch (RuntimeException e) {
      throw abandon(opened, claim, e);
    }
  }

  private static RuntimeException abandon(
      List<Connection> opened, @Nullable WorkspaceClaim claim, RuntimeException cause) {
    for (Connection connection : opened) {
      try {
        connection.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    if (claim != null) {
      claim.close();
    }
    return cause;
  }

  private static Connection connect(String url, List<Connection> opened) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enableLoadExtension(false);
    Connection connection = config.createConnection(url);
    opened.add(connection);
    return connection;
  }

  private static void tune(Connection connection, int cachePages) throws SQLException {
    Pragmas.execute(connection, "PRAGMA synchronous=FULL");
    Pragmas.execute(connection, "PRAGMA foreign_keys=ON");
    Pragmas.execute(connection, "PRAGMA cache_size=" + cachePages);
  }

  private static void checkSmallFile(Connection connection, String name) throws SQLException {
    if (Pragmas.number(connection, "PRAGMA page_count")
            * Pragmas.number(connection, "PRAGMA page_size")
        > CHECKED_AT_OPEN_BYTES) {
      return;
    }
    String answer = Pragmas.text(connection, "PRAGMA quick_check(1)");
    if (!"ok".equals(answer)) {
      throw new WorkspaceException(
          "WS-104",
          "The workspace " + name + " is damaged: " + answer,
          "Copy the file, then open its newest backup (the .bak file beside it).",
          null);
    }
  }
}
