package dev.alidade.engine.dataset;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Estimates how many distinct values there were, in 16 KiB (Flajolet and others, 2007; for small
 * numbers by linear counting). The standard error is 0.81 %.
 */
final class HyperLogLog {
  private static final int BITS = 14;
  private static final int REGISTERS = 1 << BITS;
  private static final double BIAS = 0.7213 / (1 + 1.079 / REGISTERS);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final byte[] registers = new byte[REGISTERS];

  void add(long value) {
    addHash(mixed(value * MULTIPLIER + MULTIPLIER));
  }

  void add(MemorySegment bytes, long from, int length) {
    long hash = (length + 1) * MULTIPLIER;
    long i = from;
    long end = from + length;
    for (; i + 8 <= end; i += 8) {
      hash = mixed(hash ^ bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, i) * MULTIPLIER);
    }
    long rest = 0;
    for (; i < end; i++) {
      rest = rest << 8 | bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
    }
    addHash(mixed(hash ^ (rest + 1) * MULTIPLIER));
  }

  /** The finisher of MurmurHash3. */
  private static long mixed(long value) {
    long h = value;
    h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
    h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
    return h ^ h >>> 33;
  }

  private void addHash(long hash) {
    int register = (int) (hash >>> 64 - BITS);
    int rank = Long.numberOfLeadingZeros(hash << BITS | 1L << BITS - 1) + 1;
    if (rank > registers[register]) {
      registers[register] = (byte) rank;
    }
  }

  long estimate() {
    double sum = 0;
    int zeros = 0;
    for (byte register : registers) {
      sum += 1.0 / (1L << register);
      zeros += register == 0 ? 1 : 0;
    }
    double raw = BIAS * REGISTERS * REGISTERS / sum;
    boolean small = raw <= 2.5 * REGISTERS && zeros > 0;
    return Math.round(small ? REGISTERS * Math.log(REGISTERS / (double) zeros) : raw);
  }
}
