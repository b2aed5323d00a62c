package dev.alidade.engine.telemetry;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The slowest calls of the running interval. {@link #offer} is for any thread: it compares with one
 * number, and only a call that is slower than those kept takes a lock for a moment and asks for the
 * time. Of n calls in random order about {@code KEPT · ln n} do.
 */
final class SlowestCalls {
  /** Calls kept for each interval; a day of intervals of one operation then holds 1 MB. */
  static final int KEPT = 2;

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<SlowCall> kept = new ArrayList<>(KEPT + 1);

  /** What a call has to take longer than to be kept. */
  private volatile long floor = -1;

  SlowestCalls(Clock clock) {
    this.clock = clock;
  }

  void offer(OperationSample sample) {
    if (sample.nanos() > floor) {
      keep(sample);
    }
  }

  private void keep(OperationSample sample) {
    lock.lock();
    try {
      kept.add(new SlowCall(clock.instant(), sample));
      if (kept.size() > KEPT) {
        List<SlowCall> slowest = SlowCall.slowest(kept, KEPT);
        kept.clear();
        kept.addAll(slowest);
      }
      if (kept.size() == KEPT) {
        floor = kept.stream().mapToLong(call -> call.sample().nanos()).min().orElse(-1);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the interval: its slowest calls, slowest first. */
  List<SlowCall> drain() {
    lock.lock();
    try {
      List<SlowCall> slowest = SlowCall.slowest(kept, KEPT);
      kept.clear();
      floor = -1;
      return slowest;
    } finally {
      lock.unlock();
    }
  }
}
