package dev.alidade.app.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.data.Step;
import org.junit.jupiter.api.Test;

class DraftHistoryTest {
  private final DraftHistory history = new DraftHistory();

  @Test
  void takesLettersTypedIntoOneFieldBackTogether() {
    history.edit(history.current().plus(new Step.Filter("a")), null);
    history.edit(history.current().replacing(0, new Step.Filter("a >")), "0 expression");
    history.edit(history.current().replacing(0, new Step.Filter("a > 1")), "0 expression");

    history.undo();
    assertThat(history.current().items().getFirst().step()).isEqualTo(new Step.Filter("a"));
    history.redo();
    assertThat(history.current().items().getFirst().step()).isEqualTo(new Step.Filter("a > 1"));
  }

  @Test
  void keepsEditsApartThatASelectionSeparates() {
    history.edit(history.current().plus(new Step.Limit(1)), null);
    history.edit(history.current().replacing(0, new Step.Limit(2)), "0 rows");
    history.select(-1);
    history.edit(history.current().replacing(0, new Step.Limit(3)), "0 rows");

    history.undo();
    assertThat(history.current().items().getFirst().step()).isEqualTo(new Step.Limit(2));
  }

  @Test
  void forgetsTheWayForthAfterANewEdit() {
    history.edit(history.current().plus(new Step.Limit(1)), null);
    history.undo();
    history.edit(history.current().plus(new Step.Trim("a")), null);

    assertThat(history.canRedo()).isFalse();
    assertThat(history.current().items()).hasSize(1);
  }

  @Test
  void keepsTheSelectionOnItsStep() {
    Draft draft =
        Draft.EMPTY.plus(new Step.Limit(1)).plus(new Step.Limit(2)).plus(new Step.Limit(3));

    assertThat(draft.moving(2, 0).selected()).isZero();
    assertThat(draft.moving(2, 0).items().getFirst().step()).isEqualTo(new Step.Limit(3));
    assertThat(draft.without(0).selected()).isEqualTo(1);
    assertThat(draft.without(2).selected()).isEqualTo(-1);
  }
}
