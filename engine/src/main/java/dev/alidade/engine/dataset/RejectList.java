package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.List;

/** Counts the rejected records and keeps the first of them. */
final class RejectList {
  /** Enough to see what is wrong; a file of nothing but rejects must not fill the heap. */
  private static final int KEPT = 10_000;

  private final List<Reject> kept = new ArrayList<>();
  private long count;

  void add(Reject reject) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(reject);
    }
  }

  List<Reject> kept() {
    return kept;
  }

  long count() {
    return count;
  }
}
