package dev.alidade.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** A measurement: it needs a quiet machine, so it runs when it is asked for. */
@EnabledIfSystemProperty(
    named = "alidade.measure",
    matches = "true",
    disabledReason = "a measurement, run with -Dalidade.measure=true")
class RecordingCostTest {
  private static final double ALLOWED_NANOS = 150;

  @Test
  void recordingAnOperationCostsAtMost150Nanos() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder().include(RecordingCost.class.getName() + ".oneThread").build())
            .run();
    assertThat(results)
        .singleElement()
        .satisfies(
            result -> assertThat(result.getPrimaryResult().getScore()).isLessThan(ALLOWED_NANOS));
  }
}
