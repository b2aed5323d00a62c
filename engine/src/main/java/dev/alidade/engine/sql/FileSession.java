package dev.alidade.engine.sql;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.workspace.SqlFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** A database file with a connection of its own. */
final class FileSession implements Session {
  private static final System.Logger LOG = System.getLogger(FileSession.class.getName());
  private static final long CANCEL_LOOK_MILLIS = 20;

  /** How a database file begins, and where its read version stands (fileformat2.html). */
  private static final String MAGIC = "SQLite format 3\0";

  private static final int READ_VERSION = 19;
  private static final int NEWEST_READ_VERSION = 2;

  private final Path file;
  private final String name;
  private final Connection connection;
  private final PatientWait wait;
  private final ReentrantLock lock = new ReentrantLock(true);
  private boolean closed;

  private FileSession(Path file, String name, Connection connection, PatientWait wait) {
    this.file = file;
    this.name = name;
    this.connection = connection;
    this.wait = wait;
  }

  /**
   * Opens a file that exists and reads its schema, so that a file that is no database fails here.
   *
   * @throws SqlException with a code SQL-1xx; the file is then as it was
   */
  static FileSession open(Path file, String name, boolean writable) {
    return open(file, name, new OpenOptions(writable));
  }

  static FileSession open(Path file, String name, OpenOptions options) {
    if (!Files.isRegularFile(file)) {
      throw SqlErrors.missing(file);
    }
    try {
      Connection connection = connect(file, options.writable(), options.extensions());
      try {
        PatientWait wait = new PatientWait();
        BusyHandler.setHandler(connection, wait);
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
          rows.next();
        }
        return new FileSession(file, name, connection, wait);
      } catch (SQLException e) {
        closeAfter(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw isNewer(file) ? SqlErrors.newer(name, e) : SqlErrors.opening(name, e);
    }
  }

  /**
   * Whether the header is SQLite's, but of a version that is not known: SQLite then says "not a
   * database".
   */
  private static boolean isNewer(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(READ_VERSION + 1);
      return header.length > READ_VERSION
          && new String(header, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)
          && header[READ_VERSION] > NEWEST_READ_VERSION;
    } catch (IOException e) {
      return false; // SQLite's own words tell more
    }
  }

  /** Reads on a connection of its own, which is closed at the end. */
  static void read(Path file, String name, Progress progress, SpilledCursor.Reading reading) {
    try (Connection connection = connect(file, false)) {
      PatientWait wait = new PatientWait();
      wait.watch(progress);
      BusyHandler.setHandler(connection, wait);
      reading.on(connection);
    } catch (SQLException e) {
      progress.check("a query");
      throw SqlErrors.statement(name, "", e);
    }
  }

  /** A new connection to a file that exists; never creates one, never loads extensions. */
  static Connection connect(Path file, boolean writable) throws SQLException {
    return connect(file, writable, false);
  }

  private static Connection connect(Path file, boolean writable, boolean extensions)
      throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(!writable);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.enableLoadExtension(extensions);
    return config.createConnection("jdbc:sqlite:" + uri(file));
  }

  /** As a URI every character of a path keeps its meaning, also {@code ?} and {@code #}. */
  static String uri(Path file) {
    return file.toAbsolutePath().toUri().toString();
  }

  private static void closeAfter(Connection connection, SQLException cause) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public <T extends @Nullable Object> T use(Progress progress, SqlFunction<T> work) {
    acquire(progress);
    try {
      if (closed) {
        throw SqlErrors.closed(name);
      }
      wait.watch(progress);
      return work.apply(connection);
    } catch (SQLException e) {
      throw SqlErrors.statement(name, "", e);
    } finally {
      wait.watch(Progress.NONE);
      lock.unlock();
    }
  }

  private void acquire(Progress progress) {
    try {
      while (!lock.tryLock(CANCEL_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.check("waiting for the database " + name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled("waiting for the database " + name);
    }
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(file);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        connection.close();
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "{0} did not close: {1}", name, e.getMessage());
    } finally {
      lock.unlock();
    }
  }
}
