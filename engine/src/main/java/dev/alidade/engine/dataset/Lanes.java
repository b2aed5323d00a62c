package dev.alidade.engine.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does numbered tasks on some threads: {@link #start} lets the helpers begin, the caller does
 * something else meanwhile, and {@link #finish} lends a hand until all are done. With one thread
 * the caller does everything in {@code finish}. Used by one thread.
 */
final class Lanes implements AutoCloseable {
  private final int helpers;
  private final ExecutorService pool;
  private final List<Future<?>> running = new ArrayList<>();
  private AtomicInteger next = new AtomicInteger();
  private int tasks;
  private IntConsumer work = task -> {};

  Lanes(int threads) {
    helpers = Math.max(0, threads - 1);
    pool =
        Executors.newFixedThreadPool(
            Math.max(1, helpers), Thread.ofPlatform().daemon().name("alidade-load-", 0).factory());
  }

  void start(int count, IntConsumer task) {
    AtomicInteger counter = new AtomicInteger();
    next = counter;
    tasks = count;
    work = task;
    for (int i = 0; i < Math.min(helpers, count); i++) {
      running.add(pool.submit(() -> drain(counter, count, task)));
    }
  }

  /** Throws what a task threw. */
  void finish() {
    @Nullable Throwable failure = null;
    try {
      drain(next, tasks, work);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    failure = outcomes(failure);
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** Waits for all helpers, and gives the first failure. */
  private @Nullable Throwable outcomes(@Nullable Throwable before) {
    @Nullable Throwable failure = before;
    for (Future<?> helper : running) {
      failure = outcome(helper, failure);
    }
    running.clear();
    return failure;
  }

  private static @Nullable Throwable outcome(Future<?> helper, @Nullable Throwable before) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          helper.get();
          return before;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return before == null ? e.getCause() : before;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void drain(AtomicInteger counter, int count, IntConsumer task) {
    for (int i = counter.getAndIncrement(); i < count; i = counter.getAndIncrement()) {
      task.accept(i);
    }
  }

  /**
   * Waits for what is running; the tasks that have not begun are left undone. Something else failed
   * where there is anything to wait for, so that their failures are not told.
   */
  @Override
  public void close() {
    next.set(tasks);
    outcomes(null);
    pool.shutdown();
  }
}
