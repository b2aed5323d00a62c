package dev.alidade.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
  @Test
  void countsInStepsOfOneTwoAndFive() {
    assertThat(Ticks.linear(0, 10, 5)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
    assertThat(Ticks.linear(0, 1500, 3)).containsExactly(0.0, 500.0, 1000.0, 1500.0);
    assertThat(Ticks.linear(-0.3, 0.3, 4)).hasSize(3).contains(0.0);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void staysInsideTheRangeWithEqualSteps(long seed) {
    Random random = new Random(seed);
    double from = random.nextDouble(-1e6, 1e6);
    double to = from + Math.pow(10, random.nextDouble(-3, 6));
    int count = random.nextInt(2, 12);

    List<Double> ticks = Ticks.linear(from, to, count);

    assertThat(ticks).hasSizeLessThanOrEqualTo(count + 1);
    double slack = (to - from) * 1e-6;
    assertThat(ticks).allMatch(tick -> tick >= from - slack && tick <= to + slack);
    for (int i = 2; i < ticks.size(); i++) {
      double step = ticks.get(1) - ticks.get(0);
      assertThat(ticks.get(i) - ticks.get(i - 1)).isCloseTo(step, within(step * 1e-3));
    }
  }

  @Test
  void marksDecadesOnWideLogarithmicAxes() {
    assertThat(Ticks.log(0.2, 4)).containsExactly(0.2, 0.5, 1.0, 2.0);
    assertThat(Ticks.log(1, 1e6)).containsExactly(1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6);
  }

  @Test
  void roundsTimesToTheClockOfTheZone() {
    double start = Instant.parse("2026-05-03T12:02:10Z").toEpochMilli();
    List<Axis.Tick> ticks = Axis.time(start, start + 300_000, 5, ZoneOffset.ofHours(2)).ticks();

    assertThat(ticks)
        .extracting(Axis.Tick::label)
        .containsExactly("14:03:00", "14:04:00", "14:05:00", "14:06:00", "14:07:00");
  }

  @Test
  void countsBytesInRoundUnits() {
    double mb = 1024 * 1024;
    assertThat(Ticks.bytes(0, 400 * mb, 4))
        .containsExactly(0.0, 100 * mb, 200 * mb, 300 * mb, 400 * mb);
  }
}
