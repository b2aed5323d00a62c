package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldColumnTest {
  @Test
  void forgetsTextsOfRowsThatAreGone() {
    FieldColumn column = new FieldColumn();
    for (int row = 0; row < 1_000; row++) {
      column.set(row, row % 10 == 0 ? (Object) (long) row : "text " + row);
    }
    column.compact(new int[] {3, 10, 500, 7, 999});

    assertThat(column.dictionarySize()).isEqualTo(3);
    assertThat(List.of(0, 1, 2, 3, 4).stream().map(column::value))
        .containsExactly("text 3", 10L, 500L, "text 7", "text 999");
    column.set(5, "text 7");
    column.set(6, "another");
    assertThat(column.dictionarySize()).isEqualTo(4);
    assertThat(column.value(6)).isEqualTo("another");
    long[] out = new long[1];
    column.selectStrings(out, 7, "text 7"::equals);
    assertThat(out[0]).isEqualTo(1L << 3 | 1L << 5);
  }

  @Test
  void keepsADictionaryThatIsMostlyUsed() {
    FieldColumn column = new FieldColumn();
    for (int row = 0; row < 10; row++) {
      column.set(row, "text " + row);
    }
    column.compact(new int[] {0, 1, 2, 3, 4, 9});

    assertThat(column.dictionarySize()).isEqualTo(10);
    assertThat(column.value(5)).isEqualTo("text 9");
  }
}
