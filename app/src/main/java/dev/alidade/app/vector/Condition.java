package dev.alidade.app.vector;

import dev.alidade.app.format.Values;
import dev.alidade.engine.vector.Filter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One filter chip: a metadata field, a comparison and its values.
 *
 * @param values one value, or several for {@link Comparison#IS} and {@link Comparison#IS_NOT}; from
 *     and to for {@link Comparison#BETWEEN}; none for {@link Comparison#EXISTS} and {@link
 *     Comparison#MISSING}
 */
record Condition(String field, Comparison comparison, List<Object> values) {
  enum Comparison {
    IS("is"),
    IS_NOT("is not"),
    AT_LEAST("≥"),
    AT_MOST("≤"),
    BETWEEN("between"),
    AFTER("after"),
    BEFORE("before"),
    EXISTS("has a value"),
    MISSING("has no value");

    private final String word;

    Comparison(String word) {
      this.word = word;
    }

    /** What stands between the field and its value. */
    String word() {
      return word;
    }

    boolean takesMany() {
      return this == IS || this == IS_NOT;
    }

    boolean takesNone() {
      return this == EXISTS || this == MISSING;
    }
  }

  Condition {
    values = List.copyOf(values);
  }

  /** What the chip says. */
  String text() {
    String several = comparison == Comparison.BETWEEN ? " and " : " or ";
    return comparison.takesNone()
        ? field + " " + comparison.word()
        : field
            + " "
            + comparison.word()
            + " "
            + values.stream().map(Values::shown).collect(Collectors.joining(several));
  }

  /** What the engine is asked. */
  Filter filter() {
    return switch (comparison) {
      case IS -> isAny();
      case IS_NOT -> new Filter.Not(isAny());
      case AT_LEAST -> new Filter.Range(field, values.getFirst(), null);
      case AT_MOST -> new Filter.Range(field, null, values.getFirst());
      case AFTER -> new Filter.Range(field, moved(values.getFirst(), 1), null);
      case BEFORE -> new Filter.Range(field, null, moved(values.getFirst(), -1));
      case BETWEEN -> new Filter.Range(field, values.getFirst(), values.getLast());
      case EXISTS -> new Filter.Exists(field);
      case MISSING -> new Filter.Not(new Filter.Exists(field));
    };
  }

  /** The ends of the engine's ranges belong to them, and it keeps microseconds. */
  private static Instant moved(Object instant, int micros) {
    return ((Instant) instant).plus(micros, ChronoUnit.MICROS);
  }

  private Filter isAny() {
    return values.size() == 1
        ? new Filter.Equals(field, values.getFirst())
        : new Filter.In(field, values);
  }

  /** All conditions together. */
  static Filter all(List<Condition> conditions) {
    return conditions.isEmpty()
        ? Filter.NONE
        : new Filter.And(conditions.stream().map(Condition::filter).toList());
  }
}
