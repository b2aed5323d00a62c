package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.data.AggregationOptions.Operation;
import dev.alidade.engine.data.expression.CodePoints;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parts of a stream say of one group, put together. */
final class StreamGroup {
  private final List<Operation> operations;
  private final @Nullable Object[] values;

  /** What the additions of floats lost (Neumaier). */
  private final double[] lost;

  private final List<@Nullable Object> key;

  /** By column, of those whose values are counted. */
  private final Map<String, StreamValues> counted = new HashMap<>();

  /**
   * @param key as it came first
   */
  StreamGroup(List<@Nullable Object> key, List<Operation> operations) {
    this.key = key;
    this.operations = operations;
    this.values = new Object[operations.size()];
    this.lost = new double[operations.size()];
  }

  List<@Nullable Object> key() {
    return key;
  }

  /** The values of a column; empty before any. */
  StreamValues values(String field) {
    return counted.computeIfAbsent(field, name -> new StreamValues());
  }

  /** Takes what a part says: a value for each operation. */
  void add(List<@Nullable Object> part) {
    for (int i = 0; i < part.size(); i++) {
      if (operations.get(i).operation() == AggregateFunction.VARIANCE) {
        addSpread(i, part.get(i), part.get(i + 1), part.get(i + 2));
        i += 2;
      } else {
        add(i, part.get(i));
      }
    }
  }

  /** Number, mean and sum of squared deviations of two sets of values, of both (Chan et al.). */
  private void addSpread(
      int position, @Nullable Object variance, @Nullable Object mean, @Nullable Object count) {
    if (!(mean instanceof Number partMean) || !(count instanceof Long n) || n == 0) {
      return;
    }
    double m = partMean.doubleValue();
    double squares = variance instanceof Number v ? v.doubleValue() * (n - 1) : 0;
    if (values[position] instanceof Spread before) {
      long all = before.count() + n;
      double apart = m - before.mean();
      values[position] =
          new Spread(
              all,
              before.mean() + apart * n / all,
              before.squares() + squares + apart * apart * before.count() * n / all);
    } else {
      values[position] = new Spread(n, m, squares);
    }
  }

  private record Spread(long count, double mean, double squares) {}

  /** Sample variance of what {@link #add(List)} took at this position. */
  @Nullable Double variance(int position) {
    return values[position] instanceof Spread spread && spread.count() > 1
        ? (Double) (spread.squares() / (spread.count() - 1))
        : null;
  }

  private void add(int position, @Nullable Object value) {
    Object before = values[position];
    if (value == null) {
      return;
    }
    if (before == null) {
      values[position] = value;
      return;
    }
    values[position] =
        switch (operations.get(position).operation()) {
          case FIRST -> before;
          case LAST -> value;
          case MIN -> isNaN(before) || isLess(value, before) ? value : before;
          case MAX -> isNaN(before) || isLess(before, value) ? value : before;
          default -> plus(position, before, value);
        };
  }

  /** NaN is passed over where there is anything else, as it is within a part. */
  private static boolean isNaN(Object value) {
    return value instanceof Double number && Double.isNaN(number);
  }

  private static boolean isLess(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x < y;
    }
    if (a instanceof String x && b instanceof String y) {
      return CodePoints.compare(x, y) < 0;
    }
    @SuppressWarnings("unchecked")
    Comparable<Object> comparable = (Comparable<Object>) a;
    return comparable.compareTo(b) < 0;
  }

  private Object plus(int position, Object before, Object value) {
    if (before instanceof Long a && value instanceof Long b) {
      long sum = a + b;
      boolean wrapped = ((a ^ sum) & (b ^ sum)) < 0;
      return wrapped ? (Object) whole(a).add(whole(b)) : (Object) sum;
    }
    if (isWhole(before) && isWhole(value)) {
      return whole(before).add(whole(value));
    }
    double a = ((Number) before).doubleValue();
    double b = ((Number) value).doubleValue();
    double sum = a + b;
    lost[position] += Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a;
    return sum;
  }

  /** A part tells a sum beyond 64 bits as text. */
  private static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof String || value instanceof BigInteger;
  }

  private static BigInteger whole(Object value) {
    return value instanceof BigInteger known ? known : new BigInteger(value.toString());
  }

  /**
   * @throws InvalidRequest where it is a sum of int64 that does not fit int64
   */
  @Nullable Object value(int position) {
    Object value = values[position];
    if (value == null) {
      return null;
    }
    if (operations.get(position).operation() == AggregateFunction.SUM) {
      return sum(position, value);
    }
    return value;
  }

  private Object sum(int position, Object value) {
    if (value instanceof Double sum) {
      return Double.isFinite(sum) ? (Object) (sum + lost[position]) : value;
    }
    BigInteger sum = whole(value);
    if (sum.bitLength() >= Long.SIZE) {
      throw new InvalidRequest(
          "A sum of the column \"%s\" does not fit int64."
              .formatted(operations.get(position).field()),
          "Choose the average, or make the column float64 first.");
    }
    return sum.longValue();
  }

  /** Of the sum at this position and the count after it. */
  @Nullable Double mean(int position) {
    Object sum = values[position];
    if (sum == null || !(values[position + 1] instanceof Long count) || count == 0) {
      return null;
    }
    double total =
        sum instanceof Double real
            ? Double.isFinite(real) ? real + lost[position] : real
            : whole(sum).doubleValue();
    return total / count;
  }
}
