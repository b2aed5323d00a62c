package dev.alidade.engine.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Indexes worth trying for one use of a table: columns compared for equality stand first, then one
 * range or the order, then what makes the index cover the query. Which of them helps is found by
 * trying, so too many do no harm.
 */
final class CandidateIndexes {
  /** A covering index wider than this costs more than it gives. */
  private static final int WIDEST_COVER = 6;

  /** Tried for one use of a table; the planner takes well under a millisecond for as many. */
  private static final int MOST = 48;

  private final TableUse use;
  private final Set<IndexCandidate> found = new LinkedHashSet<>();

  private CandidateIndexes(TableUse use) {
    this.use = use;
  }

  static List<IndexCandidate> of(TableUse use) {
    CandidateIndexes candidates = new CandidateIndexes(use);
    candidates.combine(use.equal(), use.range(), Optional.empty());
    for (Map.Entry<String, String> condition : use.conditions().entrySet()) {
      candidates.combine(
          without(use.equal(), condition.getKey()),
          without(use.range(), condition.getKey()),
          Optional.of(condition.getValue()));
    }
    use.alternatives().forEach(key -> candidates.add(List.of(key), Optional.empty()));
    return candidates.found.stream().limit(MOST).toList();
  }

  private static List<String> without(List<String> keys, String key) {
    return keys.stream().filter(other -> !other.equals(key)).toList();
  }

  private void combine(List<String> equal, List<String> range, Optional<String> where) {
    equal.forEach(key -> add(List.of(key), where));
    range.forEach(key -> add(List.of(key), where));
    add(equal, where);
    for (String bound : range) {
      add(joined(equal, List.of(bound)), where);
      cover(joined(equal, List.of(bound)), where);
    }
    for (List<String> order : use.orders()) {
      List<String> rest =
          order.stream().filter(k -> !equal.contains(TableUse.withoutDirection(k))).toList();
      add(rest, where);
      add(joined(equal, rest), where);
      for (String bound : range) {
        add(joined(joined(equal, rest), List.of(bound)), where);
      }
      cover(joined(equal, rest), where);
      cover(rest, where);
    }
    if (!equal.isEmpty()) {
      cover(equal, where);
    }
    if (equal.size() > 1) {
      for (String one : equal) {
        range.forEach(bound -> add(List.of(one, bound), where));
        equal.stream().filter(k -> !k.equals(one)).forEach(k -> add(List.of(one, k), where));
      }
    }
    if (equal.isEmpty() && range.isEmpty() && use.orders().isEmpty()) {
      cover(List.of(), where);
    }
  }

  /** The keys and behind them whatever else the query reads of the table. */
  private void cover(List<String> keys, Optional<String> where) {
    Set<String> all = new LinkedHashSet<>(keys);
    Set<String> plain = new LinkedHashSet<>();
    keys.forEach(key -> plain.add(TableUse.withoutDirection(key)));
    use.read().stream().filter(c -> !plain.contains(c) && !use.isRowid(c)).forEach(all::add);
    where.ifPresent(condition -> all.removeIf(k -> condition.equals(use.conditions().get(k))));
    if (all.size() > keys.size() && all.size() <= WIDEST_COVER) {
      add(List.copyOf(all), where);
    }
  }

  private static List<String> joined(List<String> first, List<String> then) {
    Set<String> plain = new LinkedHashSet<>();
    List<String> keys = new ArrayList<>();
    for (String key : first) {
      keys.add(key);
      plain.add(key);
    }
    for (String key : then) {
      if (plain.add(TableUse.withoutDirection(key))) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** An index that starts with the rowid finds nothing that the table does not. */
  private void add(List<String> keys, Optional<String> where) {
    if (!keys.isEmpty() && !use.isRowid(TableUse.withoutDirection(keys.getFirst()))) {
      found.add(new IndexCandidate(use.table().name(), keys, where));
    }
  }
}
