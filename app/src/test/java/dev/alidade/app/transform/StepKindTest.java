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
                .map(kind -> FreshStep.of(kind, COLUMNS).getClass().getSimpleName()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Step.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @EnumSource
  void knowsTheStepsItMakes(StepKind kind) {
    assertThat(StepKind.of(FreshStep.of(kind, COLUMNS))).isEqualTo(kind);
    assertThat(StepKind.of(FreshStep.of(kind, List.of()))).isEqualTo(kind);
    assertThat(StepText.title(FreshStep.of(kind, COLUMNS))).isNotBlank();
    assertThat(StepText.summary(FreshStep.of(kind, COLUMNS))).isNotBlank();
  }

  @Test
  void proposesColumnsOfTheRightType() {
    assertThat(FreshStep.of(StepKind.UPPERCASE, COLUMNS)).isEqualTo(new Step.Uppercase("city"));
    assertThat(FreshStep.of(StepKind.COMPUTE, COLUMNS))
        .isEqualTo(new Step.Compute("column_1", "high - low"));
    assertThat(FreshStep.of(StepKind.FILTER, COLUMNS)).isEqualTo(new Step.Filter("high > 0"));
  }
}
