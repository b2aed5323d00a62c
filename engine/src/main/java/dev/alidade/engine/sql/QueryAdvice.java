package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.IndexAdvisor.Advice;
import dev.alidade.engine.sql.PlanComparison.Side;
import dev.alidade.engine.sql.QueryAnalysis.Warning;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Warnings, index advice and comparisons of plans for one database. */
final class QueryAdvice {
  /** Longest run of a query that is only looked at. */
  private static final Duration LONGEST_RUN = Duration.ofSeconds(10);

  private final String database;
  private final Session session;
  private final TableFacts facts;
  private final StatementRunner runner;
  private final long largestCopyBytes;

  /**
   * @param facts used with the session's connection only
   */
  QueryAdvice(
      String database,
      Session session,
      TableFacts facts,
      StatementRunner runner,
      long largestCopyBytes) {
    this.database = database;
    this.session = session;
    this.facts = facts;
    this.runner = runner;
    this.largestCopyBytes = largestCopyBytes;
  }

  private record Looked(QueryPlan plan, List<Warning> warnings) {}

  QueryAnalysis analyze(SqlStatement statement, Progress progress) {
    Looked looked =
        session.use(
            progress,
            connection -> {
              QueryPlan plan = plan(connection, statement);
              List<Warning> warnings = new ArrayList<>(PlanWarnings.of(connection, facts, plan));
              warnings.addAll(TextWarnings.of(connection, facts, statement, plan));
              return new Looked(plan, warnings);
            });
    List<String> missing = new ParameterSlots(statement.sql()).missing(statement.parameters());
    if (!missing.isEmpty()) {
      return new QueryAnalysis(
          looked.plan(),
          looked.warnings(),
          List.of(
              "Give a value for %s: indexes are tried by running the query on a copy."
                  .formatted(String.join(", ", missing))),
          List.of(),
          Optional.empty());
    }
    Advice advice = advise(List.of(new WorkloadQuery(statement, 1)), progress);
    return new QueryAnalysis(
        looked.plan(),
        looked.warnings(),
        advice.notes(),
        advice.recommendations(),
        advice.comparison());
  }

  Advice advise(List<WorkloadQuery> queries, Progress progress) {
    try {
      return new IndexAdvisor(session, facts, largestCopyBytes).advise(queries, progress);
    } catch (SQLException e) {
      progress.check("index advice");
      throw SqlErrors.statement(database, queries.getFirst().statement().sql(), e);
    }
  }

  /** Queries of the history that SQLite still accepts, those that took the most time first. */
  List<WorkloadQuery> stillValid(List<HistoryEntry> history, int most, Progress progress) {
    List<HistoryEntry> slowest =
        history.stream()
            .filter(entry -> entry.count() > entry.errors())
            .sorted(Comparator.comparingDouble(e -> -(double) e.count() * e.p50Nanos()))
            .toList();
    return session.use(
        progress,
        connection -> {
          List<WorkloadQuery> queries = new ArrayList<>();
          for (HistoryEntry entry : slowest) {
            SqlStatement statement = new SqlStatement(entry.lastSql(), entry.lastParameters());
            if (queries.size() < most && canBeTried(connection, statement)) {
              queries.add(new WorkloadQuery(statement, entry.count()));
            }
          }
          return queries;
        });
  }

  private static boolean canBeTried(Connection connection, SqlStatement statement) {
    try {
      return SqlText.onlyReads(statement.sql())
          && new ParameterSlots(statement.sql()).missing(statement.parameters()).isEmpty()
          && !Explain.plan(connection, statement).isEmpty();
    } catch (SQLException e) {
      return false; // the schema has changed since
    }
  }

  private QueryPlan plan(Connection connection, SqlStatement statement) throws SQLException {
    try {
      return new PlanReader(connection, facts).read(statement);
    } catch (SQLException e) {
      throw runner.located(connection, statement.sql(), e);
    }
  }

  PlanComparison compare(SqlStatement before, SqlStatement after, Progress progress) {
    return session.use(
        progress,
        connection -> {
          Side first = side(connection, before, progress);
          Side second = side(connection, after, progress);
          return compared(first, second);
        });
  }

  private Side side(Connection connection, SqlStatement statement, Progress progress)
      throws SQLException {
    QueryPlan plan = plan(connection, statement);
    boolean runs =
        SqlText.onlyReads(statement.sql())
            && new ParameterSlots(statement.sql()).missing(statement.parameters()).isEmpty();
    try {
      return new Side(
          statement.sql(),
          plan,
          runs
              ? Optional.of(
                  new TrialRun(connection, statement, LONGEST_RUN, Long.MAX_VALUE, progress)
                      .measured())
              : Optional.empty());
    } catch (SQLException e) {
      throw runner.located(connection, statement.sql(), e);
    }
  }

  private static PlanComparison compared(Side before, Side after) {
    return new PlanComparison(
        before, after, PlanAlignment.align(before.plan().roots(), after.plan().roots()));
  }

  /** A query without and with indexes that are made on a copy. */
  PlanComparison tryIndexes(SqlStatement statement, List<String> createSql, Progress progress) {
    progress.report(0, "copying the data");
    try {
      List<String> tables =
          session.use(
              progress,
              connection -> {
                facts.refresh(connection);
                return new SourceNames(statement.sql(), facts)
                    .tables().stream()
                        .filter(table -> table.kind().equals("table"))
                        .map(TableFacts.TableEntry::name)
                        .toList();
              });
      try (TrialCopy copy = TrialCopy.of(session, tables, largestCopyBytes, progress)) {
        progress.report(0.4, "running the query without and with the index");
        Side before = trialSide(copy, statement, progress);
        for (String sql : createSql) {
          StatementRules.requireIndexing(sql);
          TrialCopy.execute(copy.connection(), sql);
        }
        return compared(before, trialSide(copy, statement, progress));
      }
    } catch (SQLException e) {
      progress.check("trying an index");
      throw SqlErrors.statement(database, statement.sql(), e);
    }
  }

  private static Side trialSide(TrialCopy copy, SqlStatement statement, Progress progress)
      throws SQLException {
    QueryPlan plan = new PlanReader(copy.connection(), new TableFacts()).read(statement);
    return new Side(
        statement.sql(),
        plan,
        Optional.of(copy.run(statement, LONGEST_RUN, Long.MAX_VALUE, progress)));
  }
}
