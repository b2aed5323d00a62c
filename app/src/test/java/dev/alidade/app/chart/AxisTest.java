package dev.alidade.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.format.Figures;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @ParameterizedTest
  @CsvSource({
    "0, 9.14",
    "0, 10",
    "0, 1",
    "0, 166999999",
    "-7.1, 18.3",
    "1013.1, 1013.9",
    "-5, 0",
    "0, 0",
    "3, 3",
    "0, 0.00012"
  })
  void endsAtATickBeyondTheValues(double least, double most) {
    Axis axis = Axis.around(least, most, 6, AxisTest::words);

    assertThat(axis.ticks().getFirst().value()).isEqualTo(axis.from());
    assertThat(axis.ticks().getLast().value()).isCloseTo(axis.to(), within(axis));
    assertThat(axis.from()).isLessThanOrEqualTo(least);
    assertThat(axis.to()).isGreaterThanOrEqualTo(most);
    if (most != 0) {
      assertThat(axis.to()).isGreaterThan(most);
    }
    assertThat(axis.ticks())
        .hasSizeBetween(2, 9)
        .extracting(Axis.Tick::label)
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsAnEndAtZero() {
    assertThat(Axis.around(0, 9.14, 6, AxisTest::words).from()).isZero();
    assertThat(Axis.around(-5, 0, 6, AxisTest::words).to()).isZero();
  }

  @Test
  void placesTicksOfYearsAtTheirFirstDay() {
    double from = day("2012-01-03");
    double to = day("2015-12-31");

    assertThat(Axis.time(from, to, 4, ZoneOffset.UTC).ticks())
        .extracting(Axis.Tick::label)
        .containsExactly("2013-01-01", "2014-01-01", "2015-01-01");
  }

  private static double day(String date) {
    return LocalDate.parse(date).toEpochDay() * 86_400_000.0;
  }

  private static org.assertj.core.data.Offset<Double> within(Axis axis) {
    return org.assertj.core.data.Offset.offset((axis.to() - axis.from()) * 1e-9);
  }

  private static DoubleFunction<String> words(double step) {
    return value -> Figures.tick(value, step);
  }
}
