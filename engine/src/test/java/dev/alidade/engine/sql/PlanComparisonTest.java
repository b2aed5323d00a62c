package dev.alidade.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.Progress;
import dev.alidade.engine.sql.PlanComparison.Change;
import dev.alidade.engine.sql.PlanComparison.Pair;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanComparisonTest {
  @TempDir Path folder;
  private OpenedSample sample;

  @BeforeEach
  void open() throws SQLException {
    sample = new OpenedSample(folder);
  }

  @AfterEach
  void close() {
    sample.close();
  }

  @Test
  void findsNothingBetweenAQueryAndItself() {
    String sql = "SELECT agent_type, (SELECT max(id) FROM agent_memories) FROM agent_executions";
    assertThat(all(compare(sql, sql).roots()))
        .isNotEmpty()
        .allMatch(pair -> pair.change() == Change.SAME && pair.difference().isEmpty());
  }

  @Test
  void findsAddedRemovedAndChangedNodes() {
    PlanComparison sorted =
        compare("SELECT * FROM agent_memories", "SELECT * FROM agent_memories ORDER BY importance");
    assertThat(sorted.roots()).extracting(Pair::change).containsExactly(Change.SAME, Change.ADDED);
    PlanComparison looked =
        compare(
            "SELECT * FROM agent_memories ORDER BY importance",
            "SELECT * FROM agent_memories WHERE id = 5");
    assertThat(looked.roots())
        .extracting(Pair::change)
        .containsExactly(Change.CHANGED, Change.REMOVED);
    assertThat(looked.roots().getFirst().difference()).contains("SCAN → SEARCH");
    assertThat(looked.stepsRatio().orElseThrow()).isGreaterThan(100);
  }

  @Test
  void findsAChangedJoinOrder() {
    PlanComparison joined =
        compare(
            "SELECT * FROM agent_memories m CROSS JOIN agent_executions e ON m.id = e.id",
            "SELECT * FROM agent_executions e CROSS JOIN agent_memories m ON m.id = e.id");
    assertThat(joined.roots()).hasSize(2);
    assertThat(joined.roots()).allMatch(p -> p.before().isPresent() && p.after().isPresent());
    assertThat(joined.roots()).allMatch(p -> p.change() != Change.SAME);
  }

  @Test
  void keepsEveryNodeOfBothPlansOnce() {
    PlanComparison compound =
        compare(
            "SELECT id FROM agent_memories UNION SELECT id FROM agent_executions ORDER BY 1",
            "SELECT id FROM agent_memories WHERE id IN (SELECT id FROM failures) UNION ALL SELECT"
                + " 5");
    assertThat(all(compound.roots()).flatMap(p -> p.before().stream()))
        .containsExactlyInAnyOrderElementsOf(
            PlanNodes.all(compound.before().plan().roots()).toList());
    assertThat(all(compound.roots()).flatMap(p -> p.after().stream()))
        .containsExactlyInAnyOrderElementsOf(
            PlanNodes.all(compound.after().plan().roots()).toList());
  }

  @Test
  void runsOnlyWhatReads() {
    PlanComparison deletes = compare("DELETE FROM agent_memories WHERE id = 1", "SELECT 1");
    assertThat(deletes.before().run()).isEmpty();
    assertThat(deletes.after().run()).isPresent();
    assertThat(deletes.stepsRatio()).isEmpty();
  }

  private PlanComparison compare(String before, String after) {
    return sample
        .reader()
        .comparePlans(SqlStatement.of(before), SqlStatement.of(after), Progress.NONE);
  }

  private static Stream<Pair> all(List<Pair> pairs) {
    return pairs.stream().flatMap(p -> Stream.concat(Stream.of(p), all(p.children())));
  }
}
