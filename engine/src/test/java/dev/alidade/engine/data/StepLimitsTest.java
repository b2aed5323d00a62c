package dev.alidade.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.dataset.Int64ColumnBuilder;
import dev.alidade.engine.dataset.StringColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps over many rows stop when they should, and refuse results that have no room. */
class StepLimitsTest {
  private final Bench bench = new Bench(Bench.Path.JAVA);

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(bench.usedBytes()).isZero();
    bench.close();
  }

  static List<Step> stepsOverManyRows() {
    List<Step.Sort.Key> byPlain = List.of(new Step.Sort.Key("plain", false));
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Sort(byPlain));
    steps.add(new Step.Deduplicate(List.of("plain")));
    steps.add(new Step.Explode("text", "t"));
    steps.add(new Step.Pivot(List.of("plain"), "text", "whole", AggregateFunction.SUM));
    steps.add(new Step.Unpivot(List.of("whole", "real"), "name", "value"));
    steps.add(
        new Step.Join("same", Step.Join.Kind.LEFT, List.of(new Step.Join.Key("plain", "plain"))));
    for (Step.Window.Function function : Step.Window.Function.values()) {
      steps.add(new Step.Window(function, "whole", 3, List.of("text"), byPlain, "new"));
    }
    return steps;
  }

  /** A row costs microseconds at the most, so that 100,000 rows take a tenth of a second. */
  @ParameterizedTest
  @MethodSource("stepsOverManyRows")
  void asksOftenWhetherToStop(Step step) {
    int rows = 200_000;
    AtomicInteger checks = new AtomicInteger();
    Progress counting =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            checks.incrementAndGet();
            return false;
          }
        };
    try (Dataset data = bench.mixed(rows)) {
      bench.others.put("same", data);
      bench.processor.transform(data, Bench.options(step), counting).data().close();
      assertThat(checks.get()).isGreaterThan(rows / 10_000);
      int all = checks.get();
      for (int stop : new int[] {all / 4, all / 2, all - 1}) {
        checks.set(0);
        assertThatThrownBy(
                () ->
                    bench.processor.transform(
                        data, Bench.options(step), new CancelledAt(Math.max(1, stop))))
            .isInstanceOf(OperationCancelled.class);
      }
    }
  }

  private static final class CancelledAt implements Progress {
    private int left;

    CancelledAt(int left) {
      this.left = left;
    }

    @Override
    public void report(double fraction, String message) {}

    @Override
    public boolean cancelled() {
      return --left <= 0;
    }
  }

  @Test
  void refusesAJoinThatMultipliesBeforeItIsMade() {
    var key = new Int64ColumnBuilder("k");
    for (int i = 0; i < 40_000; i++) {
      key.append(1);
    }
    try (Dataset data = bench.dataset(key)) {
      bench.others.put("other", data);
      DataException.StepFailed failure =
          catchThrowableOfType(
              DataException.StepFailed.class,
              () ->
                  bench.run(
                      data,
                      new Step.Join(
                          "other", Step.Join.Kind.INNER, List.of(new Step.Join.Key("k", "k")))));
      assertThat(failure.code()).isEqualTo("XFRM-108");
      assertThat(failure.sentence()).startsWith("The result would have 1,600,000,000 rows");
    }
  }

  @Test
  void refusesAnExplosionThatRepeatsTooMuchOfTheOtherColumns() {
    var parts = new StringColumnBuilder("parts");
    var wide = new StringColumnBuilder("wide");
    for (int i = 0; i < 1_000; i++) {
      parts.append("x;".repeat(500) + i);
      wide.append("a long text ".repeat(1_000) + i);
    }
    try (Dataset data = bench.dataset(parts, wide)) {
      assertThat(
              catchThrowableOfType(
                      DataException.StepFailed.class,
                      () -> bench.run(data, new Step.Explode("parts", ";")))
                  .code())
          .isEqualTo("XFRM-108");
    }
  }
}
