package dev.alidade.engine.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the subqueries of a statement stand, by the numbers that SQLite gives them in a plan: its
 * parser counts each SELECT when it has read it to its end. What a grouped query computes from its
 * groups runs once a group, what it computes from its rows once a row; the plan alone does not say
 * which.
 */
final class SubqueryPlaces {
  /** SQLite's functions that read all rows of a group. */
  private static final Set<String> AGGREGATES =
      Set.of(
          "avg",
          "count",
          "group_concat",
          "json_group_array",
          "json_group_object",
          "jsonb_group_array",
          "jsonb_group_object",
          "max",
          "median",
          "min",
          "percentile",
          "percentile_cont",
          "percentile_disc",
          "string_agg",
          "sum",
          "total");

  /** How often a subquery is computed within one run of the query around it. */
  enum Repetition {
    EACH_ROW,
    EACH_GROUP,
    ONCE
  }

  private enum Clause {
    RESULT,
    SOURCE,
    WHERE,
    GROUP,
    HAVING,
    ORDER
  }

  /** A SELECT that is open while the text is read. */
  private static final class Select {
    private final Optional<Place> place;
    private Clause clause = Clause.RESULT;
    private boolean grouped;
    private boolean aggregated;

    Select(Optional<Place> place) {
      this.place = place;
    }
  }

  /**
   * @param aggregate whether it stands within the argument of an aggregate function
   */
  private record Place(Select around, Clause clause, boolean aggregate) {
    Repetition repetition() {
      boolean ofGroup =
          !aggregate
              && (clause == Clause.RESULT || clause == Clause.HAVING || clause == Clause.ORDER);
      if (!ofGroup || (!around.grouped && !around.aggregated)) {
        return Repetition.EACH_ROW;
      }
      return around.grouped ? Repetition.EACH_GROUP : Repetition.ONCE;
    }
  }

  /** An open bracket; with a SELECT of its own where it holds a query. */
  private record Bracket(boolean aggregate, Optional<Select> select) {}

  private final Deque<Bracket> open = new ArrayDeque<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private int number;

  private SubqueryPlaces(String sql) {
    List<SqlToken> tokens = SqlTokenizer.meaningful(sql);
    open.push(new Bracket(false, Optional.empty()));
    for (int i = 0; i < tokens.size(); i++) {
      read(tokens, i);
    }
    end();
  }

  static SubqueryPlaces of(String sql) {
    return new SubqueryPlaces(sql);
  }

  /**
   * @param number as in {@code CORRELATED SCALAR SUBQUERY 1}; one that the text does not have, as
   *     those of views, counts as computed for each row
   */
  Repetition repetition(int number) {
    Place place = places.get(number);
    return place == null ? Repetition.EACH_ROW : place.repetition();
  }

  private void read(List<SqlToken> tokens, int i) {
    SqlToken token = tokens.get(i);
    if (token.isOperator("(")) {
      boolean aggregate = i > 0 && AGGREGATES.contains(tokens.get(i - 1).name());
      if (aggregate) {
        innermost().ifPresent(select -> select.aggregated = true);
      }
      open.push(new Bracket(aggregate, Optional.empty()));
    } else if (token.isOperator(")")) {
      end();
      if (open.size() > 1) {
        open.pop();
      }
    } else if (token.isWord("SELECT")) {
      begin();
    } else if (token.isWord("UNION") || token.isWord("EXCEPT") || token.isWord("INTERSECT")) {
      end();
    } else {
      clause(token);
    }
  }

  private void begin() {
    Select select = new Select(place());
    open.push(new Bracket(open.pop().aggregate(), Optional.of(select)));
  }

  private Optional<Place> place() {
    boolean aggregate = false;
    for (Bracket bracket : open) {
      if (bracket.select().isPresent()) {
        Select around = bracket.select().get();
        return Optional.of(new Place(around, around.clause, aggregate));
      }
      aggregate |= bracket.aggregate();
    }
    return Optional.empty();
  }

  private Optional<Select> innermost() {
    return open.stream().flatMap(bracket -> bracket.select().stream()).findFirst();
  }

  /** The SELECT of the innermost bracket is read to its end. */
  private void end() {
    Bracket bracket = open.pop();
    if (bracket.select().isPresent()) {
      number++;
      bracket.select().get().place.ifPresent(place -> places.put(number, place));
    }
    open.push(new Bracket(bracket.aggregate(), Optional.empty()));
  }

  private void clause(SqlToken token) {
    Optional<Select> select = open.element().select();
    if (select.isEmpty()) {
      return;
    }
    Select within = select.get();
    if (token.isWord("FROM")) {
      within.clause = Clause.SOURCE;
    } else if (token.isWord("WHERE")) {
      within.clause = Clause.WHERE;
    } else if (token.isWord("GROUP")) {
      within.clause = Clause.GROUP;
      within.grouped = true;
    } else if (token.isWord("HAVING")) {
      within.clause = Clause.HAVING;
    } else if (token.isWord("ORDER")) {
      within.clause = Clause.ORDER;
    }
  }
}
