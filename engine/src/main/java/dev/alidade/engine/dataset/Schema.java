package dev.alidade.engine.dataset;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Columns in their order. Names are unique. Immutable. */
public final class Schema {
  private static final int MOST_LISTED = 30;

  private final List<Field> fields;

  /**
   * Made by the first question: a data set may have 100,000 columns, each asked for by its name.
   */
  private volatile @Nullable Map<String, Integer> places;

  public Schema(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  public List<Field> fields() {
    return fields;
  }

  public int size() {
    return fields.size();
  }

  /** Position of the column with this name. */
  public OptionalInt indexOf(String name) {
    Map<String, Integer> known = places;
    if (known == null) {
      known = HashMap.newHashMap(fields.size());
      for (int i = 0; i < fields.size(); i++) {
        known.putIfAbsent(fields.get(i).name(), i);
      }
      places = known;
    }
    Integer place = known.get(name);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** Says what can be chosen instead of a name that is not there; of many only the first 30. */
  public static String oneOf(Collection<String> names) {
    return "Choose one of: "
        + names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "))
        + (names.size() > MOST_LISTED
            ? " and %,d more.".formatted(names.size() - MOST_LISTED)
            : ".");
  }

  /** The same for the columns. */
  String oneOf() {
    return oneOf(fields.stream().map(Field::name).toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schema schema && schema.fields.equals(fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return "Schema" + fields;
  }
}
