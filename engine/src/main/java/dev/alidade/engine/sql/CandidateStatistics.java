package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.TableFacts.IndexEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives SQLite's planner tables and indexes as they would be, by statistics of a sample. */
final class CandidateStatistics {
  /** Most rows that a partial index may hold, as a part of the table's. */
  private static final double RARE_SHARE = 0.1;

  /** Most values that a column may have to be a category, like a status. */
  private static final int CATEGORIES = 20;

  private final HypotheticalDatabase hypothetical;
  private final TrialCopy copy;
  private final TableFacts facts;

  /**
   * @param facts of the copy
   */
  CandidateStatistics(HypotheticalDatabase hypothetical, TrialCopy copy, TableFacts facts) {
    this.hypothetical = hypothetical;
    this.copy = copy;
    this.facts = facts;
  }

  /**
   * @param candidates by table
   */
  void fill(Map<String, Set<IndexCandidate>> candidates, Progress progress) throws SQLException {
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
            && !exists(candidate)) {
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
  private boolean exists(IndexCandidate candidate) {
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
}
