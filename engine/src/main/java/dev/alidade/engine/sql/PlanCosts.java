package dev.alidade.engine.sql;

import dev.alidade.engine.sql.Explain.PlanRow;
import dev.alidade.engine.sql.QueryPlan.Kind;
import dev.alidade.engine.sql.TableFacts.IndexEntry;
import dev.alidade.engine.sql.TableFacts.TableEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The planner's cost of each loop as a share of the plan: 2^(cost/10) of one run times the
 * planner's runs. A loop runs once for each row that the loops before it give; what stands in a
 * correlated subquery runs for each row of the loops outside, or for each of their groups. Sums of
 * these costs do not rank different plans.
 */
final class PlanCosts {
  /** Rows that SQLite expects of a table without statistics (2^20), see sqlite3EstimateRows. */
  private static final double DEFAULT_TABLE_ROWS = 1_048_576;

  /** Rows for one value of an index without statistics: sqlite3DefaultRowEst starts at 10. */
  private static final double DEFAULT_EQUAL_ROWS = 10;

  /** Rows for one value of an automatic index: 2^4.3, whereLoopAddBtree. */
  private static final double AUTOMATIC_INDEX_ROWS = 20;

  /** Each bound of a range lets a quarter through; both together a sixty-fourth. */
  private static final double ONE_BOUND = 4;

  private static final double TWO_BOUNDS = 64;

  private static final double MOST_RUNS = 1e18;

  /** Groups that SQLite expects at the most, see sqlite3Select. */
  private static final double MOST_GROUPS = 100;

  private final Map<Integer, List<PlanRow>> byParent = new HashMap<>();
  private final SourceNames names;
  private final SubqueryPlaces places;
  private final TableFacts facts;
  private final Map<Integer, Double> weights = new HashMap<>();

  PlanCosts(List<PlanRow> rows, SourceNames names, SubqueryPlaces places, TableFacts facts) {
    this.names = names;
    this.places = places;
    this.facts = facts;
    for (PlanRow row : rows) {
      byParent.computeIfAbsent(row.parent(), k -> new java.util.ArrayList<>()).add(row);
    }
  }

  /** By node id; nodes without a cost are absent. */
  Map<Integer, Double> shares() {
    weigh(0, 1);
    double total = weights.values().stream().mapToDouble(w -> w).sum();
    Map<Integer, Double> shares = new HashMap<>();
    weights.forEach((id, weight) -> shares.put(id, weight / total));
    return shares;
  }

  /**
   * Weighs the children of a node, which runs {@code runs} times.
   *
   * @return rows that the children's loops give in one go, all together
   */
  private double weigh(int parent, double runs) {
    double rowsSoFar = 1;
    for (PlanRow row : byParent.getOrDefault(parent, List.of())) {
      PlanLine line = PlanLine.parse(row.detail());
      double runsHere = Math.min(MOST_RUNS, runs * rowsSoFar);
      if (row.cost() > 0) {
        weights.put(row.id(), Math.pow(2, row.cost() / 10.0) * runsHere);
        rowsSoFar *= Math.max(1, loopRows(row, line));
        weigh(row.id(), runsHere);
      } else if (line.kind() == Kind.MULTI_INDEX_OR) {
        rowsSoFar *= alternatives(row.id(), runsHere);
      } else {
        weigh(
            row.id(), line.correlated() ? Math.min(MOST_RUNS, runs * times(row, rowsSoFar)) : runs);
      }
    }
    return rowsSoFar;
  }

  /** How often a correlated subquery runs while the query around it runs once. */
  private double times(PlanRow row, double rowsSoFar) {
    return switch (places.repetition(PlanLine.subqueryNumber(row.detail()))) {
      case EACH_ROW -> rowsSoFar;
      case EACH_GROUP -> Math.min(rowsSoFar, MOST_GROUPS);
      case ONCE -> 1;
    };
  }

  /** Rows of the alternatives of an OR, added up. */
  private double alternatives(int or, double runs) {
    List<PlanRow> children = byParent.getOrDefault(or, List.of());
    return Math.max(1, children.stream().mapToDouble(child -> weigh(child.id(), runs)).sum());
  }

  private double loopRows(PlanRow row, PlanLine line) {
    Optional<TableEntry> table = line.source().flatMap(names::table);
    if (table.isPresent()) {
      return rows(line, table.get(), facts);
    }
    // A subquery: a full scan's cost is its rows and 1.6 in the exponent (a factor of 3).
    return line.kind() == Kind.SCAN ? Math.pow(2, (row.cost() - 16) / 10.0) : AUTOMATIC_INDEX_ROWS;
  }

  /** Rows that the planner expects of one run of a loop over a table. */
  static double rows(PlanLine line, TableEntry table, TableFacts facts) {
    OptionalLong analyzed = facts.analyzedRows(table.name());
    double all = analyzed.isPresent() ? analyzed.getAsLong() : DEFAULT_TABLE_ROWS;
    double rows = all;
    int equalities = line.equalities();
    if (line.automatic()) {
      rows = Math.min(all, AUTOMATIC_INDEX_ROWS);
    } else if (equalities > 0) {
      rows = line.usesRowid() ? 1 : equalRows(line, table, equalities, facts);
    }
    int bounds = line.bounds();
    return Math.max(1, bounds == 0 ? rows : rows / (bounds == 1 ? ONE_BOUND : TWO_BOUNDS));
  }

  private static double equalRows(
      PlanLine line, TableEntry table, int equalities, TableFacts facts) {
    Optional<IndexEntry> index = line.index().flatMap(facts::index);
    if (index.isEmpty()) {
      return DEFAULT_EQUAL_ROWS;
    }
    if (index.get().unique() && equalities >= index.get().columns().size()) {
      return 1;
    }
    Optional<long[]> numbers = facts.statistics(table.name(), index.get().name());
    return numbers.isPresent() && equalities < numbers.get().length
        ? numbers.get()[equalities]
        : Math.max(5, DEFAULT_EQUAL_ROWS + 1 - equalities);
  }
}
