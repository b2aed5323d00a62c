package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.app.vector.Condition.Comparison;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.vector.Filter;
import dev.alidade.engine.vector.VectorCollection.MetadataField;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTextTest {
  private static final MetadataField TYPE =
      new MetadataField("type", "STRING", List.of("billing", "support"));
  private static final MetadataField PRICE = new MetadataField("price", "NUMBER", List.of(1.5));
  private static final MetadataField DAY = new MetadataField("day", "TIMESTAMP", List.of());
  private static final MetadataField PAID = new MetadataField("paid", "BOOLEAN", List.of(true));

  @Test
  void severalValuesAreOneCondition() {
    Condition either =
        ConditionText.of(TYPE, Comparison.IS, List.of("billing", "support", "billing", " "));
    assertThat(either.text()).isEqualTo("type is billing or support");
    assertThat(either.filter()).isEqualTo(new Filter.In("type", List.of("billing", "support")));
    assertThat(ConditionText.of(TYPE, Comparison.IS_NOT, List.of("billing")).filter())
        .isEqualTo(new Filter.Not(new Filter.Equals("type", "billing")));
  }

  @Test
  void aRangeHasTwoEnds() {
    Condition range = ConditionText.of(PRICE, Comparison.BETWEEN, List.of("1", "2.5"));
    assertThat(range.filter()).isEqualTo(new Filter.Range("price", 1L, 2.5));
    assertThat(range.text()).startsWith("price between 1").contains(" and 2.5");
    assertThatThrownBy(() -> ConditionText.of(PRICE, Comparison.BETWEEN, List.of("1", "")))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("two values");
    assertThat(ConditionText.of(DAY, Comparison.BETWEEN, List.of("2026-01-01", "2026-02-01")))
        .extracting(Condition::filter)
        .isEqualTo(
            new Filter.Range(
                "day",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-02-01T23:59:59.999999Z")));
  }

  @Test
  void afterAndBeforeADayLeaveTheDayOut() {
    assertThat(ConditionText.of(DAY, Comparison.AFTER, List.of("2026-01-31")).filter())
        .isEqualTo(new Filter.Range("day", Instant.parse("2026-02-01T00:00:00Z"), null));
    assertThat(ConditionText.of(DAY, Comparison.BEFORE, List.of("2026-01-31")).filter())
        .isEqualTo(new Filter.Range("day", null, Instant.parse("2026-01-30T23:59:59.999999Z")));
    assertThat(ConditionText.of(DAY, Comparison.AFTER, List.of("2026-01-31T08:00:00Z")).filter())
        .isEqualTo(new Filter.Range("day", Instant.parse("2026-01-31T08:00:00.000001Z"), null));
  }

  @Test
  void wholeNumbersKeepTheirDigits() {
    assertThat(ConditionText.of(PRICE, Comparison.IS, List.of("9007199254740993")).filter())
        .isEqualTo(new Filter.Equals("price", 9_007_199_254_740_993L));
    for (String none : List.of("NaN", "Infinity", "0x1p3", "1e999")) {
      assertThatThrownBy(() -> ConditionText.of(PRICE, Comparison.IS, List.of(none)))
          .isInstanceOf(InvalidRequest.class);
    }
  }

  @Test
  void havingAValueNeedsNone() {
    assertThat(ConditionText.of(DAY, Comparison.EXISTS, List.of("")).filter())
        .isEqualTo(new Filter.Exists("day"));
    Condition missing = ConditionText.of(TYPE, Comparison.MISSING, List.of("billing"));
    assertThat(missing.filter()).isEqualTo(new Filter.Not(new Filter.Exists("type")));
    assertThat(missing.text()).isEqualTo("type has no value");
  }

  @Test
  void whatIsNoSuchValueIsRefused() {
    for (MetadataField field : List.of(PRICE, DAY, PAID)) {
      assertThatThrownBy(() -> ConditionText.of(field, Comparison.IS, List.of("maybe")))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("\"maybe\" is not a");
    }
    assertThatThrownBy(() -> ConditionText.of(TYPE, Comparison.IS, List.of(" ")))
        .isInstanceOf(InvalidRequest.class);
  }
}
