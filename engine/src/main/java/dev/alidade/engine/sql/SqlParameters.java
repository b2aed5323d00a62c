package dev.alidade.engine.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values for {@code ?} in their order and for {@code :name}, {@code @name}, {@code $name}.
 *
 * @param named names without their prefix
 */
public record SqlParameters(
    List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
  public static final SqlParameters NONE = new SqlParameters(List.of(), Map.of());

  public SqlParameters {
    positional = Collections.unmodifiableList(new ArrayList<>(positional));
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  public static SqlParameters positional(@Nullable Object... values) {
    List<@Nullable Object> list = new ArrayList<>();
    Collections.addAll(list, values);
    return new SqlParameters(list, Map.of());
  }

  /** Both kinds in one statement. */
  public static SqlParameters of(
      List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
    return new SqlParameters(positional, named);
  }

  public static SqlParameters named(Map<String, @Nullable Object> values) {
    return new SqlParameters(List.of(), values);
  }
}
