package dev.alidade.app.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void groupsDigitsBeforeThePoint() {
    assertThat(Values.shown(1234567.5)).isEqualTo("1,234,567.5");
    assertThat(Values.shown(-1234.25)).isEqualTo("-1,234.25");
    assertThat(Values.shown(-123.25)).isEqualTo("-123.25");
    assertThat(Values.shown(1234567.0)).isEqualTo("1,234,567.0");
    assertThat(Values.shown(4.999999999999999)).isEqualTo("5.0");
    assertThat(Values.shown(0.0)).isEqualTo("0.0");
    assertThat(Values.shown(-0.0)).isEqualTo("-0.0");
    assertThat(Values.shown(0.00012345)).isEqualTo("0.00012345");
  }

  @Test
  void writesComputedFiguresInSixDigits() {
    assertThat(Values.brief(7.041206030150754)).isEqualTo("7.04121");
    assertThat(Values.brief(123456.7)).isEqualTo("123,457");
    assertThat(Values.brief(17.8)).isEqualTo("17.8");
    assertThat(Values.brief(1234567.891)).isEqualTo("1,234,568");
    assertThat(Values.brief(0.000123456789)).isEqualTo("0.000123457");
    assertThat(Values.brief(Double.NaN)).isEqualTo("NaN");
    assertThat(Values.brief(597L)).isEqualTo("597");
    assertThat(Values.brief(null)).isEqualTo("null");
    assertThat(Values.brief(Instant.parse("2012-01-01T00:00:00Z"))).isEqualTo("2012-01-01");
  }
}
