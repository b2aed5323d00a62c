package dev.alidade.engine.sql;

import dev.alidade.engine.telemetry.Telemetry;
import dev.alidade.engine.workspace.SqliteWorkspace;
import dev.alidade.engine.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * A process with little room: reads a query by a cursor, looks at pages all over it, and prints how
 * many rows there were, how the cursor ended, and whether the database still answers.
 */
final class CursorReader {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private CursorReader() {}

  public static void main(String[] arguments) {
    try (Workspace workspace = SqliteWorkspace.open(Optional.empty(), true, 200);
        JdbcSqliteService service =
            new JdbcSqliteService(workspace, Telemetry.NONE, Clock.systemUTC())) {
      SqliteDatabase database = service.open(Path.of(arguments[0]), OpenOptions.readOnly());
      CursorOptions all = new CursorOptions(Long.MAX_VALUE, Long.MAX_VALUE);
      try (QueryCursor cursor = database.openCursor(arguments[1], SqlParameters.NONE, all)) {
        cursor.await(Long.MAX_VALUE, PATIENCE);
        Random random = new Random(5);
        long sum = 0;
        for (int look = 0; look < 300; look++) {
          long from = random.nextLong(Math.max(1, cursor.available()));
          for (Object[] row : cursor.rows(from, 50)) {
            sum += (Long) row[0] - from++ - 1; // the first column counts from 1
          }
        }
        System.out.printf(
            "%d rows, %s, wrong by %d%n",
            cursor.available(), cursor.failure().map(e -> e.code()).orElse("complete"), sum);
      }
      Object one =
          database
              .executeQuery("SELECT 1", SqlParameters.NONE, QueryOptions.defaults())
              .rows()
              .getFirst()[0];
      System.out.println("then " + one);
    }
  }
}
