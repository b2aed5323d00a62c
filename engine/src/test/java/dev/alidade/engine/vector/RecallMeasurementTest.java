package dev.alidade.engine.vector;

import static dev.alidade.engine.vector.VectorFixture.documents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.WasmMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a measurement goes on and who waits for it, by a clock that the test sets. */
class RecallMeasurementTest {
  private static final int DIMENSIONS = 32;
  private static final int ROWS = 3_000;
  private static final long SECOND = 1_000_000_000;

  /** With a filter that keeps all: then a search does not ask whether the exact scan is faster. */
  private static final SearchOptions TARGET =
      SearchOptions.top(10)
          .withPrecision(new Precision.TargetRecall(0.5))
          .withFilter(new Filter.Not(new Filter.Exists("nothing")));

  private final Thread test = Thread.currentThread();
  private Runnable onTick = () -> {};
  private long now;
  private long step;
  private final VectorFixture fixture =
      new VectorFixture(WasmMode.OFF, Optional.empty(), VectorFixture::noEmbedder, this::nanoTime);
  private final VectorCollection collection = fixture.collection("c", DIMENSIONS, Metric.COSINE);

  RecallMeasurementTest() {
    collection.addDocuments(documents(new Random(5), ROWS, DIMENSIONS));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Asked by other threads too, which neither move it nor act. */
  private long nanoTime() {
    if (Thread.currentThread().equals(test)) {
      now += step;
      onTick.run();
    }
    return now;
  }

  private static float[] query() {
    return VectorFixture.random(new Random(99), DIMENSIONS);
  }

  @Test
  void aWriterComesBetweenTwoSlices() {
    Thread writer =
        Thread.ofPlatform()
            .unstarted(
                () ->
                    collection.addDocuments(documents(new Random(8), 5, DIMENSIONS).subList(0, 1)));
    List<Boolean> written = new ArrayList<>();
    onTick =
        () -> {
          if (writer.getState() == Thread.State.NEW) {
            writer.start();
          }
          // Until it waits for the lock, or has it behind it.
          while (writer.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
          }
          written.add(!writer.isAlive());
        };

    collection.precision(10, List.of(0.9), true);
    onTick = () -> {};

    assertThat(written).hasSizeGreaterThan(100);
    assertThat(written.getLast()).isTrue();
  }

  @Test
  void endsWhenItsTimeIsOverAndGoesOnLater() {
    step = SECOND / 10;
    SearchResults first = collection.search(query(), TARGET);

    assertThat(first.explanation().plan()).isEqualTo("f32");
    assertThat(first.explanation().measuredRecall()).isEmpty();
    assertThat(first.explanation().note()).contains("queries were measured so far");

    int searches = 1;
    while (collection.search(query(), TARGET).explanation().plan().equals("f32")) {
      assertThat(searches++).isLessThan(100);
    }
    assertThat(searches).as("a second a search are few queries").isGreaterThan(3);
    assertThat(collection.precision(10, List.of(0.5), false).changesSince()).isZero();
  }

  @Test
  void stopsBetweenTwoQueriesWhenInterrupted() {
    step = SECOND / 10_000;
    int[] ticks = {0};
    onTick =
        () -> {
          if (++ticks[0] == 40) {
            test.interrupt();
          }
        };

    assertThatThrownBy(() -> collection.precision(10, List.of(0.9), true))
        .isInstanceOf(OperationCancelled.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ticks[0]).isLessThan(40 + 48 * 12);
  }

  @Test
  void oneMeasurementServesEveryKUpToItsDepth() {
    collection.precision(16, List.of(0.9), false);
    long before = VectorFixture.KERNEL_CALLS.get();

    for (int k : new int[] {1, 3, 10, 15}) {
      assertThat(collection.precision(k, List.of(0.9), false).k()).isEqualTo(k);
    }
    assertThat(VectorFixture.KERNEL_CALLS.get()).isEqualTo(before);

    collection.precision(17, List.of(0.9), false);
    assertThat(VectorFixture.KERNEL_CALLS.get()).isGreaterThan(before + 100);
  }

  @Test
  void recallOfASmallerKIsThatOfItsRanks() {
    ScanPlan plan = new ScanPlan(ScanPlan.First.SIGNS, 16, 0);
    RankEvidence evidence = new RankEvidence(16, List.of(plan));
    Found exact = found(new int[] {5, 3, 9, 7}, new float[] {4, 3, 2, 1});
    // The second best is missing, and row 8 is as near as the last.
    Found candidates = found(new int[] {5, 9, 8, 1}, new float[] {4, 2, 1, 0});

    evidence.add(
        RecallEvidence.Kind.STORED,
        exact,
        (p, bits, from) -> AnswerRanks.of(candidates, candidates, exact).mark(16, bits, from));

    assertThat(share(evidence, plan, 1)).isEqualTo(1);
    assertThat(share(evidence, plan, 2)).isEqualTo(0.5);
    assertThat(share(evidence, plan, 3)).isEqualTo(2.0 / 3);
    assertThat(share(evidence, plan, 4)).isEqualTo(0.75);
    assertThat(share(evidence, plan, 16)).isEqualTo(0.75);
  }

  private static double share(RankEvidence evidence, ScanPlan plan, int k) {
    return evidence.at(k).tallies().get(RecallEvidence.Kind.STORED).get(plan).sum();
  }

  private static Found found(int[] rows, float[] scores) {
    return new Found(rows, scores, ShardCalls.NOTHING_TO_SCAN, rows.length);
  }
}
