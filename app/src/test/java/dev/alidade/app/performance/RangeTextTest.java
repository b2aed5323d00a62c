package dev.alidade.app.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTextTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void readsWhatItWrites() {
    TimeSpan span =
        new TimeSpan(Instant.parse("2026-03-01T11:02:10Z"), Instant.parse("2026-03-01T11:07:10Z"));
    ZoneId zone = ZoneId.of("Europe/Berlin");

    assertThat(RangeText.of(span, zone)).isEqualTo("12:02:10 – 12:07:10");
    assertThat(RangeText.parse(RangeText.of(span, zone), NOW, zone)).contains(span);
  }

  @Test
  void takesTimesThatAreStillToComeForYesterdays() {
    assertThat(RangeText.parse("23:50 - 0:10", NOW, ZoneOffset.UTC))
        .contains(
            new TimeSpan(
                Instant.parse("2026-02-28T23:50:00Z"), Instant.parse("2026-03-01T00:10:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "noon", "11:00", "11:00 – 11:00", "25:00 – 26:00", "1 – 2 – 3"})
  void refusesWhatIsNoStretch(String text) {
    assertThat(RangeText.parse(text, NOW, ZoneOffset.UTC)).isEmpty();
  }
}
