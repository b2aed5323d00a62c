package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.StringColumnBuilder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The calendar of the time kernel and its twin against that of {@code java.time}. */
class CalendarTest {
  /** Text of a moment, and the moment; null where there is no such day. */
  private record Case(String text, @Nullable Object moment) {
    static Case of(int year, int month, int day) {
      String date = "%04d-%02d-%02d".formatted(year, month, day);
      try {
        var midnight = LocalDate.of(year, month, day).atStartOfDay().toInstant(ZoneOffset.UTC);
        return day % 2 == 0
            ? new Case(date, midnight)
            : new Case(date + "T13:57:09.846Z", midnight.plusMillis(50_229_846));
      } catch (DateTimeException noSuchDay) {
        return new Case(day % 2 == 0 ? date : date + "T13:57:09.846Z", null);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void readsTheEndsOfFebruaryAndOfTheYearInEachOfTenThousandYears(Bench.Path path) {
    agrees(
        path,
        IntStream.rangeClosed(0, 9_999)
            .boxed()
            .flatMap(
                year ->
                    IntStream.of(101, 102, 228, 229, 230, 301, 1230, 1231)
                        .mapToObj(date -> Case.of(year, date / 100, date % 100)))
            .toList());
  }

  @ParameterizedTest
  @EnumSource(Bench.Path.class)
  void readsEachDayOfCommonAndLeapYearsAndNoOther(Bench.Path path) {
    List<Case> cases = new ArrayList<>();
    for (int year : new int[] {0, 1, 4, 100, 400, 1_900, 1_970, 1_999, 2_000, 2_024, 9_999}) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          cases.add(Case.of(year, month, day));
        }
      }
    }
    agrees(path, cases);
  }

  private static void agrees(Bench.Path path, List<Case> cases) {
    var texts = new StringColumnBuilder("text");
    cases.forEach(one -> texts.appendValue(one.text));
    try (Bench bench = new Bench(path);
        Dataset data = bench.dataset(texts)) {
      try (Dataset parsed = bench.run(data, new Step.ParseTimestamp("text")).data()) {
        assertThat(Bench.values(parsed, "text"))
            .containsExactlyElementsOf(cases.stream().map(Case::moment).toList());
      }
    }
  }
}
