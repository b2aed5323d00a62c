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
}
