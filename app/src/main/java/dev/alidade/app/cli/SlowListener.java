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

  private final LongAdder received = new LongAdder();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

  private final Observability observability;
  private final long publishedBefore;
  private final long droppedBefore;

  private SlowListener(Observability observability) {
    this.observability = observability;
    publishedBefore = observability.publishedEvents();
    droppedBefore = observability.droppedEvents();
  }

  /** Begins at a moment in which nothing is published, so that its counts are exact. */
  static SlowListener on(Observability observability) {
    while (true) {
      SlowListener listener = new SlowListener(observability);
      observability.events().subscribe(listener);
      if (listener.published() == 0) {
        return listener;
      }
      listener.close();
    }
  }

  /** Events published since this listens. */
  long published() {
    return observability.publishedEvents() - publishedBefore;
  }

  /** Events that the engine counted as dropped since this listens. */
  long dropped() {
    return observability.droppedEvents() - droppedBefore;
  }

  /** Events that arrived. */
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
