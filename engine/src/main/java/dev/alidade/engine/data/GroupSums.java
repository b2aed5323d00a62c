package dev.alidade.engine.data;

import dev.alidade.engine.dataset.Int64Column;
import java.math.BigInteger;
import java.util.Optional;

/** Exact sums of an int64 column by groups, in 128 bits: for sums that wrapped around in 64. */
final class GroupSums {
  private final long[] high;
  private final long[] low;

  GroupSums(StepRun run, Int64Column column, GroupCodes groups) {
    high = new long[groups.groups()];
    low = new long[groups.groups()];
    int[] codes = groups.codes();
    for (int row = 0; row < codes.length; row++) {
      run.tick(row);
      if (!column.isNull(row)) {
        add(codes[row], column.get(row));
      }
    }
  }

  private void add(int group, long value) {
    long before = low[group];
    long after = before + value;
    low[group] = after;
    high[group] += (value >> 63) + (Long.compareUnsigned(after, before) < 0 ? 1 : 0);
  }

  /** The sum, where it fits int64. */
  Optional<Long> exact(int group) {
    return high[group] == low[group] >> 63 ? Optional.of(low[group]) : Optional.empty();
  }

  /** The sum as the nearest float64. */
  double rounded(int group) {
    return high[group] == low[group] >> 63 ? low[group] : total(group).doubleValue();
  }

  /** The sum, however large. */
  BigInteger total(int group) {
    BigInteger upper = BigInteger.valueOf(high[group]).shiftLeft(64);
    return upper.add(new BigInteger(Long.toUnsignedString(low[group])));
  }
}
