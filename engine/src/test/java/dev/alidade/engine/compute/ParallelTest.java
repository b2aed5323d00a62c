package dev.alidade.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {
  private final ComputeBench bench = new ComputeBench(ComputeBench.Path.JAVA);
  private final ComputeEngine compute = bench.compute;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void givesResultsInOrder() {
    List<Callable<Integer>> tasks = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      tasks.add(() -> number * number);
      expected.add(i * i);
    }
    assertThat(compute.parallel(tasks)).isEqualTo(expected);
    assertThat(compute.parallel(List.<Callable<Integer>>of())).isEmpty();
  }

  @Test
  void runsTasksThatShareOutTasksAndKernels() {
    List<Callable<Double>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double[] values = {i, i + 1, i + 2};
      tasks.add(
          () -> {
            List<Callable<Double>> inner = List.of(() -> compute.statistics(values).mean());
            return compute.parallel(inner).getFirst();
          });
    }
    assertThat(compute.parallel(tasks)).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
  }

  @Test
  void interruptsTheOthersWhenOneFails() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    Callable<String> waits =
        () -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
            return "never";
          } finally {
            stopped.countDown();
          }
        };
    Callable<String> fails =
        () -> {
          started.await();
          throw new IllegalArgumentException("no such thing");
        };
    assertThatThrownBy(() -> compute.parallel(List.of(waits, fails)))
        .isInstanceOf(ComputeException.TaskFailed.class)
        .hasMessage("Task 2 failed: no such thing.")
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void throwsTheEnginesOwnErrorsAsTheyAre() {
    Callable<String> refused =
        () -> {
          throw new InvalidRequest("That cannot be.", "Try this.");
        };
    assertThatThrownBy(() -> compute.parallel(List.of(refused)))
        .isInstanceOf(InvalidRequest.class)
        .extracting(e -> ((EngineException) e).remedy())
        .isEqualTo("Try this.");
  }

  @Test
  void endsWhenCancelledOrInterrupted() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Callable<String> waits =
        () -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
            return "never";
          } finally {
            stopped.countDown();
          }
        };
    Progress untilItRuns =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean cancelled() {
            return started.getCount() == 0;
          }
        };
    assertThatThrownBy(() -> compute.parallel(List.of(waits), untilItRuns))
        .isInstanceOf(OperationCancelled.class);
    assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> compute.parallel(List.of(waits)))
        .isInstanceOf(OperationCancelled.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
