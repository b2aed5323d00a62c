package dev.alidade.engine.data.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.data.DataException.ExpressionInvalid;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import dev.alidade.engine.dataset.Schema;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionErrorsTest {
  private static final Schema WEATHER =
      new Schema(
          List.of(
              new Field("temp_max", ColumnType.FLOAT64, false),
              new Field("temp_min", ColumnType.FLOAT64, true),
              new Field("days", ColumnType.INT64, false),
              new Field("weather", ColumnType.STRING, false),
              new Field("date", ColumnType.TIMESTAMP, false),
              new Field("embedding", ColumnType.VECTOR, false)));

  private static ExpressionInvalid failure(String expression) {
    return catchThrowableOfType(
        ExpressionInvalid.class, () -> CompiledExpression.compile(expression, WEATHER));
  }

  @Test
  void suggestsTheColumnThatWasMeant() {
    ExpressionInvalid failure = failure("temp_mx - temp_min");
    assertThat(failure).hasMessage("No column \"temp_mx\", at character 1.");
    assertThat(failure.remedy()).isEqualTo("Did you mean temp_max?");
    assertThat(failure.position()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "temp_max - tempmin@11@Did you mean temp_min?",
        "days + weather@5@Join text with ||, or cast the column to a number first.",
        "weather = 3@8@Cast one of them first.",
        "uper(weather)@0@Did you mean upper?",
        "upper(days)@6@Cast the column first, or choose another.",
        "round(temp_max, 1, 2)@0@Write round(number) or round(number, digits).",
        "date > 'yesterday'@7@Write for example '2012-01-31' or '2012-01-31T08:30:00Z'.",
        "days and true@0@Compare it with something, for example x > 0.",
        "embedding = 1@0@Expressions work on single values: choose another column.",
        "days + @6@Mend the expression there.",
        "(days@5@Mend the expression there.",
        "coalesce(days, weather)@15@Give it values of one type.",
        "-weather@0@Use it on int64 and float64 values.",
        "'rain@0@Close text with '.",
        "days # 2@5@",
      },
      quoteCharacter = '`')
  void pointsAtTheCharacterAndOffersARemedy(String expression, int position, String remedy) {
    ExpressionInvalid failure = failure(expression);
    assertThat(failure.position()).as(failure.sentence()).isEqualTo(position);
    assertThat(failure.sentence()).contains("character " + (position + 1));
    if (remedy != null) {
      assertThat(failure.remedy()).isEqualTo(remedy);
    }
  }

  /** A filter by a set is written so. */
  @ParameterizedTest
  @ValueSource(strings = {" or ", " and "})
  void takesLongRowsOfConditions(String word) {
    String many =
        IntStream.range(0, 20_000).mapToObj(i -> "days = " + i).collect(Collectors.joining(word));
    assertThat(CompiledExpression.compile(many, WEATHER).type()).isEqualTo(ColumnType.BOOL);
  }

  @ParameterizedTest
  @ValueSource(strings = {" + ", " * "})
  void refusesSumsThatAreTooLongToBeCompiled(String operator) {
    String fits = String.join(operator, Collections.nCopies(1_000, "days"));
    assertThat(CompiledExpression.compile(fits, WEATHER).type()).isEqualTo(ColumnType.INT64);
    ExpressionInvalid failure = failure(fits + operator + "days");
    assertThat(failure).hasMessage("The expression has more than 1,000 terms in one row.");
    assertThat(failure.position()).isEqualTo(fits.length() + 1);
  }

  @Test
  void takesLongLists() {
    String values =
        IntStream.range(0, 20_000).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    for (String in : new String[] {" in (", " not in ("}) {
      assertThat(CompiledExpression.compile("days" + in + values + ")", WEATHER).type())
          .isEqualTo(ColumnType.BOOL);
    }
    assertThat(failure("days in ()")).hasMessageContaining("character 10");
    assertThat(failure("days in (1, 'a')")).hasMessageContaining("cannot be compared");
    assertThat(failure("days not 1").position()).isEqualTo(5);
  }

  /** Each row is short enough, all of them within each other are not. */
  @ParameterizedTest
  @ValueSource(strings = {"(", "abs(", "-("})
  void refusesLongSumsWithinEachOther(String open) {
    String row = " + days".repeat(900);
    String nested = open.repeat(95) + "days" + (")" + row).repeat(95);
    ExpressionInvalid failure = failure(nested);
    assertThat(failure).hasMessage("The expression has more than 1,000 terms in one row.");
    assertThat(failure.position()).isBetween(1_000 * 7, 1_001 * 7 + 1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not ", "- -", "abs("})
  void refusesWhatIsNestedWithoutEnd(String open) {
    assertThat(failure(open.repeat(100_000) + "days"))
        .hasMessage("The expression is nested too deeply.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "temp_max * 2@FLOAT64@false",
        "temp_max - temp_min@FLOAT64@true",
        "days * 2@INT64@false",
        "days / 2@FLOAT64@false",
        "days / days@FLOAT64@true",
        "days % 7@INT64@false",
        "weather || days@STRING@false",
        "date + 1000@TIMESTAMP@false",
        "date - date@INT64@false",
        "temp_min is null@BOOL@false",
        "coalesce(temp_min, 0)@FLOAT64@false",
        "sqrt(days)@FLOAT64@true",
        "temp_min > 0 or true@BOOL@true",
      })
  void knowsTypeAndNullability(String expression, ColumnType type, boolean nullable) {
    CompiledExpression compiled = CompiledExpression.compile(expression, WEATHER);
    assertThat(compiled.type()).isEqualTo(type);
    assertThat(compiled.nullable()).isEqualTo(nullable);
  }
}
