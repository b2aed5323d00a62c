package dev.alidade.engine.sql;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.PlanComparison.Run;
import dev.alidade.engine.sql.WorkloadAdvice.WorkloadQuery;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Queries run on a copy with one set of indexes after another. A set is measured once. */
final class Experiment {
  /**
   * Advice is given only where the VM steps fall to this share: small gains are not worth an index.
   */
  static final double LEAST_GAIN = 1.5;

  /**
   * A shorter index may cost this much more, because it is smaller and serves more queries: what
   * each further column has to give is what an index has to give.
   */
  private static final double SHORTER_MAY_COST = LEAST_GAIN;

  /** VM steps that no further column is worth: below 10 µs. */
  private static final long FEW_STEPS = 100;

  /** Queries below this many VM steps end within a tenth of a millisecond. */
  static final long CHEAP_STEPS = 2_000;

  /** A run with more than so many times the steps of the best is stopped. */
  private static final long CLEARLY_WORSE = 20;

  /** Steps of a query that nobody waits for. */
  private static final long NEGLIGIBLE_STEPS = 20_000;

  private final TrialCopy copy;
  private final List<WorkloadQuery> queries;
  private final Set<String> takenNames;
  private final Duration limit;
  private final Progress progress;
  private final Map<IndexCandidate, String> present = new LinkedHashMap<>();
  private final Map<Set<IndexCandidate>, Measured> known = new HashMap<>();
  private boolean analyzing;

  /**
   * @param takenNames names of objects, in lower case
   * @param limit longest run of one query
   */
  Experiment(
      TrialCopy copy,
      List<WorkloadQuery> queries,
      Set<String> takenNames,
      Duration limit,
      Progress progress) {
    this.copy = copy;
    this.queries = queries;
    this.takenNames = new HashSet<>(takenNames);
    this.limit = limit;
    this.progress = progress;
  }

  /**
   * @param runs one for each query
   */
  record Measured(List<Run> runs, double steps, double nanos) {
    boolean fallsFrom(Measured before) {
      for (int i = 0; i < runs.size(); i++) {
        if (before.runs.get(i).vmSteps() >= LEAST_GAIN * runs.get(i).vmSteps()) {
          return true;
        }
      }
      return false;
    }

    boolean closeTo(Measured best) {
      for (int i = 0; i < runs.size(); i++) {
        long bound = Math.round(SHORTER_MAY_COST * best.runs.get(i).vmSteps());
        if (runs.get(i).vmSteps() > Math.max(FEW_STEPS, bound)) {
          return false;
        }
      }
      return true;
    }
  }

  String nameOf(IndexCandidate candidate) {
    String name = present.get(candidate);
    return name == null ? candidate.name(takenNames) : name;
  }

  /** Makes exactly these indexes exist beside those of the original. */
  void have(Collection<IndexCandidate> wanted) throws SQLException {
    for (IndexCandidate candidate : List.copyOf(present.keySet())) {
      if (!wanted.contains(candidate)) {
        copy.drop(nameOf(candidate));
        present.remove(candidate);
      }
    }
    for (IndexCandidate candidate : wanted) {
      if (!present.containsKey(candidate)) {
        progress.check("trying an index");
        String name = candidate.name(takenNames);
        copy.create(candidate, name);
        if (analyzing) {
          copy.analyze(name); // its statistics have gone with an index of that name
        }
        present.put(candidate, name);
      }
    }
  }

  Measured with(Collection<IndexCandidate> indexes) throws SQLException {
    Measured earlier = known.get(Set.copyOf(indexes));
    if (earlier != null) {
      return earlier;
    }
    Measured measured = run(indexes, Optional.empty());
    known.put(Set.copyOf(indexes), measured);
    return measured;
  }

  /** As {@link #with}, but a query is stopped where it is clearly worse than the reference. */
  private Measured atMost(Collection<IndexCandidate> indexes, Measured reference)
      throws SQLException {
    Measured earlier = known.get(Set.copyOf(indexes));
    if (earlier != null) {
      return earlier;
    }
    Measured measured = run(indexes, Optional.of(reference));
    if (measured.runs().stream().allMatch(Run::finished)) {
      known.put(Set.copyOf(indexes), measured);
    }
    return measured;
  }

  private Measured run(Collection<IndexCandidate> indexes, Optional<Measured> reference)
      throws SQLException {
    have(indexes);
    List<Run> runs = new ArrayList<>();
    double steps = 0;
    double nanos = 0;
    for (int i = 0; i < queries.size(); i++) {
      int number = i;
      WorkloadQuery query = queries.get(i);
      long mostSteps =
          reference
              .map(r -> CLEARLY_WORSE * r.runs().get(number).vmSteps() + NEGLIGIBLE_STEPS)
              .orElse(Long.MAX_VALUE);
      Run run = copy.run(query.statement(), limit, mostSteps, progress);
      runs.add(run);
      steps += query.weight() * run.vmSteps();
      nanos += query.weight() * run.nanos();
    }
    return new Measured(runs, steps, nanos);
  }

