package dev.alidade.engine.dataset;

/**
 * Sums of float64 values, one in each place, that can be put together. Compensated (Neumaier,
 * 1974): a total differs from the exact one by an ulp of it, and by n² ε² of the sum of the
 * magnitudes. Infinities and NaN are marked apart, and each sum is kept at a smaller scale too, so
 * that a total is infinite only where the exact one is too large. Used by one thread.
 */
final class JoinableSums {
  /** Two thousand million of the largest numbers have a sum at this scale. */
  private static final double DOWN = 0x1p-80;

  private static final double UP = 0x1p80;

  private static final int POSITIVE = 1;
  private static final int NEGATIVE = 2;
  private static final int NOT_A_NUMBER = 4;

  private final double[] sum;
  private final double[] rest;
  private final double[] scaled;
  private final double[] scaledRest;
  private final int[] count;
  private final byte[] marks;

  JoinableSums(int places) {
    sum = new double[places];
    rest = new double[places];
    scaled = new double[places];
    scaledRest = new double[places];
    count = new int[places];
    marks = new byte[places];
  }

  void clear(int place) {
    sum[place] = 0;
    rest[place] = 0;
    scaled[place] = 0;
    scaledRest[place] = 0;
    count[place] = 0;
    marks[place] = 0;
  }

  void copy(int from, int to) {
    sum[to] = sum[from];
    rest[to] = rest[from];
    scaled[to] = scaled[from];
    scaledRest[to] = scaledRest[from];
    count[to] = count[from];
    marks[to] = marks[from];
  }

  void add(int place, double value) {
    count[place]++;
    if (!Double.isFinite(value)) {
      marks[place] |= (byte) (Double.isNaN(value) ? NOT_A_NUMBER : value > 0 ? POSITIVE : NEGATIVE);
      return;
    }
    double next = sum[place] + value;
    rest[place] += lost(sum[place], value, next);
    sum[place] = next;
    double small = value * DOWN;
    double nextScaled = scaled[place] + small;
    scaledRest[place] += lost(scaled[place], small, nextScaled);
    scaled[place] = nextScaled;
  }

  private static double lost(double a, double b, double sum) {
    return Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a;
  }

  static int count(JoinableSums a, int i, JoinableSums b, int j) {
    return a.count[i] + b.count[j];
  }

  /** The sum of both, divided; finite where the quotient is, also if the sum is not. */
  static double quotient(JoinableSums a, int i, JoinableSums b, int j, int divisor) {
    int marks = a.marks[i] | b.marks[j];
    if (marks != 0) {
      return switch (marks) {
        case POSITIVE -> Double.POSITIVE_INFINITY;
        case NEGATIVE -> Double.NEGATIVE_INFINITY;
        default -> Double.NaN;
      };
    }
    double sum = a.sum[i] + b.sum[j];
    double total = sum + (a.rest[i] + b.rest[j] + lost(a.sum[i], b.sum[j], sum));
    if (Double.isFinite(total)) {
      return total / divisor;
    }
    double scaled = a.scaled[i] + b.scaled[j];
    double lost = a.scaledRest[i] + b.scaledRest[j] + lost(a.scaled[i], b.scaled[j], scaled);
    return (scaled + lost) / divisor * UP;
  }
}
