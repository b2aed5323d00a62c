package dev.alidade.app.vector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Frames a second while something moves; a pause begins anew. */
final class FrameRate {
  /** Longer than this between two frames, and nothing was moving. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int FRAMES = 20;
  private static final int FEWEST = 5;

  private final LongSupplier nanoClock;
  private final Deque<Long> frames = new ArrayDeque<>();

  FrameRate(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Takes note of a frame that was drawn because something moved. */
  void drawn() {
    long now = nanoClock.getAsLong();
    if (!frames.isEmpty() && now - frames.getLast() > PAUSE_NANOS) {
      frames.clear();
    }
    frames.addLast(now);
    if (frames.size() > FRAMES) {
      frames.removeFirst();
    }
  }

  /** Frames a second of the last movement; empty before there were a few. */
  OptionalDouble perSecond() {
    if (frames.size() < FEWEST) {
      return OptionalDouble.empty();
    }
    double seconds = (frames.getLast() - frames.getFirst()) / 1e9;
    return seconds > 0 ? OptionalDouble.of((frames.size() - 1) / seconds) : OptionalDouble.empty();
  }
}
