package dev.alidade.engine.telemetry;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events to subscribers and into a ring. Publishing never waits for a subscriber: each has a
 * bounded queue and a thread of its own; what does not fit is dropped and counted.
 */
final class EventStream implements Flow.Publisher<EngineEvent>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EventStream.class.getName());

  /** Events that wait for one subscriber at the most. */
  static final int QUEUE = 256;

  /** Events that the ring keeps. */
  static final int RING = 4_096;

  private final ExecutorService deliveries =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("alidade-events-", 0).factory());
  private final SubmissionPublisher<EngineEvent> publisher =
      new SubmissionPublisher<>(deliveries, QUEUE);
  private final LongAdder dropped = new LongAdder();
  private final LongAdder published = new LongAdder();

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<EngineEvent> ring = new ArrayDeque<>();

  void publish(EngineEvent event) {
    published.increment();
    lock.lock();
    try {
      ring.addFirst(event);
      if (ring.size() > RING) {
        ring.removeLast();
      }
    } finally {
      lock.unlock();
    }
    if (publisher.isClosed() || !publisher.hasSubscribers()) {
      return;
    }
    try {
      publisher.offer(
          event,
          (subscriber, lost) -> {
            dropped.increment();
            return false;
          });
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "closed while an event was published: nobody listens any more", e);
    }
  }

  @Override
  public void subscribe(Flow.Subscriber<? super EngineEvent> subscriber) {
    publisher.subscribe(subscriber);
  }

  /** Events ever published. */
  long published() {
    return published.sum();
  }

  long dropped() {
    return dropped.sum();
  }

  /** Newest first. A search through texts holds up nobody who publishes. */
  List<EngineEvent> recent(EventFilter filter) {
    String text = filter.text().toLowerCase(Locale.ROOT);
    return copy().stream()
        .filter(event -> matches(event, filter, text))
        .limit(filter.limit())
        .toList();
  }

  private List<EngineEvent> copy() {
    lock.lock();
    try {
      return new ArrayList<>(ring);
    } finally {
      lock.unlock();
    }
  }

  private static boolean matches(EngineEvent event, EventFilter filter, String text) {
    return (filter.kinds().isEmpty() || filter.kinds().contains(event.kind()))
        && filter.atLeast().map(s -> event.severity().compareTo(s) >= 0).orElse(true)
        && (filter.components().isEmpty() || filter.components().contains(event.component()))
        && filter.from().map(from -> !event.at().isBefore(from)).orElse(true)
        && filter.to().map(to -> event.at().isBefore(to)).orElse(true)
        && (text.isEmpty()
            || event.component().toLowerCase(Locale.ROOT).contains(text)
            || event.message().toLowerCase(Locale.ROOT).contains(text));
  }

  /** Ends every subscription; subscribers still get what waits for them. */
  @Override
  public void close() {
    publisher.close();
    deliveries.shutdown();
  }
}
