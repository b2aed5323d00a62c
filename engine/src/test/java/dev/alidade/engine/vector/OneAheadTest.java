package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.OperationCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OneAheadTest {
  @Test
  void givesThePartsInTheirOrder() {
    AtomicInteger made = new AtomicInteger();
    List<Integer> got = new ArrayList<>();
    try (var ahead =
        new OneAhead<>(
            "counting",
            () -> made.get() < 100 ? Optional.of(made.incrementAndGet()) : Optional.empty())) {
      for (var next = ahead.next(); next.isPresent(); next = ahead.next()) {
        got.add(next.get());
        assertThat(made.get()).isBetween(got.size(), got.size() + 1);
      }
    }
    assertThat(got).hasSize(100).isSorted();
  }

  @Test
  void passesAFailureOnAsItIs() {
    var failure = new IllegalArgumentException("broken");
    try (var ahead =
        new OneAhead<>(
            "counting",
            () -> {
              throw failure;
            })) {
      assertThatThrownBy(ahead::next).isSameAs(failure);
    }
  }

  @Test
  void anInterruptCancelsTheWaitAndClosingWaitsForThePart() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    try (var ahead =
        new OneAhead<>(
            "counting",
            () -> {
              awaitUninterrupted(release);
              finished.set(true);
              return Optional.of(1);
            })) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(ahead::next)
          .isInstanceOf(OperationCancelled.class)
          .hasMessageContaining("counting");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(finished).isFalse();
      release.countDown();
    }
    assertThat(finished).isTrue();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
