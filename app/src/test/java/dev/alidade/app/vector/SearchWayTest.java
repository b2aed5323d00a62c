package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.vector.SearchResults.Explanation;
import dev.alidade.engine.vector.SearchResults.Stage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SearchWayTest {
  private static final PathChoice PATH = new PathChoice(ExecutionPath.JAVA, "test");
  private static final OptionalDouble MEASURED = OptionalDouble.of(0.9914);

  private static Explanation why(String plan, OptionalDouble recall, String... stages) {
    List<Stage> all = Stream.of(stages).map(name -> new Stage(name, PATH, 1_000)).toList();
    return new Explanation(PATH, 1, all, 9, 0, 1, recall, "", plan, Optional.empty());
  }

  @Test
  void anAnswerFromKeywordsIsNotExact() {
    Explanation keywords = why("", OptionalDouble.empty(), "Keywords", "Fetch");
    assertThat(SearchWay.of(keywords)).isEqualTo(SearchWay.KEYWORDS);
    assertThat(SearchWay.recall(keywords)).isEqualTo("keywords only");
    assertThat(SearchWay.fused(keywords)).isFalse();
  }

  @Test
  void recallIsToldOnlyWhereItIsClaimed() {
    assertThat(SearchWay.recall(why("f32", OptionalDouble.empty(), "Gather"))).isEqualTo("exact");
    assertThat(SearchWay.recall(why("int8 (40) → f32", MEASURED, "Scan"))).isEqualTo("0.991");
    assertThat(SearchWay.recall(why("int8 (40) → f32", OptionalDouble.empty(), "Filter", "Scan")))
        .isEqualTo("not claimed");
    assertThat(SearchWay.recall(why("int8 (40) → f32", MEASURED, "Scan", "Keywords")))
        .isEqualTo("not claimed");
  }

  @Test
  void measuringBelongsToNoPath() {
    assertThat(StageWaterfall.words(new Stage("Measure", PATH, 1))).doesNotContain("Java");
    assertThat(StageWaterfall.words(new Stage("Scan", PATH, 1))).startsWith("Java");
  }
}
