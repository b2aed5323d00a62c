package dev.alidade.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.telemetry.EngineEvent.MomentMarked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventStreamTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final EventStream stream = new EventStream();

  @AfterEach
  void close() {
    stream.close();
  }

  private static MomentMarked mark(int i) {
    return new MomentMarked(NOON.plusSeconds(i), "user", "mark " + i);
  }

  @Test
  void deliversInOrder() throws InterruptedException {
    List<EngineEvent> got = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(100);
    stream.subscribe(
        subscriber(
            event -> {
              got.add(event);
              all.countDown();
            }));
    for (int i = 0; i < 100; i++) {
      stream.publish(mark(i));
    }
    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(got).extracting(EngineEvent::message).startsWith("mark 0", "mark 1").hasSize(100);
    assertThat(stream.dropped()).isZero();
  }

  @Test
  void aStuckSubscriberLosesEventsWhichAreCountedAndBlocksNobody() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    List<EngineEvent> slow = new CopyOnWriteArrayList<>();
    stream.subscribe(
        subscriber(
            event -> {
              entered.countDown();
              awaitQuietly(stuck);
              slow.add(event);
            }));
    stream.publish(mark(0));
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    int published = 5_000;
    for (int i = 1; i < published; i++) {
      stream.publish(mark(i));
    }
    long dropped = stream.dropped();
    assertThat(dropped).isBetween((long) published - EventStream.QUEUE - 2, published - 1L);
    stuck.countDown();
    stream.publish(mark(published));
    while (slow.size() + stream.dropped() < published + 1) {
      Thread.onSpinWait();
    }
    assertThat(slow.size() + stream.dropped()).isEqualTo(published + 1L);
  }

  @Test
  void theRingKeepsTheNewestAndFilters() {
    for (int i = 0; i < EventStream.RING + 10; i++) {
      stream.publish(mark(i));
    }
    stream.publish(
        new EngineEvent.PathChanged(
            NOON.plusSeconds(9_000),
            "data.upper",
            ExecutionPath.WASM_SIMD,
            ExecutionPath.JAVA,
            "circuit open"));
    stream.publish(
        new EngineEvent.KernelTrapped(
            NOON.plusSeconds(9_001), "data.upper", "out of bounds", "1.4.0", 204_000));

    assertThat(stream.recent(EventFilter.newest(2)))
        .extracting(EngineEvent::kind)
        .containsExactly("KernelTrapped", "PathChanged");
    assertThat(stream.recent(EventFilter.newest(100_000))).hasSize(EventStream.RING);
    assertThat(stream.recent(filter(Set.of(), Optional.of(Severity.WARN), "")))
        .extracting(EngineEvent::kind)
        .containsExactly("KernelTrapped");
    assertThat(stream.recent(filter(Set.of("PathChanged"), Optional.empty(), "CIRCUIT")))
        .hasSize(1);
    assertThat(stream.recent(filter(Set.of(), Optional.empty(), "mark 4000"))).hasSize(1);
    assertThat(
            stream.recent(
                EventFilter.newest(50).since(NOON.plusSeconds(100)).before(NOON.plusSeconds(110))))
        .hasSize(10);
  }

  private static EventFilter filter(Set<String> kinds, Optional<Severity> atLeast, String text) {
    return new EventFilter(kinds, atLeast, Set.of(), Optional.empty(), Optional.empty(), text, 50);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Flow.Subscriber<EngineEvent> subscriber(
      java.util.function.Consumer<EngineEvent> action) {
    return new Flow.Subscriber<>() {
      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
      }

      @Override
      public void onNext(EngineEvent event) {
        action.accept(event);
      }

      @Override
      public void onError(Throwable failure) {
        throw new AssertionError(failure);
      }

      @Override
      public void onComplete() {
        // Nothing is held that would have to be given back.
      }
    };
  }
}
