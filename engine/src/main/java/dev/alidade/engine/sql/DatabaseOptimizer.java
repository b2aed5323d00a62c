package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.OptimizationResult.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** Checks, analyses and rewrites a database file, after a backup beside it. */
final class DatabaseOptimizer {
  /** SQLite's default since 2016; smaller pages make deeper trees. */
  private static final long USUAL_PAGE_BYTES = 4_096;

  /** Below it the size of pages is not felt. */
  private static final long SMALL_FILE_BYTES = 1 << 20;

  /** Free pages worth a word, as a part of all. */
  private static final double MANY_FREE = 0.1;

  private final String name;
  private final Session session;

  DatabaseOptimizer(String name, Session session) {
    this.name = name;
    this.session = session;
  }

  OptimizationResult optimize(Path file, OptimizeOptions options, Progress progress) {
    return session.use(progress, connection -> optimize(connection, file, options, progress));
  }

  private OptimizationResult optimize(
      Connection connection, Path file, OptimizeOptions options, Progress progress)
      throws SQLException {
    List<Step> steps = new ArrayList<>();
    Path backup = free(file);
    try (StepMeter _ =
        StepMeter.on(connection, progress, StepMeter.FOR_QUERIES, Optional.empty())) {
      DatabaseSpace before = space(connection, file);
      progress.report(0.05, "checking " + name);
      steps.add(timed("integrity check", () -> integrity(connection)));
      progress.report(0.3, "keeping a backup of " + name);
      steps.add(timed("backup", () -> backUp(connection, backup)));
      progress.check("optimising a database");
      progress.report(0.5, "making statistics of " + name);
      steps.add(
          timed(
              options.analyze() ? "ANALYZE" : "PRAGMA optimize",
              () -> done(connection, options.analyze() ? "ANALYZE" : "PRAGMA optimize")));
      if (options.vacuum()) {
        progress.report(0.7, "writing " + name + " anew");
        steps.add(timed("VACUUM", () -> done(connection, "VACUUM")));
      }
      done(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
      DatabaseSpace after = space(connection, file);
      return new OptimizationResult(before, after, steps, advice(after, options), backup);
    } catch (SQLException e) {
      delete(backup);
      progress.check("optimising a database");
      throw SqlErrors.statement(name, "", e);
    } catch (RuntimeException e) {
      delete(backup);
      throw e;
    }
  }

  @FunctionalInterface
  private interface Work {
    String run() throws SQLException;
  }

  private static Step timed(String name, Work work) throws SQLException {
    long start = System.nanoTime();
    String outcome = work.run();
    return new Step(name, outcome, System.nanoTime() - start);
  }

  private String integrity(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check(10)")) {
      List<String> findings = new ArrayList<>();
      while (rows.next()) {
        findings.add(rows.getString(1));
      }
      if (!findings.equals(List.of("ok"))) {
        throw SqlErrors.failedCheck(name, findings);
      }
      return "ok";
    }
  }

  private static String backUp(Connection connection, Path backup) throws SQLException {
    require(
        connection
            .unwrap(SQLiteConnection.class)
            .getDatabase()
            .backup("main", backup.toString(), null),
        "the backup was not written");
    return String.valueOf(backup.getFileName());
  }

  private static String done(Connection connection, String sql) throws SQLException {
    TrialCopy.execute(connection, sql);
    return "done";
  }

  /** The driver gives the result of a copy back and throws nothing. */
  private static void require(int result, String otherwise) throws SQLException {
    if (result != 0) {
      throw DB.newSQLException(result, otherwise);
    }
  }

  /** A name beside the file that is not taken. */
  private static Path free(Path file) {
    Path backup = file.resolveSibling(file.getFileName() + ".backup");
    for (int i = 2; Files.exists(backup); i++) {
      backup = file.resolveSibling(file.getFileName() + ".backup-" + i);
    }
    return backup;
  }

  private static DatabaseSpace space(Connection connection, Path file) throws SQLException {
    return new StorageReader(connection, Optional.of(file)).read().space();
  }

  private static List<String> advice(DatabaseSpace space, OptimizeOptions options) {
    List<String> advice = new ArrayList<>();
    if (space.pageSize() < USUAL_PAGE_BYTES && space.fileBytes() > SMALL_FILE_BYTES) {
      advice.add(
          "Pages have %,d bytes; with %,d (PRAGMA page_size, then VACUUM) trees are flatter."
              .formatted(space.pageSize(), USUAL_PAGE_BYTES));
    }
    if (!space.journalMode().equals("wal")) {
      advice.add(
          "The journal mode is %s; with WAL (PRAGMA journal_mode=WAL) readers go on while one writes."
              .formatted(space.journalMode()));
    }
    if (!options.vacuum() && space.freePages() > MANY_FREE * space.pages()) {
      advice.add(
          "VACUUM would give back %,d free pages of %,d bytes."
              .formatted(space.freePages(), space.pageSize()));
    }
    return advice;
  }

  /** Puts the file back as it was, and deletes the backup. */
  void restore(Path backup) {
    session.use(
        Progress.NONE,
        connection -> {
          try {
            require(
                connection
                    .unwrap(SQLiteConnection.class)
                    .getDatabase()
                    .restore("main", backup.toString(), null),
                "the backup was not put back");
            return true;
          } catch (SQLException e) {
            throw SqlErrors.statement(name, "", e);
          }
        });
    delete(backup);
  }

  static void delete(Path backup) {
    try {
      Files.deleteIfExists(backup);
    } catch (IOException e) {
      throw new UncheckedIOException("the backup cannot be deleted: " + backup, e);
    }
  }
}
