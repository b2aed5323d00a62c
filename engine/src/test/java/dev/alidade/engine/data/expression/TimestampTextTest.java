package dev.alidade.engine.data.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.dataset.ScalarText;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
        "2012-01-31T08:30:15.1234567890123Z|2012-01-31T08:30:15.123Z",
        "2012-01-31T08:30:15+18:00|2012-01-30T14:30:15Z",
        "2012-01-31T08:30:15-18:00|2012-02-01T02:30:15Z",
        "2012-01-31T08:30:15+02:00[Europe/Berlin]|2012-01-31T06:30:15Z",
        "2012/01/31 08:30 GMT|2012-01-31T08:30:00Z",
        "2012-01-31+02:00|2012-01-30T22:00:00Z",
        "29 Feb 2024 12:30 -0500|2024-02-29T17:30:00Z",
        "Sun, 06 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z",
        "Sun, 6 Nov 1994 08:49:37 +0100|1994-11-06T07:49:37Z",
      })
  void readsTheCommonForms(String text, Instant expected) {
    assertThat(TimestampText.parse(text)).hasValue(expected.toEpochMilli());
  }

  @Test
  void agreesWithLoadingAndWithDuckDbOnChangedTexts() throws SQLException {
    String[] forms = {
      "2012-01-31T08:30:15.123+05:30", "0001-01-01 00:00:00", "9999-12-31 23:59:59.999Z"
    };
    String changes = "0123456789-:.TZ+ /";
    Random random = new Random(3);
    ScalarText loading = new ScalarText(false);
    int times = 0;
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement settings = duck.createStatement();
        PreparedStatement cast =
            duck.prepareStatement("SELECT epoch_us(TRY_CAST(?::VARCHAR AS TIMESTAMPTZ))")) {
      settings.execute("SET TimeZone = 'UTC'");
      for (int i = 0; i < 3_000; i++) {
        StringBuilder text = new StringBuilder(forms[i % 3]);
        int at = random.nextInt(text.length());
        text.setCharAt(at, changes.charAt(random.nextInt(changes.length())));
        text.setLength(random.nextBoolean() ? text.length() : 10 + random.nextInt(10));
        OptionalLong asked = TimestampText.parse(text.toString());
        assertThat(loading.readTimestamp(text.toString()))
            .as(text.toString())
            .isEqualTo(asked.isPresent());
        if (asked.isEmpty()) {
          continue;
        }
        assertThat(loading.epochMillis()).as(text.toString()).isEqualTo(asked.getAsLong());
        cast.setString(1, text.toString());
        try (ResultSet rows = cast.executeQuery()) {
          rows.next();
          if (rows.getObject(1) != null) {
            times++;
            assertThat(Math.floorDiv(rows.getLong(1), 1_000))
                .as(text.toString())
                .isEqualTo(asked.getAsLong());
          }
        }
      }
    }
    assertThat(times).isGreaterThan(500);
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
        "2012-01-31T08:30:15+18:01",
        "29 Feb 2024 12:30 +1801",
        "2016-12-31T23:59:60Z",
        "2012-01-31T24:00:00Z",
        "2012/01-31",
        "20120230",
        "20121301",
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(TimestampText.parse(text)).isEmpty();
  }
}
