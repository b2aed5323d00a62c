package dev.alidade.engine.runtime.kernels;

import static dev.alidade.engine.runtime.kernels.Access.bad;
import static dev.alidade.engine.runtime.kernels.Access.bit;
import static dev.alidade.engine.runtime.kernels.Access.f64;
import static dev.alidade.engine.runtime.kernels.Access.i32;
import static dev.alidade.engine.runtime.kernels.Access.i64;
import static dev.alidade.engine.runtime.kernels.Access.ok;
import static dev.alidade.engine.runtime.kernels.Access.u32;

import dev.alidade.engine.runtime.kernels.Blocks.GroupBy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Plain-Java twins of group_f64 and group_i64, bit for bit: a group's sum is in order of rows. */
final class GroupTwins {
  private GroupTwins() {}

  /** The block, read once. */
  private record Call(
      int rows,
      int groups,
      int other,
      long codes,
      long values,
      long validity,
      long selection,
      long outSum,
      long outMin,
      long outMax,
      long outRest) {
    static Call of(MemorySegment m, long p) {
      return new Call(
          i32(m, p + GroupBy.ROWS),
          i32(m, p + GroupBy.GROUPS),
          i32(m, p + GroupBy.OTHER),
          u32(m, p + GroupBy.CODES),
          u32(m, p + GroupBy.VALUES),
          u32(m, p + GroupBy.VALIDITY),
          u32(m, p + GroupBy.SELECTION),
          u32(m, p + GroupBy.OUT_SUM),
          u32(m, p + GroupBy.OUT_MIN),
          u32(m, p + GroupBy.OUT_MAX),
          u32(m, p + GroupBy.OUT_REST));
    }

    boolean isBad() {
      return rows < 0 || groups < 0 || other >= groups || other < -1;
    }

    int groupOf(MemorySegment m, int row) {
      int code = i32(m, codes + 4L * row);
      return Integer.compareUnsigned(code, groups) < 0 ? code : other;
    }

    boolean isExact() {
      return outSum != 0 && outRest != 0;
    }

    boolean extremes() {
      return outMin != 0 || outMax != 0;
    }
  }

  static void groupF64(MemorySegment m, long p) {
    Call call = Call.of(m, p);
    if (call.isBad()) {
      bad(m, p);
      return;
    }
    long[] count = new long[call.groups()];
    double[] sum = new double[call.groups()];
    double[] min = filled(call.groups(), Double.POSITIVE_INFINITY);
    double[] max = filled(call.groups(), Double.NEGATIVE_INFINITY);
    double[] rest = new double[call.groups()];
    int skipped;
    if (call.values() == 0) {
      skipped = countRows(m, call, count);
    } else if (call.extremes()) {
      skipped = extremesF64(m, call, count, sum, rest, min, max);
    } else {
      skipped =
          call.isExact() ? exactSumsF64(m, call, count, sum, rest) : sumsF64(m, call, count, sum);
    }
    for (int g = 0; call.isExact() && g < sum.length; g++) {
      if (Double.isFinite(sum[g])) {
        sum[g] += rest[g];
      }
    }
    write(m, u32(m, p + GroupBy.OUT_COUNT), count);
    write(m, call.outSum(), sum);
    write(m, call.outRest(), rest);
    write(m, call.outMin(), min);
    write(m, call.outMax(), max);
    i32(m, p + GroupBy.OUT_OVERFLOW, 0);
    i32(m, p + GroupBy.OUT_SKIPPED, skipped);
    ok(m, p);
  }

  private static int sumsF64(MemorySegment m, Call call, long[] count, double[] sum) {
    int skipped = 0;
    for (int row = 0; row < call.rows(); row++) {
      if (!bit(m, call.selection(), row)) {
        continue;
      }
      int g = call.groupOf(m, row);
      if (g < 0) {
        skipped++;
      } else if (bit(m, call.validity(), row)) {
        count[g]++;
        sum[g] += f64(m, call.values() + 8L * row);
      }
    }
    return skipped;
  }

