package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.Experiment.Measured;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import dev.alidade.engine.sql.WorkloadAdvice.QueryEffect;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds indexes by experiment: candidates from the queries' syntax, a choice by SQLite's planner
 * over statistics of a sample, and a proof on a copy of the data. The original is only read.
 */
final class IndexAdvisor {
  /**
   * How often the planner may choose again, without indexes that begin like those it has chosen: it
   * guesses what a range lets through, and with it the order of a join.
   */
  private static final int ROUNDS = 4;

  /** Longest run of one query on the copy; slower ones are compared up to here. */
  static final Duration LONGEST_RUN = Duration.ofSeconds(5);

  private final Session session;
  private final TableFacts facts;
  private final long largestCopyBytes;

  /**
   * @param facts of the session's database
   * @param largestCopyBytes above it a sample is used in the place of a copy
   */
  IndexAdvisor(Session session, TableFacts facts, long largestCopyBytes) {
    this.session = session;
    this.facts = facts;
    this.largestCopyBytes = largestCopyBytes;
  }

  /**
   * @param comparison for one query: its plan and cost without and with the recommendations
   */
  record Advice(
      List<IndexRecommendation> recommendations,
      List<QueryEffect> effects,
      List<String> notes,
      Optional<PlanComparison> comparison) {
    static Advice none(String note) {
      return new Advice(List.of(), List.of(), List.of(note), Optional.empty());
    }
  }

  Advice advise(List<WorkloadQuery> queries, Progress progress) throws SQLException {
    progress.report(0, "reading the queries");
    Map<String, Set<IndexCandidate>> candidates =
        session.use(progress, connection -> candidates(connection, queries));
    if (candidates.isEmpty()) {
      return Advice.none("No table that an index could help is read.");
    }
    progress.report(0.1, "copying the data");
    try (TrialCopy copy = TrialCopy.of(session, candidates.keySet(), largestCopyBytes, progress)) {
      return experiment(copy, queries, candidates, progress);
    }
  }

  /** By table; a table without a candidate is there with an empty set. */
  private Map<String, Set<IndexCandidate>> candidates(
      Connection connection, List<WorkloadQuery> queries) throws SQLException {
    facts.refresh(connection);
    TableColumns columns = new TableColumns(connection);
    Map<String, Set<IndexCandidate>> found = new LinkedHashMap<>();
    for (WorkloadQuery query : queries) {
      Optional<List<TableUse>> parsed = ShapeReader.read(query.statement().sql(), facts, columns);
      List<TableUse> uses =
          parsed.isPresent()
              ? parsed.get()
              : PlanShapes.read(connection, query.statement(), facts, columns);
      for (TableUse use : uses) {
        found
            .computeIfAbsent(use.table().name(), k -> new LinkedHashSet<>())
            .addAll(CandidateIndexes.of(use));
      }
    }
    return found;
  }

  private Advice experiment(
      TrialCopy copy,
      List<WorkloadQuery> queries,
      Map<String, Set<IndexCandidate>> candidates,
      Progress progress)
      throws SQLException {
    Connection connection = copy.connection();
    TableFacts copyFacts = new TableFacts();
    copyFacts.refresh(connection);
    Set<String> taken = new HashSet<>();
    copyFacts.tables().forEach(table -> taken.add(TableFacts.lower(table.name())));
    copyFacts.indexes().forEach(index -> taken.add(TableFacts.lower(index.name())));
    progress.report(0.3, "running the queries as they are");
    Experiment experiment = new Experiment(copy, queries, taken, LONGEST_RUN, progress);
    Measured base = experiment.with(List.of());
    if (base.runs().stream()
        .allMatch(run -> run.finished() && run.vmSteps() < Experiment.CHEAP_STEPS)) {
      return Advice.none(
          "No index was tried: the query takes %,d VM steps only."
              .formatted(Math.round(base.steps())));
    }
    List<IndexCandidate> best = List.of();
    Set<IndexCandidate> everChosen = new LinkedHashSet<>();
    boolean analyzed = false;
    try (HypotheticalDatabase hypothetical = HypotheticalDatabase.of(connection)) {
      new CandidateStatistics(hypothetical, copy, copyFacts).fill(candidates, progress);
      for (int round = 0; round < ROUNDS && !experiment.isCheap(best); round++) {
        progress.report(0.5 + 0.1 * round, "trying indexes");
        Set<IndexCandidate> chosen = new LinkedHashSet<>();
        for (WorkloadQuery query : queries) {
          chosen.addAll(hypothetical.chosen(query.statement()));
        }
        if (chosen.isEmpty()) {
          break;
        }
        everChosen.addAll(chosen);
        List<IndexCandidate> found = experiment.better(best, everChosen);
        if (found.isEmpty() && round == 0) {
          found = afterAnalyze(copy, experiment, chosen);
          analyzed = true;
        }
        best = found;
        hypothetical.dropAlike(chosen);
      }
    }
    if (best.isEmpty()) {
      return Advice.none(
          "No index that was tried on %s made it %s times cheaper, so none is recommended."
              .formatted(copy.description(), Experiment.LEAST_GAIN));
    }
    progress.report(0.8, "measuring what the indexes cost");
    return new AdviceReport(copy, queries, experiment, analyzed).of(best);
  }

  /** Without statistics SQLite may pass by a good index; ANALYZE is then a part of the advice. */
  private static List<IndexCandidate> afterAnalyze(
      TrialCopy copy, Experiment experiment, Set<IndexCandidate> chosen) throws SQLException {
    experiment.have(chosen);
    for (IndexCandidate candidate : chosen) {
      copy.analyze(candidate.table());
    }
    experiment.analyzeFromNowOn();
    return experiment.needed(chosen);
  }
}
