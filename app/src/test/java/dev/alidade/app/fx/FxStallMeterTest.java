package dev.alidade.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FxStallMeterTest {
  private final Queue<Runnable> visits = new ArrayDeque<>();
  private final AtomicLong clock = new AtomicLong();
  private final FxStallMeter meter =
      FxStallMeter.driven(FxPublisher.on(visits::add), () -> true, clock::get);

  @Test
  void timesTheAnswerToAPing() {
    pingAnsweredAfter(Duration.ofMillis(3));
    pingAnsweredAfter(Duration.ofMillis(21));
    pingAnsweredAfter(Duration.ofMillis(1));

    assertThat(meter.longestStall()).isEqualTo(Duration.ofMillis(21));
  }

  @Test
  void countsAPingThatIsStillUnanswered() {
    meter.tick();
    clock.addAndGet(Duration.ofMillis(400).toNanos());

    assertThat(meter.longestStall()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void sendsNoSecondPingBeforeTheFirstIsAnswered() {
    meter.tick();
    meter.tick();

    assertThat(visits).hasSize(1);
  }

  @Test
  void forgetsAfterFiveMinutes() {
    pingAnsweredAfter(Duration.ofMillis(40));
    clock.addAndGet(FxStallMeter.WINDOW.plusSeconds(1).toNanos());
    pingAnsweredAfter(Duration.ofMillis(2));

    assertThat(meter.longestStall()).isEqualTo(Duration.ofMillis(2));
  }

  @Test
  void pingsRarelyWhileNothingRuns() {
    FxStallMeter idle = FxStallMeter.driven(FxPublisher.on(visits::add), () -> false, clock::get);
    for (int i = 0; i < 9; i++) {
      idle.tick();
    }
    assertThat(visits).isEmpty();
    idle.tick();
    assertThat(visits).hasSize(1);
    idle.close();
  }

  private void pingAnsweredAfter(Duration stall) {
    meter.tick();
    clock.addAndGet(stall.toNanos());
    Runnable visit = visits.remove();
    visit.run();
  }
}
