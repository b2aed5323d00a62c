package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrameRateTest {
  private final AtomicLong now = new AtomicLong();
  private final FrameRate rate = new FrameRate(now::get);

  private void frames(int count, long millis) {
    for (int i = 0; i < count; i++) {
      now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
      rate.drawn();
    }
  }

  @Test
  void countsFramesASecondWhileSomethingMoves() {
    frames(10, 20);
    assertThat(rate.perSecond().orElseThrow()).isCloseTo(50, within(0.1));
  }

  @Test
  void aPauseIsNoSlowFrame() {
    frames(10, 20);
    frames(1, 5_000);
    assertThat(rate.perSecond()).isEmpty();
    frames(9, 10);
    assertThat(rate.perSecond().orElseThrow()).isCloseTo(100, within(0.1));
  }
}
