package dev.alidade.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.workspace.SqliteWorkspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredRunsTest {
  private final SteeredTime time = new SteeredTime();
  private final Figures figures = new Figures(time, time, Samples::quietProcess);

  @TempDir Path folder;

  private MeasuredRun measure(String name, int calls, long nanos) {
    for (int i = 0; i < calls; i++) {
      figures.record(Samples.wasm("vector.scan", nanos));
    }
    time.pass(Duration.ofSeconds(1));
    figures.sample();
    return MeasuredRun.of(name, figures, TimeSpan.before(time.instant(), Duration.ofSeconds(1)));
  }

  @Test
  void aRunIsReadBackWholeAfterReopening() {
    Path file = folder.resolve("runs.alidade");
    MeasuredRun run = measure("before the index", 30, 2_000_000);
    long id;
    try (SqliteWorkspace workspace = SqliteWorkspace.open(Optional.of(file), true, 100)) {
      id = new MeasuredRuns(workspace).save(run);
    }
    try (SqliteWorkspace workspace = SqliteWorkspace.open(Optional.of(file), true, 100)) {
      MeasuredRuns runs = new MeasuredRuns(workspace);
      assertThat(runs.list()).extracting(MeasuredRuns.Entry::name).containsExactly(run.name());
      assertThat(runs.load(id)).isEqualTo(run);
      assertThat(runs.load(id).operations().getFirst().latencies().count()).isEqualTo(30);
      runs.remove(id);
      assertThat(runs.list()).isEmpty();
      assertThatThrownBy(() -> runs.load(id)).isInstanceOf(InvalidRequest.class);
    }
  }

  @Test
  void runsAreComparedOperationByOperation() {
    MeasuredRun before = measure("before", 10, 4_000_000);
    figures.record(Samples.java("data.sort", 1_000));
    MeasuredRun after = measure("after", 20, 1_000_000);
    RunComparison comparison = RunComparison.of(before, after);
    assertThat(comparison.pairs()).hasSize(1);
    assertThat(comparison.pairs().getFirst().medianRatio()).isCloseTo(0.25, within(0.01));
    assertThat(comparison.onlyAfter()).containsExactly("data.sort");
    assertThat(comparison.onlyBefore()).isEmpty();
  }
}
