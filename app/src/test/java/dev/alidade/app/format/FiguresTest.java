package dev.alidade.app.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2.4149|2.41", "11.68|11.7", "148.2|148", "0.1824|0.182", "0.04123|0.0412", "1418|1,418",
        "9.999|10.0", "999.6|1,000", "0|0", "-2.4149|-2.41", "NaN|–", "Infinity|–"
      })
  void keepsThreeSignificantDigits(double value, String written) {
    assertThat(Figures.number(value)).isEqualTo(written);
  }

  @ParameterizedTest(name = "{0} ns is written {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "52|52.0 ns",
        "4100|4.10 µs",
        "41000|0.0410 ms",
        "182000|0.182 ms",
        "2410000|2.41 ms",
        "1200000000|1.20 s",
        "300000000000|5.00 min",
        "0|0 ms",
        "NaN|–"
      })
  void picksTheUnitOfTime(double nanos, String written) {
    assertThat(Figures.nanos(nanos)).isEqualTo(written);
  }

  @ParameterizedTest(name = "{0} bytes are written {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 B",
        "999|999 B",
        "1000|1.00 KB",
        "1024|1.02 KB",
        "155189248|155 MB",
        "2147483648|2.15 GB"
      })
  void countsBytesInStepsOf1000(long bytes, String written) {
    assertThat(Figures.bytes(bytes)).isEqualTo(written);
  }

  @Test
  void writesCountsInFullBelowAMillion() {
    assertThat(Figures.compact(999_999)).isEqualTo("999,999");
    assertThat(Figures.compact(1_200_000)).isEqualTo("1.20M");
    assertThat(Figures.compact(-3_400_000_000L)).isEqualTo("-3.40B");
    assertThat(Figures.counted(1, "row")).isEqualTo("1 row");
    assertThat(Figures.counted(1_200_000, "row")).isEqualTo("1.20M rows");
  }

  @Test
  void writesRatesSharesAndRatios() {
    assertThat(Figures.bytesPerSecond(11.68e9)).isEqualTo("11.7 GB/s");
    assertThat(Figures.perSecond(1184)).isEqualTo("1,184/s");
    assertThat(Figures.percent(0.03)).isEqualTo("3.00 %");
    assertThat(Figures.wholePercent(0.624)).isEqualTo("62 %");
    assertThat(Figures.times(1.43)).isEqualTo("1.4×");
    assertThat(Figures.times(16.2)).isEqualTo("16×");
  }

  @Test
  void saysHowLongAgo() {
    assertThat(Figures.ago(Duration.ofMillis(900))).isEqualTo("just now");
    assertThat(Figures.ago(Duration.ofSeconds(90))).isEqualTo("90 s ago");
    assertThat(Figures.ago(Duration.ofMinutes(6))).isEqualTo("6 min ago");
    assertThat(Figures.ago(Duration.ofHours(3))).isEqualTo("3 h ago");
    assertThat(Figures.ago(Duration.ofDays(4))).isEqualTo("4 days ago");
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, 0.05, 0.25",
    "2, 0.5, 2.0",
    "1250, 250, '1,250'",
    "1013.2, 0.2, '1,013.2'",
    "2500000, 500000, 2.5M",
    "150000000, 50000000, 150M",
    "0, 50000000, 0",
    "-4000000000, 1000000000, -4B"
  })
  void writesTicksWithTheDecimalsOfTheirDistance(double value, double step, String words) {
    assertThat(Figures.tick(value, step)).isEqualTo(words);
  }
}
