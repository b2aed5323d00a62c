package dev.alidade.engine.vector;

/** How near to the exact answer a search must be. */
public sealed interface Precision {
  /** Every vector compared in full. */
  Precision EXACT = new Exact();

  record Exact() implements Precision {}

  /** A share of the exact top-k, 0 to 1; int8 first, then exact rescoring of the candidates. */
  record TargetRecall(double recall) implements Precision {}
}