  private static int exactSumsF64(
      MemorySegment m, Call call, long[] count, double[] sum, double[] rest) {
    int skipped = 0;
    for (int row = 0; row < call.rows(); row++) {
      if (!bit(m, call.selection(), row)) {
        continue;
      }
      int g = call.groupOf(m, row);
      if (g < 0) {
        skipped++;
      } else if (bit(m, call.validity(), row)) {
        count[g]++;
        addExactly(sum, rest, g, f64(m, call.values() + 8L * row));
      }
    }
    return skipped;
  }

  /** Knuth's TwoSum: the rest gathers what the addition rounds away. */
  private static void addExactly(double[] sum, double[] rest, int g, double v) {
    double before = sum[g];
    double after = before + v;
    double added = after - before;
    rest[g] += (before - (after - added)) + (v - added);
    sum[g] = after;
  }

  private static int extremesF64(
      MemorySegment m,
      Call call,
      long[] count,
      double[] sum,
      double[] rest,
      double[] min,
      double[] max) {
    boolean exact = call.isExact();
    int skipped = 0;
    for (int row = 0; row < call.rows(); row++) {
      if (!bit(m, call.selection(), row)) {
        continue;
      }
      int g = call.groupOf(m, row);
      if (g < 0) {
        skipped++;
      } else if (bit(m, call.validity(), row)) {
        double v = f64(m, call.values() + 8L * row);
        count[g]++;
        if (exact) {
          addExactly(sum, rest, g, v);
        } else {
          sum[g] += v;
        }
        if (v < min[g]) {
          min[g] = v;
        }
        if (v > max[g]) {
          max[g] = v;
        }
      }
    }
    return skipped;
  }

  static void groupI64(MemorySegment m, long p) {
    Call call = Call.of(m, p);
    if (call.isBad()) {
      bad(m, p);
      return;
    }
    long[] count = new long[call.groups()];
    long[] sum = new long[call.groups()];
    long[] min = filled(call.groups(), Long.MAX_VALUE);
    long[] max = filled(call.groups(), Long.MIN_VALUE);
    int skipped = 0;
    long wrapped = 0;
    if (call.values() == 0) {
      skipped = countRows(m, call, count);
    } else {
      for (int row = 0; row < call.rows(); row++) {
        if (!bit(m, call.selection(), row)) {
          continue;
        }
        int g = call.groupOf(m, row);
        if (g < 0) {
          skipped++;
        } else if (bit(m, call.validity(), row)) {
          long v = i64(m, call.values() + 8L * row);
          count[g]++;
          long before = sum[g];
          long after = before + v;
          wrapped |= (before ^ after) & (v ^ after);
          sum[g] = after;
          min[g] = Math.min(min[g], v);
          max[g] = Math.max(max[g], v);
        }
      }
    }
    write(m, u32(m, p + GroupBy.OUT_COUNT), count);
    write(m, call.outSum(), sum);
    write(m, call.outMin(), min);
    write(m, call.outMax(), max);
    i32(m, p + GroupBy.OUT_OVERFLOW, wrapped < 0 && call.outSum() != 0 ? 1 : 0);
    i32(m, p + GroupBy.OUT_SKIPPED, skipped);
    ok(m, p);
  }

  private static int countRows(MemorySegment m, Call call, long[] count) {
    int skipped = 0;
    for (int row = 0; row < call.rows(); row++) {
      if (!bit(m, call.selection(), row)) {
        continue;
      }
      int g = call.groupOf(m, row);
      if (g < 0) {
        skipped++;
      } else if (bit(m, call.validity(), row)) {
        count[g]++;
      }
    }
    return skipped;
  }

  private static double[] filled(int size, double value) {
    double[] array = new double[size];
    Arrays.fill(array, value);
    return array;
  }

  private static long[] filled(int size, long value) {
    long[] array = new long[size];
    Arrays.fill(array, value);
    return array;
  }

  private static void write(MemorySegment m, long at, long[] values) {
    if (at != 0) {
      MemorySegment.copy(values, 0, m, ValueLayout.JAVA_LONG_UNALIGNED, at, values.length);
    }
  }

  private static void write(MemorySegment m, long at, double[] values) {
    if (at != 0) {
      MemorySegment.copy(values, 0, m, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, values.length);
    }
  }
}
