package dev.alidade.engine.data.expression;

import static dev.alidade.engine.dataset.ColumnType.INT64;
import static dev.alidade.engine.dataset.ColumnType.STRING;
import static dev.alidade.engine.dataset.ColumnType.TIMESTAMP;

import dev.alidade.engine.data.CalendarPart;
import dev.alidade.engine.data.CalendarUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Functions of timestamps, in UTC. */
final class DateFunctions {
  static final List<Function> ALL =
      Stream.concat(
              Stream.of(CalendarPart.values()).map(DateFunctions::part),
              Stream.of(
                  Function.of(2, "date_part('month', timestamp)", a -> part(a, 1, chosen(a))),
                  Function.of(2, "date_trunc('month', timestamp)", DateFunctions::truncate),
                  Function.of(3, "date_diff('day', from, to)", DateFunctions::units),
                  Function.of(2, "date_diff_ms(from, to)", DateFunctions::difference)))
          .toList();

  private DateFunctions() {}

  private static Function part(CalendarPart part) {
    return Function.of(
        1,
        part.name().toLowerCase(Locale.ROOT) + "(timestamp)",
        a -> {
          a.need(TIMESTAMP);
          return part(a, 0, part);
        });
  }

  private static CalendarPart chosen(Arguments a) {
    a.need(STRING, TIMESTAMP);
    return a.choice(0, CalendarPart.class, "part of a date");
  }

  private static RowEvaluator part(Arguments a, int index, CalendarPart part) {
    RowEvaluator value = a.get(index);
    return a.strict(
        INT64,
        (self, row) -> {
          self.int64 = part.of(value.int64);
          return true;
        });
  }

  private static RowEvaluator truncate(Arguments a) {
    a.need(STRING, TIMESTAMP);
    CalendarUnit unit = a.choice(0, CalendarUnit.class, "unit of time");
    RowEvaluator value = a.get(1);
    return a.strict(
        TIMESTAMP,
        (self, row) -> {
          self.int64 = unit.truncate(value.int64);
          return true;
        });
  }

  private static RowEvaluator units(Arguments a) {
    a.need(STRING, TIMESTAMP, TIMESTAMP);
    CalendarUnit unit = a.choice(0, CalendarUnit.class, "unit of time");
    RowEvaluator from = a.get(1);
    RowEvaluator to = a.get(2);
    return a.strict(
        INT64,
        (self, row) -> {
          try {
            self.int64 = unit.between(from.int64, to.int64);
          } catch (ArithmeticException e) {
            throw new RowFailure(row, "The difference of the times does not fit int64.");
          }
          return true;
        });
  }

  private static RowEvaluator difference(Arguments a) {
    a.need(TIMESTAMP, TIMESTAMP);
    RowEvaluator from = a.get(0);
    RowEvaluator to = a.get(1);
    return a.strict(
        INT64,
        (self, row) -> {
          self.int64 = Numbers.subtract(to.int64, from.int64, row);
          return true;
        });
  }
}
