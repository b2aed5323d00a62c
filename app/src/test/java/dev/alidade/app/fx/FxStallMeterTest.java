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
  private final AtomicLong cpu = new AtomicLong();
  private final FxStallMeter meter =
      FxStallMeter.driven(FxPublisher.on(visits::add), () -> true, clock::get, thread -> cpu.get());

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
  void tellsComputingFromWaiting() {
    pingAnsweredAfter(Duration.ofMillis(1));
    pingAnsweredAfter(Duration.ofMillis(900), Duration.ofMillis(20));
    pingAnsweredAfter(Duration.ofMillis(300), Duration.ofMillis(280));

    assertThat(meter.computedLongerThan(Duration.ofMillis(250))).isEqualTo(1);
    assertThat(meter.computedLongerThan(Duration.ofMillis(16))).isEqualTo(2);
    clock.addAndGet(FxStallMeter.WINDOW.plusSeconds(1).toNanos());
    assertThat(meter.computedLongerThan(Duration.ofMillis(16))).isZero();
  }

  @Test
  void countsNothingWhileTheWindowOpens() {
    pingAnsweredAfter(Duration.ofMillis(1));
    meter.restart(Duration.ofSeconds(10));
    pingAnsweredAfter(Duration.ofMillis(400), Duration.ofMillis(400));
    assertThat(meter.longestStall()).isZero();
    assertThat(meter.computedLongerThan(Duration.ofMillis(250))).isZero();

    clock.addAndGet(Duration.ofSeconds(10).toNanos());
    pingAnsweredAfter(Duration.ofMillis(300), Duration.ofMillis(300));
    assertThat(meter.longestStall()).isEqualTo(Duration.ofMillis(300));
    assertThat(meter.computedLongerThan(Duration.ofMillis(250))).isEqualTo(1);
  }

  @Test
  void doesNotCountAStallThatItWasToldOf() {
    pingAnsweredAfter(Duration.ofMillis(1));
    meter.tick();
    String picture =
        meter.uncounted(
            () -> {
              pass(Duration.ofMillis(500), Duration.ofMillis(500));
              return "picture";
            });
    visits.remove().run();

    assertThat(picture).isEqualTo("picture");
    assertThat(meter.computedLongerThan(Duration.ofMillis(250))).isZero();
    assertThat(meter.longestStall()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void tellsOfTheHangUnderWay() {
    meter.tick();
    pass(Duration.ofSeconds(6), Duration.ZERO);

    assertThat(meter.underWay()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void pingsRarelyWhileNothingRuns() {
    FxStallMeter idle =
        FxStallMeter.driven(
            FxPublisher.on(visits::add), () -> false, clock::get, thread -> cpu.get());
    for (int i = 0; i < 9; i++) {
      idle.tick();
    }
    assertThat(visits).isEmpty();
    idle.tick();
    assertThat(visits).hasSize(1);
    idle.close();
  }

  private void pingAnsweredAfter(Duration stall) {
    pingAnsweredAfter(stall, Duration.ZERO);
  }

  private void pingAnsweredAfter(Duration stall, Duration computed) {
    meter.tick();
    pass(stall, computed);
    visits.remove().run();
  }

  private void pass(Duration time, Duration computed) {
    clock.addAndGet(time.toNanos());
    cpu.addAndGet(computed.toNanos());
  }
}
