package dev.alidade.engine.vector;

/** How near to the exact answer a search must be. */
public sealed interface Precision {
  /** Every vector compared in full. */
  Precision EXACT = new Exact();

  record Exact() implements Precision {}

  /**
   * A share of the exact top-k, 0 to 1. The cheapest way is taken of which measurements on the
   * collection itself say with 95 % confidence that it reaches this; where there is none, or the
   * exact scan is as fast, that is taken.
   */
  record TargetRecall(double recall) implements Precision {}

  /**
   * All vectors compared in a smaller representation, and exactly so many of the best by it. The
   * recall is what it is and not claimed; exact where that many documents, or a filter that keeps
   * few, leave nothing to save.
   *
   * @param candidates at least the number of results, at most 20,000
   */
  record Candidates(Representation first, int candidates) implements Precision {
    static final int MOST = 20_000;
  }

  /** What vectors are kept in beside float32. */
  enum Representation {
    INT8,
    ONE_BIT
  }
}
