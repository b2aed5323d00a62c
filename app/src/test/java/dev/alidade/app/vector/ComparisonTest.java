package dev.alidade.app.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.vector.SearchResults;
import dev.alidade.engine.vector.SearchResults.Explanation;
import dev.alidade.engine.vector.SearchResults.Hit;
import dev.alidade.engine.vector.SearchResults.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final PathChoice PATH = new PathChoice(ExecutionPath.JAVA, "test");

  private static final String CASCADE = "1-bit (40) → f32";

  private static SearchResults results(
      String plan, long candidates, long scanNanos, String... ids) {
    List<Hit> hits = Stream.of(ids).map(id -> new Hit(id, 0.5, "", Map.of())).toList();
    List<Stage> stages =
        List.of(
            new Stage("Embed", PATH, 9_000_000),
            new Stage("Scan", PATH, scanNanos),
            new Stage("Rescore", PATH, 1_000));
    return new SearchResults(
        hits,
        new Explanation(
            PATH,
            1,
            stages,
            100,
            candidates,
            1,
            OptionalDouble.empty(),
            "",
            plan,
            Optional.empty()));
  }

  @Test
  void tellsMissedFromExtraAndMovedHits() {
    var comparison =
        new Comparison(
            results("f32", 0, 99_000, "a", "b", "c"), results(CASCADE, 40, 9_000, "a", "c", "x"));

    assertThat(comparison.found()).isEqualTo(2);
    assertThat(comparison.bothExact()).isFalse();
    assertThat(comparison.speedUp()).isEqualTo(10);
    assertThat(comparison.lines())
        .extracting(Comparison.Line::missed)
        .containsExactly(false, true, false);
    assertThat(comparison.lines())
        .extracting(Comparison.Line::extra)
        .containsExactly(false, false, true);
  }

  @Test
  void hasALineForEveryRankOfTheLongerSide() {
    var comparison = new Comparison(results("f32", 0, 1, "a", "b"), results("f32", 0, 1, "a"));
    assertThat(comparison.lines()).hasSize(2);
    assertThat(comparison.lines().get(1).quick()).isNull();
    assertThat(comparison.lines().get(1).missed()).isTrue();
    assertThat(comparison.bothExact()).isTrue();
    assertThat(comparison.byKeywords()).isFalse();
  }

  @Test
  void keywordsAreNotTakenForAnExactScan() {
    var comparison = new Comparison(results("", 0, 1, "a"), results("", 0, 1, "a"));
    assertThat(comparison.byKeywords()).isTrue();
    assertThat(comparison.bothExact()).isFalse();
  }
}
