package dev.alidade.engine.compute;

import dev.alidade.engine.EngineClosed;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a caller's tasks. */
final class TaskPool implements AutoCloseable {
  /** How often the caller's progress is looked at; a call may take 100 ms to notice. */
  private static final long POLL_MILLIS = 20;

  private static final String OPERATION = "running tasks";

  private final ExecutorService threads;

  /** Whether this thread is one of the pool: its own tasks run on it, as the pool may be full. */
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

  TaskPool(int count) {
    this.threads = Workers.threads(count, "alidade-compute-task-");
  }

  private record Done<T extends @Nullable Object>(
      int task, @Nullable T result, @Nullable Throwable failure) {}

  <T extends @Nullable Object> List<T> run(List<Callable<T>> tasks, Progress progress) {
    return inside.get() ? here(tasks, progress) : shared(tasks, progress);
  }

  private static <T extends @Nullable Object> List<T> here(
      List<Callable<T>> tasks, Progress progress) {
    List<T> results = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      progress.check(OPERATION);
      try {
        results.add(tasks.get(task).call());
      } catch (Exception e) {
        throw failed(task, e);
      }
      progress.report((double) results.size() / tasks.size(), OPERATION);
    }
    return results;
  }

  private <T extends @Nullable Object> List<T> shared(List<Callable<T>> tasks, Progress progress) {
    CompletionService<Done<T>> finished = new ExecutorCompletionService<>(threads);
    List<Future<Done<T>>> futures = new ArrayList<>();
    @Nullable Object[] results = new Object[tasks.size()];
    try {
      for (int task = 0; task < tasks.size(); task++) {
        int number = task;
        futures.add(finished.submit(() -> done(number, tasks.get(number))));
      }
      for (int done = 0; done < results.length; done++) {
        progress.report((double) done / results.length, OPERATION);
        Done<T> next = await(finished, progress);
        if (next.failure() != null) {
          throw failed(next.task(), next.failure());
        }
        results[next.task()] = next.result();
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    progress.report(1, OPERATION);
    return ordered(results);
  }

  private <T extends @Nullable Object> Done<T> done(int task, Callable<T> work) {
    inside.set(true);
    try {
      return new Done<>(task, work.call(), null);
    } catch (Exception | Error e) {
      return new Done<>(task, null, e);
    }
  }

  private <T extends @Nullable Object> Done<T> await(
      CompletionService<Done<T>> finished, Progress progress) {
    try {
      while (true) {
        progress.check(OPERATION);
        Future<Done<T>> next = finished.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          return next.get();
        }
        if (threads.isShutdown()) {
          throw new EngineClosed();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled(OPERATION);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a task's own failure is caught where it runs", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends @Nullable Object> List<T> ordered(@Nullable Object[] results) {
    List<T> all = new ArrayList<>(results.length);
    for (Object result : results) {
      all.add((T) result);
    }
    return all;
  }

  private static RuntimeException failed(int task, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof EngineException known) {
      return known;
    }
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new OperationCancelled(OPERATION);
    }
    return new ComputeException.TaskFailed(task, cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