  /** The copy has statistics now, and each index gets its own. What was measured is forgotten. */
  void analyzeFromNowOn() {
    analyzing = true;
    known.clear();
  }

  /**
   * Those of the chosen indexes without which the queries would need many more steps, each as short
   * as possible, in the order of what they add. Empty where all together gain too little.
   */
  List<IndexCandidate> needed(Set<IndexCandidate> chosen) throws SQLException {
    if (chosen.isEmpty() || !with(chosen).fallsFrom(with(List.of()))) {
      return List.of();
    }
    List<IndexCandidate> kept = new ArrayList<>(chosen);
    for (IndexCandidate candidate : chosen) {
      List<IndexCandidate> others = without(kept, candidate);
      if (!others.isEmpty() && !with(kept).fallsFrom(atMost(others, with(kept)))) {
        kept = others;
      }
    }
    kept = distinctly(shortened(kept));
    return inOrder(kept);
  }

  /** Whether nobody would notice that the queries became cheaper than with these indexes. */
  boolean isCheap(List<IndexCandidate> indexes) throws SQLException {
    return !indexes.isEmpty()
        && with(indexes).runs().stream()
            .allMatch(run -> run.finished() && run.vmSteps() < CHEAP_STEPS);
  }

  /**
   * The best so far, or what is needed of it and a new choice where that takes far fewer steps. The
   * planner guesses what a range lets through, so its first choice is not always the best.
   *
   * @param chosen by the planner, now and in earlier rounds
   */
  List<IndexCandidate> better(List<IndexCandidate> best, Set<IndexCandidate> chosen)
      throws SQLException {
    if (best.isEmpty()) {
      return needed(chosen);
    }
    Set<IndexCandidate> all = new LinkedHashSet<>(best);
    all.addAll(chosen);
    Measured reference = with(best);
    if (queries.size() == 1) {
      for (Set<IndexCandidate> swapped : swaps(best, all)) {
        if (gains(swapped, reference)) {
          return needed(swapped);
        }
      }
    }
    return gains(all, reference) ? needed(all) : best;
  }

  /** All but one of those that were best, and what begins like it: it may be in the way. */
  private static List<Set<IndexCandidate>> swaps(
      List<IndexCandidate> best, Set<IndexCandidate> all) {
    List<Set<IndexCandidate>> swaps = new ArrayList<>();
    for (IndexCandidate old : best) {
      Set<IndexCandidate> swapped = new LinkedHashSet<>(all);
      swapped.removeIf(old::beginsLike);
      if (!swapped.isEmpty()) {
        swaps.add(swapped);
      }
    }
    return swaps;
  }

  private boolean gains(Set<IndexCandidate> indexes, Measured reference) throws SQLException {
    Measured measured = atMost(indexes, reference);
    return measured.fallsFrom(reference) && measured.steps() < reference.steps();
  }

  private static List<IndexCandidate> without(
      List<IndexCandidate> indexes, IndexCandidate candidate) {
    return indexes.stream().filter(other -> !other.equals(candidate)).toList();
  }

  private List<IndexCandidate> shortened(List<IndexCandidate> indexes) throws SQLException {
    List<IndexCandidate> kept = new ArrayList<>(indexes);
    Measured best = with(kept);
    for (int i = 0; i < kept.size(); i++) {
      IndexCandidate whole = kept.get(i);
      for (int keys = 1; keys < whole.keys().size(); keys++) {
        List<IndexCandidate> shorter = new ArrayList<>(kept);
        shorter.set(i, whole.first(keys));
        if (atMost(shorter, best).closeTo(best)) {
          kept = shorter;
          break;
        }
      }
    }
    return kept;
  }

  private static List<IndexCandidate> distinctly(List<IndexCandidate> indexes) {
    return indexes.stream().distinct().toList();
  }

  private List<IndexCandidate> inOrder(List<IndexCandidate> indexes) throws SQLException {
    Measured all = with(indexes);
    List<IndexCandidate> left = new ArrayList<>(indexes);
    List<IndexCandidate> ordered = new ArrayList<>();
    while (left.size() > 1) {
      IndexCandidate best = left.getFirst();
      double least = Double.MAX_VALUE;
      for (IndexCandidate candidate : left) {
        List<IndexCandidate> trial = new ArrayList<>(ordered);
        trial.add(candidate);
        double steps = atMost(trial, all).steps();
        if (steps < least) {
          least = steps;
          best = candidate;
        }
      }
      ordered.add(best);
      left.remove(best);
    }
    ordered.addAll(left);
    return ordered;
  }
}
