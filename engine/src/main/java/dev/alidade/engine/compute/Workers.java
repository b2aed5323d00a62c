package dev.alidade.engine.compute;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the engine's own loops. The calling thread takes part, and it never waits for
 * a helper that has not begun: a helper may itself share out work.
 */
final class Workers implements AutoCloseable {
  /** An idle thread ends after this. */
  private static final long IDLE_SECONDS = 30;

  private final int count;
  private final ExecutorService helpers;

  Workers(int count) {
    this.count = count;
    this.helpers = threads(Math.max(1, count - 1), "alidade-compute-");
  }

  /** Threads that end when they have nothing to do, and take nothing more once they are closed. */
  static ExecutorService threads(int count, String prefix) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(prefix, 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  int count() {
    return count;
  }

  /** One of many pieces of work, each of some milliseconds. */
  @FunctionalInterface
  interface Item<T extends @Nullable Object> {
    /**
     * @param item its number, from 0
     * @param worker 0 to {@link #count()} − 1; no two threads have the same at one time
     */
    T run(int item, int worker);
  }

  /**
   * Runs the items and gives their results in order. Looks at the progress before each item; the
   * first failure stops the rest and is thrown when nothing runs any more.
   */
  <T extends @Nullable Object> List<T> map(
      int items, Progress progress, String operation, Item<T> work) {
    Share<T> share = new Share<>(items, progress, operation, work);
    int wanted = Math.min(count, items) - 1;
    for (int helper = 1; helper <= wanted; helper++) {
      int worker = helper;
      helpers.execute(() -> share.help(worker));
    }
    share.take(0);
    share.awaitHelpers();
    return share.results();
  }

  private static final class Share<T extends @Nullable Object> {
    private final int items;
    private final Progress progress;
    private final String operation;
    private final Item<T> work;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final @Nullable Object[] results;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread caller = Thread.currentThread();

    /** Helpers at work; the sign bit says that no more may begin. */
    private final AtomicInteger working = new AtomicInteger();

    Share(int items, Progress progress, String operation, Item<T> work) {
      this.items = items;
      this.progress = progress;
      this.operation = operation;
      this.work = work;
      this.results = new Object[items];
    }

    void help(int worker) {
      if (working.getAndUpdate(n -> n < 0 ? n : n + 1) < 0) {
        return;
      }
      take(worker);
      working.decrementAndGet();
      LockSupport.unpark(caller);
    }

    void take(int worker) {
      try {
        while (failure.get() == null) {
          if (progress.cancelled() || caller.isInterrupted()) {
            throw new OperationCancelled(operation);
          }
          int item = next.getAndIncrement();
          if (item >= items) {
            return;
          }
          results[item] = work.run(item, worker);
          int done = finished.incrementAndGet();
          progress.report((double) done / items, operation);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }

    void awaitHelpers() {
      working.updateAndGet(n -> n | Integer.MIN_VALUE);
      boolean interrupted = false;
      while (working.get() != Integer.MIN_VALUE) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        caller.interrupt();
      }
    }

    @SuppressWarnings("unchecked")
    List<T> results() {
      Throwable failed = failure.get();
      if (failed instanceof RuntimeException e) {
        throw e;
      }
      if (failed instanceof Error e) {
        throw e;
      }
      List<T> all = new ArrayList<>(items);
      for (Object result : results) {
        all.add((T) result);
      }
      return all;
    }
  }

  @Override
  public void close() {
    helpers.shutdownNow();
  }
}
