package dev.alidade.engine.vector;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How well the int8 scan finds a collection's true neighbours, measured on the collection itself.
 *
 * @param k results asked for
 * @param queries stored vectors that were used as queries
 * @param candidates candidates rescored, ascending
 * @param recalls mean share of the exact top-k that was found, for each number of candidates
 * @param changes what {@link CollectionMemory#changes()} was
 */
record MeasuredRecall(int k, int queries, int[] candidates, double[] recalls, long changes) {
  /** The fewest candidates whose measured recall reaches the target. */
  OptionalInt fewestFor(double target) {
    for (int i = 0; i < candidates.length; i++) {
      if (recalls[i] >= target) {
        return OptionalInt.of(candidates[i]);
      }
    }
    return OptionalInt.empty();
  }

  double recallAt(int wanted) {
    return recalls[Arrays.binarySearch(candidates, wanted)];
  }

  double best() {
    return recalls.length == 0 ? 0 : recalls[recalls.length - 1];
  }
}
