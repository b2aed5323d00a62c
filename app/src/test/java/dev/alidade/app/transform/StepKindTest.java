package dev.alidade.app.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.data.Step;
import dev.alidade.engine.dataset.ColumnType;
import dev.alidade.engine.dataset.Field;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepKindTest {
  private static final List<Field> COLUMNS =
      List.of(
          new Field("city", ColumnType.STRING, true),
          new Field("high", ColumnType.FLOAT64, false),
          new Field("low", ColumnType.FLOAT64, false));

  @Test
  void offersEveryStepThatTheEngineHas() {
    assertThat(
            Arrays.stream(StepKind.values())
                .map(kind -> kind.fresh(COLUMNS).getClass().getSimpleName()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Step.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @EnumSource
  void knowsTheStepsItMakes(StepKind kind) {
    assertThat(StepKind.of(kind.fresh(COLUMNS))).isEqualTo(kind);
    assertThat(StepKind.of(kind.fresh(List.of()))).isEqualTo(kind);
    assertThat(StepText.title(kind.fresh(COLUMNS))).isNotBlank();
    assertThat(StepText.summary(kind.fresh(COLUMNS))).isNotBlank();
  }

  @Test
  void proposesColumnsOfTheRightType() {
    assertThat(StepKind.UPPERCASE.fresh(COLUMNS)).isEqualTo(new Step.Uppercase("city"));
    assertThat(StepKind.COMPUTE.fresh(COLUMNS))
        .isEqualTo(new Step.Compute("column_1", "high - low"));
    assertThat(StepKind.FILTER.fresh(COLUMNS)).isEqualTo(new Step.Filter("high > 0"));
  }
}
