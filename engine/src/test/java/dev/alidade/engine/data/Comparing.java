package dev.alidade.engine.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How values of the engine and of the oracle are compared. */
final class Comparing {
  private Comparing() {}

  /** 0 when equal; floats may differ by rounding, integers may have different widths. */
  static int nearly(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : 1;
    }
    if (a instanceof Double || b instanceof Double) {
      double x = ((Number) a).doubleValue();
      double y = ((Number) b).doubleValue();
      boolean same = Double.compare(x + 0.0, y + 0.0) == 0;
      return same || Math.abs(x - y) <= 1e-12 * Math.max(Math.abs(x), Math.abs(y)) ? 0 : 1;
    }
    if (a instanceof Number x && b instanceof Number y) {
      return new BigInteger(x.toString()).compareTo(new BigInteger(y.toString()));
    }
    return a.equals(b) ? 0 : 1;
  }

  static List<@Nullable Object> mapped(
      List<@Nullable Object> values, UnaryOperator<String> change) {
    List<@Nullable Object> mapped = new ArrayList<>();
    values.forEach(value -> mapped.add(value == null ? null : change.apply((String) value)));
    return mapped;
  }
}
