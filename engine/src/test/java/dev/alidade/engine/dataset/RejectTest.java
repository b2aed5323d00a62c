package dev.alidade.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectTest {
  @Test
  void aCutLeavesCharactersWhole() {
    String before = "x".repeat(999);
    assertThat(Reject.cut(before + "😀 and more")).isEqualTo(before);
    assertThat(Reject.cut(before + "y and more")).isEqualTo(before + "y");
    assertThat(Reject.cut("😀")).isEqualTo("😀");
  }
}
