package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.ColumnProfile.Wholes;
import java.math.BigInteger;
import java.util.Optional;

/** Exact figures of 64-bit integers. Used by one thread. */
final class WholeFigures {
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;
  private boolean any;

  /** What the sum is, where it fits; {@code beyond} has what left it. */
  private long sum;

  private BigInteger beyond = BigInteger.ZERO;

  void add(long value) {
    any = true;
    min = Math.min(min, value);
    max = Math.max(max, value);
    long next = sum + value;
    if (((sum ^ next) & (value ^ next)) < 0) {
      beyond = beyond.add(BigInteger.valueOf(sum));
      next = value;
    }
    sum = next;
  }

  /** Empty of no values. */
  Optional<Wholes> wholes() {
    return any
        ? Optional.of(new Wholes(min, max, beyond.add(BigInteger.valueOf(sum))))
        : Optional.empty();
  }
}
