package dev.alidade.engine.dataset;

import dev.alidade.engine.InvalidRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Columns in their order. Names are unique. Immutable. */
public final class Schema {
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

  /** What to do where a name is none of these columns. */
  String remedy() {
    return InvalidRequest.oneOf(fields.stream().map(Field::name).toList());
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
