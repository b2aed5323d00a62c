package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PerformanceContextTest {
  private final Instant start = Instant.parse("2026-03-01T12:00:00Z");
  private final PerformanceContext context = new PerformanceContext(start);

  private TimeSpan span() {
    return context.spanProperty().get();
  }

  @Test
  void followsThePresentWhileItIsLive() {
    context.tick(start.plusSeconds(90), start);

    assertThat(span()).isEqualTo(TimeSpan.before(start.plusSeconds(90), Duration.ofMinutes(5)));
    assertThat(context.charts().toProperty().get())
        .isEqualTo((double) start.plusSeconds(90).toEpochMilli());
  }

  @Test
  void aBrushStaysWhereItIsUntilLiveIsAskedFor() {
    context.tick(start.plusSeconds(100), start);
    context.brush(start.plusSeconds(10), start.plusSeconds(40));
    context.tick(start.plusSeconds(200), start);

    assertThat(span()).isEqualTo(new TimeSpan(start.plusSeconds(10), start.plusSeconds(40)));
    assertThat(context.brushedProperty().get()).isTrue();
    assertThat(context.liveProperty().get()).isFalse();

    context.goLive();

    assertThat(span().to()).isEqualTo(start.plusSeconds(200));
    assertThat(context.brushedProperty().get()).isFalse();
  }

  @Test
  void aClickOnlyPauses() {
    context.tick(start.plusSeconds(100), start);
    TimeSpan before = span();
    context.brush(start.plusSeconds(50), start.plusSeconds(50));
    context.tick(start.plusSeconds(101), start);

    assertThat(span()).isEqualTo(before);
    assertThat(context.brushedProperty().get()).isFalse();
  }

  @Test
  void allReachesToTheFirstMomentThatIsKnown() {
    context.tick(start.plusSeconds(3_600), start);
    context.reachProperty().set(Reach.ALL);

    assertThat(span()).isEqualTo(new TimeSpan(start, start.plusSeconds(3_600)));
  }
}
