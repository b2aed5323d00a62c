package dev.alidade.engine.sql;

import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** SQLite databases through the JDBC driver. Close it before the workspace. */
public final class JdbcSqliteService implements SqliteService, AutoCloseable {
  private final Workspace workspace;
  private final Telemetry telemetry;
  private final Clock clock;
  private final QueryHistory history;
  private final Map<Opened, JdbcSqliteDatabase> open = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private @Nullable JdbcSqliteDatabase workspaceDatabase;

  private record Opened(Path file, OpenOptions options) {}

  /**
   * @param clock dates the history and the events; durations are measured apart from it
   */
  public JdbcSqliteService(Workspace workspace, Telemetry telemetry, Clock clock) {
    this.workspace = workspace;
    this.telemetry = telemetry;
    this.clock = clock;
    this.history = new QueryHistory(workspace);
  }

  @Override
  public SqliteDatabase open(Path file, OpenOptions options) {
    Path real = real(file);
    if (workspace.file().map(JdbcSqliteService::real).filter(real::equals).isPresent()) {
      if (options.writable()) {
        throw SqlErrors.refused(
            "The workspace cannot be opened for writing.", "Open it read-only.");
      }
      return workspace();
    }
    JdbcSqliteDatabase database;
    synchronized (open) {
      Opened key = new Opened(real, options);
      JdbcSqliteDatabase known = open.get(key);
      if (known != null) {
        return known;
      }
      String name = String.valueOf(real.getFileName());
      Session session = FileSession.open(real, name, options);
      database = database(name, real.toString(), options, session, () -> forget(key));
      open.put(key, database);
    }
    changed();
    return database;
  }

  /** The file that a path leads to; the path itself where there is none. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }

  private JdbcSqliteDatabase database(
      String name, String key, OpenOptions options, Session session, Runnable onClose) {
    return new JdbcSqliteDatabase(name, key, options, session, telemetry, clock, history, onClose);
  }

  private void forget(Opened key) {
    boolean removed;
    synchronized (open) {
      removed = open.remove(key) != null;
    }
    if (removed) {
      changed();
    }
  }

  @Override
  public SqliteDatabase workspace() {
    synchronized (open) {
      JdbcSqliteDatabase known = workspaceDatabase;
      if (known != null) {
        return known;
      }
      Optional<Path> file = workspace.file();
      Session session =
          file.isPresent()
              ? FileSession.open(file.get(), workspace.name(), false)
              : new WorkspaceSession(workspace);
      JdbcSqliteDatabase database =
          database(
              "workspace", "workspace", OpenOptions.readOnly(), session, this::forgetWorkspace);
      workspaceDatabase = database;
      return database;
    }
  }

  private void forgetWorkspace() {
    synchronized (open) {
      workspaceDatabase = null;
    }
  }

  @Override
  public List<SqliteDatabase> databases() {
    synchronized (open) {
      return List.copyOf(open.values());
    }
  }

  /** Empties the caches of every open database. Waits for those that work. */
  public void dropCaches() {
    List<JdbcSqliteDatabase> all;
    synchronized (open) {
      all = List.copyOf(open.values());
    }
    all.forEach(JdbcSqliteDatabase::dropCaches);
  }

  @Override
  public List<String> split(String script) {
    return SqlText.split(script);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  /** Closes every database and writes the rest of the history. */
  @Override
  public void close() {
    List<JdbcSqliteDatabase> all;
    synchronized (open) {
      all = new ArrayList<>(open.values());
      if (workspaceDatabase != null) {
        all.add(workspaceDatabase);
      }
    }
    all.forEach(JdbcSqliteDatabase::close);
    history.close();
  }
}
