package dev.alidade.engine.compute;

import dev.alidade.engine.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Cancelled once it has been asked so many times; keeps the fractions that were reported. */
final class CountdownProgress implements Progress {
  private final AtomicInteger left;
  final List<Double> fractions = new CopyOnWriteArrayList<>();

  CountdownProgress(int questions) {
    left = new AtomicInteger(questions);
  }

  static CountdownProgress never() {
    return new CountdownProgress(Integer.MAX_VALUE);
  }

  @Override
  public void report(double fraction, String message) {
    fractions.add(fraction);
  }

  @Override
  public boolean cancelled() {
    return left.getAndDecrement() <= 0;
  }
}
