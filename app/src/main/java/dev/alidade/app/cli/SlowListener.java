package dev.alidade.app.cli;

import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EngineEvent.MomentMarked;
import dev.alidade.engine.telemetry.Observability;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Takes events so slowly that some must be dropped, and counts what arrives. */
final class SlowListener implements Flow.Subscriber<EngineEvent>, AutoCloseable {
  private static final long PAUSE_NANOS = 3_000_000;

  private final LongAdder published = new LongAdder();
  private final LongAdder marks = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

  private SlowListener() {}

  static SlowListener on(Observability observability) {
    SlowListener listener = new SlowListener();
    observability.events().subscribe(listener);
    return listener;
  }

  /** Tells that a mark was published. */
  void published() {
    published.increment();
  }

  /** Marks that were published. */
  long marksPublished() {
    return published.sum();
  }

  /** Marks that arrived. */
  long marksReceived() {
    return marks.sum();
  }

  /** Everything that arrived. */
  long received() {
    return received.sum();
  }

  @Override
  public void onSubscribe(Flow.Subscription made) {
    subscription.set(made);
    made.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(EngineEvent event) {
    received.increment();
    if (event instanceof MomentMarked) {
      marks.increment();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void onError(Throwable failure) {
    throw new IllegalStateException("events ended with an error", failure);
  }

  @Override
  public void onComplete() {}

  @Override
  public void close() {
    Flow.Subscription made = subscription.get();
    if (made != null) {
      made.cancel();
    }
  }
}
