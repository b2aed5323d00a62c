package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.Experiment.Measured;
import dev.alidade.engine.sql.PlanComparison.Side;
import dev.alidade.engine.sql.QueryAnalysis.IndexKind;
import dev.alidade.engine.sql.QueryAnalysis.IndexRecommendation;
import dev.alidade.engine.sql.TableFacts.IndexEntry;
import dev.alidade.engine.sql.WorkloadAdvice.QueryEffect;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
  private static final Duration LONGEST_RUN = Duration.ofSeconds(5);

  /** Most rows that a partial index may hold, as a part of the table's. */
  private static final double RARE_SHARE = 0.1;

  /** Most values that a column may have to be a category, like a status. */
  private static final int CATEGORIES = 20;

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
      fill(hypothetical, copy, copyFacts, candidates, progress);
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
    return report(copy, queries, experiment, best, analyzed);
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

  private static void fill(
      HypotheticalDatabase hypothetical,
      TrialCopy copy,
      TableFacts facts,
      Map<String, Set<IndexCandidate>> candidates,
      Progress progress)
      throws SQLException {
    for (Map.Entry<String, Set<IndexCandidate>> table : candidates.entrySet()) {
      progress.check("sampling tables");
      String name = table.getKey();
      Set<String> keys = new TreeSet<>();
      Set<String> conditions = new TreeSet<>();
      for (IndexCandidate candidate : table.getValue()) {
        candidate.keys().forEach(key -> keys.add(TableUse.withoutDirection(key)));
        candidate.where().ifPresent(conditions::add);
        candidate.whereEquals().ifPresent(keys::add);
      }
      List<IndexEntry> existing =
          facts.indexesOf(name).stream().filter(i -> !i.columns().contains("")).toList();
      existing.forEach(index -> index.columns().forEach(c -> keys.add(SqlText.readableName(c))));
      TableSample sample =
          TableSample.read(
              copy.connection(), name, List.copyOf(keys), List.copyOf(conditions), copy.rows(name));
      hypothetical.setStatistics(name, Optional.empty(), "" + copy.rows(name));
      for (IndexEntry index : existing) {
        Optional<String> statistics =
            sample.statistics(
                index.columns().stream().map(SqlText::readableName).toList(), Optional.empty());
        if (statistics.isPresent() && !index.partial()) {
          hypothetical.setStatistics(name, Optional.of(index.name()), statistics.get());
        }
      }
      for (IndexCandidate candidate : table.getValue()) {
        Optional<String> statistics =
            sample.statistics(
                candidate.keys().stream().map(TableUse::withoutDirection).toList(),
                candidate.where());
        if (statistics.isPresent()
            && (candidate.where().isEmpty() || worthPartial(candidate, sample))
            && !exists(candidate, facts)) {
          hypothetical.add(candidate, statistics.get());
        }
      }
    }
    hypothetical.loadStatistics();
  }

  /** A partial index serves one value only: it must be a rare one of a few that there are. */
  private static boolean worthPartial(IndexCandidate candidate, TableSample sample) {
    return candidate.where().filter(term -> sample.share(term) <= RARE_SHARE).isPresent()
        && candidate.whereEquals().map(sample::distinct).orElse(0) <= CATEGORIES;
  }

  /** Whether an index of the database starts with the same columns. */
  private static boolean exists(IndexCandidate candidate, TableFacts facts) {
    return candidate.where().isEmpty()
        && facts.indexesOf(candidate.table()).stream()
            .filter(index -> !index.partial() && index.columns().size() >= candidate.keys().size())
            .anyMatch(
                index ->
                    index.columns().subList(0, candidate.keys().size()).stream()
                        .map(SqlText::readableName)
                        .toList()
                        .equals(candidate.keys()));
  }

  private static Advice report(
      TrialCopy copy,
      List<WorkloadQuery> queries,
      Experiment experiment,
      List<IndexCandidate> best,
      boolean analyzed)
      throws SQLException {
    Measured base = experiment.with(List.of());
    Measured all = experiment.with(best);
    experiment.have(List.of());
    Map<String, Long> insertNanos = new LinkedHashMap<>();
    for (IndexCandidate candidate : best) {
      if (!insertNanos.containsKey(candidate.table())) {
        insertNanos.put(candidate.table(), insertNanos(copy, candidate.table()));
      }
    }
    Optional<QueryPlan> before =
        queries.size() == 1 ? Optional.of(plan(copy, queries.getFirst())) : Optional.empty();
    List<IndexRecommendation> recommendations = new ArrayList<>();
    List<IndexCandidate> soFar = new ArrayList<>();
    Measured previous = base;
    for (IndexCandidate candidate : best) {
      soFar.add(candidate);
      Measured now = experiment.with(soFar);
      experiment.have(soFar);
      long insertsBefore = insertNanos.getOrDefault(candidate.table(), 0L);
      long insertsAfter = insertNanos(copy, candidate.table());
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
              kind(copy, queries, candidate, name),
              insertsBefore,
              insertsAfter,
              analyzed));
      previous = now;
    }
    Optional<PlanComparison> comparison = Optional.empty();
    if (before.isPresent()) {
      comparison =
          Optional.of(
              compared(
                  queries.getFirst(), before.get(), plan(copy, queries.getFirst()), base, all));
    }
    List<QueryEffect> effects = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      effects.add(new QueryEffect(queries.get(i), base.runs().get(i), all.runs().get(i)));
    }
    return new Advice(recommendations, effects, notes(base, all, analyzed), comparison);
  }

  private static long insertNanos(TrialCopy copy, String table) throws SQLException {
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

  private static QueryPlan plan(TrialCopy copy, WorkloadQuery query) throws SQLException {
    return new PlanReader(copy.connection(), new TableFacts()).read(query.statement());
  }

  private static IndexKind kind(
      TrialCopy copy, List<WorkloadQuery> queries, IndexCandidate candidate, String name)
      throws SQLException {
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

  private static List<String> notes(Measured base, Measured all, boolean analyzed) {
    List<String> notes = new ArrayList<>();
    if (analyzed) {
      notes.add(
          "SQLite takes the index only with statistics: run ANALYZE after creating it, as was done"
              + " on the copy.");
    }
    if (base.runs().stream().anyMatch(run -> !run.finished())) {
      notes.add(
          "A query was stopped after %d s on the copy: its figures before are at least so large."
              .formatted(LONGEST_RUN.toSeconds()));
    }
    if (all.runs().stream().anyMatch(run -> !run.finished())) {
      notes.add("A query did not finish on the copy even with the indexes.");
    }
    return notes;
  }
}
