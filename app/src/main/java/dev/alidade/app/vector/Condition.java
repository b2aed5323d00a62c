package dev.alidade.app.vector;

import dev.alidade.app.format.Values;
import dev.alidade.engine.vector.Filter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One filter chip: a metadata field, a comparison and its values.
 *
 * @param values one value, or several for {@link Comparison#IS}
 */
record Condition(String field, Comparison comparison, List<Object> values) {
  enum Comparison {
    IS("is"),
    IS_NOT("is not"),
    AT_LEAST("≥"),
    AT_MOST("≤"),
    AFTER("after"),
    BEFORE("before");

    private final String word;

    Comparison(String word) {
      this.word = word;
    }

    /** What stands between the field and its value. */
    String word() {
      return word;
    }
  }

  Condition {
    values = List.copyOf(values);
  }

  /** What the chip says. */
  String text() {
    return field
        + " "
        + comparison.word()
        + " "
        + values.stream().map(Values::shown).collect(Collectors.joining(" or "));
  }

  /** What the engine is asked. */
  Filter filter() {
    return switch (comparison) {
      case IS -> isAny();
      case IS_NOT -> new Filter.Not(isAny());
      case AT_LEAST, AFTER -> new Filter.Range(field, values.getFirst(), null);
      case AT_MOST, BEFORE -> new Filter.Range(field, null, values.getFirst());
    };
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
