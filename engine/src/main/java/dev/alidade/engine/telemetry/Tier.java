package dev.alidade.engine.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A ring of frames of one length. Frames that fall into the same step of the time axis become one.
 * Where nothing was sampled there is no frame: a gap stays a gap. Not thread-safe.
 */
final class Tier {
  private final long stepNanos;
  private final int capacity;
  private final ArrayDeque<Frame> closed = new ArrayDeque<>();
  private final List<Frame> open = new ArrayList<>();

  Tier(long stepNanos, int capacity) {
    this.stepNanos = stepNanos;
    this.capacity = capacity;
  }

  /** How far back it reaches. */
  long reachNanos() {
    return stepNanos * capacity;
  }

  void add(Frame frame) {
    if (!open.isEmpty() && step(open.getLast()) != step(frame)) {
      close();
    }
    open.add(frame);
    if (frame.end() % stepNanos == 0) {
      close();
    }
  }

  private long step(Frame frame) {
    return (frame.end() - 1) / stepNanos;
  }

  private void close() {
    closed.addLast(Frame.merge(open));
    open.clear();
    if (closed.size() > capacity) {
      closed.removeFirst();
    }
  }

  /** Frames that end after the given moment, oldest first; the last one may still be growing. */
  List<Frame> since(long moment) {
    List<Frame> frames = new ArrayList<>();
    for (Frame frame : closed) {
      if (frame.end() > moment) {
        frames.add(frame);
      }
    }
    if (!open.isEmpty() && open.getLast().end() > moment) {
      frames.add(Frame.merge(open));
    }
    return frames;
  }

  /** Where the oldest frame begins; {@code otherwise} without any. */
  long start(long otherwise) {
    Frame first = closed.isEmpty() && !open.isEmpty() ? open.getFirst() : closed.peekFirst();
    return first == null ? otherwise : first.end() - first.awakeNanos();
  }

  void clear() {
    closed.clear();
    open.clear();
  }
}
