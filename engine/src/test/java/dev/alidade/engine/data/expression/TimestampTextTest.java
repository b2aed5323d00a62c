package dev.alidade.engine.data.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2012-01-31|2012-01-31T00:00:00Z",
        "2012/01/31|2012-01-31T00:00:00Z",
        "20120131|2012-01-31T00:00:00Z",
        "20120131T083000Z|2012-01-31T08:30:00Z",
        "20120131T0830|2012-01-31T08:30:00Z",
        "2012-01-31T08:30|2012-01-31T08:30:00Z",
        "2012-01-31 08:30:15|2012-01-31T08:30:15Z",
        "2012-01-31t08:30:15z|2012-01-31T08:30:15Z",
        "2012-01-31T08:30:15.1239|2012-01-31T08:30:15.123Z",
        "2012-01-31T08:30:15,5Z|2012-01-31T08:30:15.500Z",
        "2012-01-31T08:30:15+0530|2012-01-31T03:00:15Z",
        "2012-01-31T08:30:15+05:30|2012-01-31T03:00:15Z",
        "2012-01-31T08:30:15-08|2012-01-31T16:30:15Z",
        "2012-01-31 08:30:15 UTC|2012-01-31T08:30:15Z",
        "0001-01-01|0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z|9999-12-31T23:59:59.999Z",
        "Sun, 06 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z",
        "Sun, 6 Nov 1994 08:49:37 +0100|1994-11-06T07:49:37Z",
      })
  void readsTheCommonForms(String text, Instant expected) {
    assertThat(TimestampText.parse(text)).hasValue(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rain",
        "2012",
        "2012-02-30",
        "2012-13-01",
        "2012-01-31T25:00",
        "2012-01-31T08:30:15 north",
        "31.01.2012",
        "12345678901234567890",
        "2012-01-31T08:30:15+99:00",
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(TimestampText.parse(text)).isEmpty();
  }
}
