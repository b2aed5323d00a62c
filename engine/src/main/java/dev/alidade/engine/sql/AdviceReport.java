package dev.alidade.engine.sql;

import dev.alidade.engine.sql.Experiment.Measured;
import dev.alidade.engine.sql.IndexAdvisor.Advice;
import dev.alidade.engine.sql.PlanComparison.Side;
import dev.alidade.engine.sql.QueryAnalysis.IndexKind;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import dev.alidade.engine.sql.WorkloadAdvice.QueryEffect;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures on the copy what each index of an advice gains and costs, one after the other. */
final class AdviceReport {
  private final TrialCopy copy;
  private final List<WorkloadQuery> queries;
  private final Experiment experiment;
  private final boolean analyzed;

  /**
   * @param analyzed whether the indexes are taken after ANALYZE only
   */
  AdviceReport(
      TrialCopy copy, List<WorkloadQuery> queries, Experiment experiment, boolean analyzed) {
    this.copy = copy;
    this.queries = queries;
    this.experiment = experiment;
    this.analyzed = analyzed;
  }

  /**
   * @param best in the order in which they are recommended
   */
  Advice of(List<IndexCandidate> best) throws SQLException {
    Measured base = experiment.with(List.of());
    Measured all = experiment.with(best);
    experiment.have(List.of());
    Map<String, Long> insertNanos = new LinkedHashMap<>();
    for (IndexCandidate candidate : best) {
      if (!insertNanos.containsKey(candidate.table())) {
        insertNanos.put(candidate.table(), insertNanos(candidate.table()));
      }
    }
    Optional<QueryPlan> before =
        queries.size() == 1 ? Optional.of(plan(queries.getFirst())) : Optional.empty();
    List<IndexRecommendation> recommendations = new ArrayList<>();
    List<IndexCandidate> soFar = new ArrayList<>();
    Measured previous = base;
    for (IndexCandidate candidate : best) {
      soFar.add(candidate);
      Measured now = experiment.with(soFar);
      experiment.have(soFar);
      long insertsBefore = insertNanos.getOrDefault(candidate.table(), 0L);
      long insertsAfter = insertNanos(candidate.table());
      insertNanos.put(candidate.table(), insertsAfter);
      String name = experiment.nameOf(candidate);
      recommendations.add(
          new IndexRecommendation(
              candidate.createSql(name),
              IndexCandidate.dropSql(name),
              Math.round(previous.steps()),
              Math.round(now.steps()),
              Math.round(previous.nanos()),
              Math.round(now.nanos()),
              copy.indexBytes(name),
              copy.description(),
              candidate.table(),
              candidate.keys(),
              kind(candidate, name),
              insertsBefore,
              insertsAfter,
              analyzed));
      previous = now;
    }
    Optional<PlanComparison> comparison = Optional.empty();
    if (before.isPresent()) {
      comparison =
          Optional.of(
              compared(queries.getFirst(), before.get(), plan(queries.getFirst()), base, all));
    }
    List<QueryEffect> effects = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      effects.add(new QueryEffect(queries.get(i), base.runs().get(i), all.runs().get(i)));
    }
    return new Advice(recommendations, effects, notes(base, all), comparison);
  }

  private long insertNanos(String table) throws SQLException {
    boolean rowids =
        TrialCopy.number(
                copy.connection(),
                "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = '"
                    + table.replace("'", "''")
                    + "'")
            == 0;
    return rowids ? new InsertCost(copy.connection(), table).nanos() : 0;
  }

  private static PlanComparison compared(
      WorkloadQuery query, QueryPlan before, QueryPlan after, Measured base, Measured all) {
    String sql = query.statement().sql();
    return new PlanComparison(
        new Side(sql, before, Optional.of(base.runs().getFirst())),
        new Side(sql, after, Optional.of(all.runs().getFirst())),
        PlanAlignment.align(before.roots(), after.roots()));
  }

  private QueryPlan plan(WorkloadQuery query) throws SQLException {
    return new PlanReader(copy.connection(), new TableFacts()).read(query.statement());
  }

  private IndexKind kind(IndexCandidate candidate, String name) throws SQLException {
    if (candidate.where().isPresent()) {
      return IndexKind.PARTIAL;
    }
    List<String> columns = new TableColumns(copy.connection()).of(candidate.table()).names();
    boolean plain =
        candidate.keys().stream()
            .map(TableUse::withoutDirection)
            .allMatch(k -> columns.stream().anyMatch(c -> SqlText.readableName(c).equals(k)));
    if (!plain) {
      return IndexKind.EXPRESSION;
    }
    for (WorkloadQuery query : queries) {
      for (var row : Explain.plan(copy.connection(), query.statement())) {
        PlanLine line = PlanLine.parse(row.detail());
        if (line.covering() && line.index().filter(name::equals).isPresent()) {
          return IndexKind.COVERING;
        }
      }
    }
    return candidate.keys().size() == 1 ? IndexKind.SINGLE : IndexKind.COMPOSITE;
  }

  private List<String> notes(Measured base, Measured all) {
    List<String> notes = new ArrayList<>();
    if (analyzed) {
      notes.add(
          "SQLite takes the index only with statistics: run ANALYZE after creating it, as was done"
              + " on the copy.");
    }
    if (base.runs().stream().anyMatch(run -> !run.finished())) {
      notes.add(
          "A query was stopped after %d s on the copy: its figures before are at least so large."
              .formatted(IndexAdvisor.LONGEST_RUN.toSeconds()));
    }
    if (all.runs().stream().anyMatch(run -> !run.finished())) {
      notes.add("A query did not finish on the copy even with the indexes.");
    }
    return notes;
  }
}
