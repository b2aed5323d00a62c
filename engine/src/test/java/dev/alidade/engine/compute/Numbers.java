package dev.alidade.engine.compute;

import java.util.Arrays;
import java.util.Random;

/** Seeded arrays of the kinds that break numeric code. */
enum Numbers {
  NONE {
    @Override
    double[] make(Random random) {
      return new double[0];
    }
  },
  ONE {
    @Override
    double[] make(Random random) {
      return new double[] {random.nextGaussian()};
    }
  },
  GAUSSIAN {
    @Override
    double[] make(Random random) {
      return random.doubles(70_001, -1, 1).map(x -> random.nextGaussian()).toArray();
    }
  },
  /** Naive sums of squares lose everything here. */
  HUGE_OFFSET {
    @Override
    double[] make(Random random) {
      return random.doubles(50_000, -1, 1).map(x -> 1e9 + x).toArray();
    }
  },
  CONSTANT {
    @Override
    double[] make(Random random) {
      double[] values = new double[40_000];
      Arrays.fill(values, 0.1);
      return values;
    }
  },
  MANY_TIES {
    @Override
    double[] make(Random random) {
      return random.ints(33_000, -3, 4).mapToDouble(i -> i).toArray();
    }
  },
  ZEROES_OF_BOTH_SIGNS {
    @Override
    double[] make(Random random) {
      return new double[] {0.0, -0.0, 0.0, -0.0, -0.0};
    }
  },
  MANY_MAGNITUDES {
    @Override
    double[] make(Random random) {
      return random
          .ints(9_999, -90, 90)
          .mapToDouble(e -> (random.nextBoolean() ? 1 : -1) * Math.pow(10, e))
          .toArray();
    }
  };

  abstract double[] make(Random random);

  /** The same with NaN at about every tenth place. */
  static double[] withNaN(double[] values, Random random) {
    return Arrays.stream(values).map(v -> random.nextInt(10) == 0 ? Double.NaN : v).toArray();
  }

  static double[] withoutNaN(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }
}
