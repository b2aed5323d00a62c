package dev.alidade.engine.sql;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process to be killed: adds groups of rows to a database, each group as one transaction. */
final class TransactionWriter {
  static final int GROUP = 40;

  private TransactionWriter() {}

  public static void main(String[] arguments) {
    Telemetry silent =
        new Telemetry() {
          @Override
          public void record(OperationSample sample) {}

          @Override
          public void publish(EngineEvent event) {}
        };
    try (Workspace workspace = SqliteWorkspace.open(Optional.empty(), true, 200);
        JdbcSqliteService service = new JdbcSqliteService(workspace, silent, Clock.systemUTC())) {
      SqliteDatabase database = service.open(Path.of(arguments[0]), new OpenOptions(true));
      for (int group = Integer.parseInt(arguments[1]); ; group++) {
        List<SqlStatement> statements = new ArrayList<>();
        for (int row = 0; row < GROUP; row++) {
          statements.add(SqlStatement.of("INSERT INTO written VALUES (?, ?)", group, row));
        }
        database.executeTransaction(statements);
        System.out.println(group);
        System.out.flush();
      }
    }
  }
}
