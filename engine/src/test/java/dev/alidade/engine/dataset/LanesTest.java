package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LanesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void throwsTheErrorOfATaskAndCanBeClosedAfterIt(int threads) {
    assertThatThrownBy(
            () -> {
              try (Lanes lanes = new Lanes(threads)) {
                lanes.start(
                    8,
                    task -> {
                      throw new OutOfMemoryError("task " + task);
                    });
                lanes.finish();
              }
            })
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageStartingWith("task ");
  }

  @Test
  void closesQuietlyWhereTasksFailAfterSomethingElseDid() {
    assertThatThrownBy(
            () -> {
              try (Lanes lanes = new Lanes(3)) {
                lanes.start(
                    8,
                    task -> {
                      throw new IllegalArgumentException("task " + task);
                    });
                throw new IllegalStateException("meanwhile");
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("meanwhile")
        .hasNoSuppressedExceptions();
  }
}
