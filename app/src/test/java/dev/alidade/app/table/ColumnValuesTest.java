package dev.alidade.app.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.dataset.ColumnType;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnValuesTest {
  private static final double DAY = 86_400_000;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "9999, '9,999'",
    "10000, 10k",
    "250721, 251k",
    "-47883, -47.9k",
    "999499, 999k",
    "999999, 1M",
    "-999999, -1M",
    "1000000, 1M",
    "0.6, 0.6"
  })
  void writesEndsOfAnAxisInFiveLetters(double value, String words) {
    assertThat(ColumnValues.shortEnd(ColumnType.FLOAT64, value, 1)).isEqualTo(words);
  }

  @Test
  void writesAsMuchOfATimeAsItsSpanTellsApart() {
    double time = Instant.parse("2012-05-31T14:05:00Z").toEpochMilli();

    assertThat(ColumnValues.shortEnd(ColumnType.TIMESTAMP, time, 700 * DAY)).isEqualTo("2012");
    assertThat(ColumnValues.shortEnd(ColumnType.TIMESTAMP, time, 90 * DAY)).isEqualTo("05-31");
    assertThat(ColumnValues.shortEnd(ColumnType.TIMESTAMP, time, DAY)).isEqualTo("14:05");
  }
}
