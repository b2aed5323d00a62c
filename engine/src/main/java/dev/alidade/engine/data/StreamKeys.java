package dev.alidade.engine.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which values of different parts are the same, by the rules of groups within a part. */
final class StreamKeys {
  private StreamKeys() {}

  /** −0.0 is 0.0; every NaN is one, as {@link Double#equals} has it. */
  static Object same(Object value) {
    return value instanceof Double number ? (Object) (number + 0.0) : value;
  }

  static List<@Nullable Object> same(List<@Nullable Object> key) {
    List<@Nullable Object> same = new ArrayList<>(key.size());
    for (Object value : key) {
      same.add(value == null ? null : same(value));
    }
    return same;
  }
}
