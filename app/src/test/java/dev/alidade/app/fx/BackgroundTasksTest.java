package dev.alidade.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.app.fx.BackgroundTasks.TaskFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundTasksTest {
  private final List<TaskFailure> failures = new ArrayList<>();
  private final FxPublisher fx = FxPublisher.direct();
  private final BackgroundTasks atOnce = BackgroundTasks.synchronous(fx, failures::add);
  private final BackgroundTasks pooled = BackgroundTasks.pooled(fx, failures::add);

  @AfterEach
  void stop() {
    pooled.close();
  }

  @Test
  void handsTheResultOver() {
    List<Integer> results = new ArrayList<>();
    BackgroundTask task = atOnce.task("Add", progress -> 1 + 2).onDone(results::add).start();

    assertThat(results).containsExactly(3);
    assertThat(task.stateProperty().get()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(atOnce.running()).isEmpty();
    assertThat(atOnce.busy()).isFalse();
  }

  @Test
  void listsATaskWithItsProgressWhileItRuns() {
    List<String> seen = new ArrayList<>();
    atOnce
        .task(
            "Load",
            progress -> {
              progress.report(0.25, "row 100");
              BackgroundTask shown = atOnce.running().getFirst();
              seen.add(shown.title());
              seen.add(shown.messageProperty().get());
              seen.add("" + shown.fractionProperty().get());
              return "";
            })
        .start();

    assertThat(seen).containsExactly("Load", "row 100", "0.25");
  }

  @Test
  void doesNotListQuietWork() {
    List<Integer> listed = new ArrayList<>();
    atOnce
        .task("Look up", progress -> atOnce.running().size())
        .quietly()
        .onDone(listed::add)
        .start();

    assertThat(listed).containsExactly(0);
  }

  @Test
  void reportsAnErrorThatNobodyHandles() {
    BackgroundTask task =
        atOnce
            .task(
                "Read",
                progress -> {
                  throw new IOException("gone");
                })
            .start();

    assertThat(task.stateProperty().get()).isEqualTo(TaskState.FAILED);
    assertThat(failures).hasSize(1);
    assertThat(failures.getFirst().title()).isEqualTo("Read");
    assertThat(failures.getFirst().cause()).hasMessage("gone");
  }

  @Test
  void givesAnErrorToItsOwnHandler() {
    List<Throwable> own = new ArrayList<>();
    atOnce
        .task(
            "Read",
            progress -> {
              throw new IOException("gone");
            })
        .onFailed(own::add)
        .start();

    assertThat(own).hasSize(1);
    assertThat(failures).isEmpty();
  }

  @Test
  void cancelInterruptsTheWork() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    BackgroundTask task =
        pooled
            .task(
                "Wait",
                progress -> {
                  begun.countDown();
                  return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                })
            .onCancelled(cancelled::countDown)
            .start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    task.cancel();

    assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(task.stateProperty().get()).isEqualTo(TaskState.CANCELLED);
    assertThat(failures).isEmpty();
  }

  @Test
  void aNewerTaskWithTheSameKeyCancelsTheOlder() throws InterruptedException {
    CountDownLatch olderCancelled = new CountDownLatch(1);
    CountDownLatch newerDone = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    pooled
        .task(
            "Search a",
            progress -> {
              begun.countDown();
              return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
            })
        .replacing("search")
        .onCancelled(olderCancelled::countDown)
        .start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    pooled
        .task("Search ab", progress -> "hit")
        .replacing("search")
        .onDone(hit -> newerDone.countDown())
        .start();

    assertThat(olderCancelled.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(newerDone.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closingWaitsUntilQuietWorkHasEndedToo() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    pooled
        .task(
            "Embed",
            progress -> {
              begun.countDown();
              while (!progress.cancelled()) {
                Thread.onSpinWait();
              }
              // As a commit that an interrupt does not stop.
              long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
              while (System.nanoTime() < until) {
                Thread.onSpinWait();
              }
              ended.set(true);
              return "";
            })
        .quietly()
        .start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    pooled.close();

    assertThat(ended).isTrue();
  }
}
