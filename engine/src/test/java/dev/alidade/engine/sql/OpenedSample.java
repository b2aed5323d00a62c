package dev.alidade.engine.sql;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service over a workspace in memory, with the sample database in a folder of its own. */
final class OpenedSample implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  final List<EngineEvent> events = new CopyOnWriteArrayList<>();
  final List<OperationSample> samples = new CopyOnWriteArrayList<>();
  final Workspace workspace;
  final JdbcSqliteService service;
  final Path file;

  OpenedSample(Path folder) throws SQLException {
    workspace = SqliteWorkspace.open(Optional.empty(), true, 200);
    Telemetry telemetry =
        new Telemetry() {
          @Override
          public void record(OperationSample sample) {
            samples.add(sample);
          }

          @Override
          public void publish(EngineEvent event) {
            events.add(event);
          }
        };
    service = new JdbcSqliteService(workspace, telemetry, Clock.fixed(NOW, ZoneOffset.UTC));
    file = SampleDatabase.make(folder.resolve("agents #1?.sqlite"));
  }

  SqliteDatabase reader() {
    return service.open(file, OpenOptions.readOnly());
  }

  SqliteDatabase writer() {
    return service.open(file, new OpenOptions(true));
  }

  QueryResult query(String sql, Object... values) {
    return reader().executeQuery(sql, SqlParameters.positional(values), QueryOptions.defaults());
  }

  @Override
  public void close() {
    service.close();
    workspace.close();
  }
}
