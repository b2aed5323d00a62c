package dev.alidade.engine.data;

import dev.alidade.engine.OperationCancelled;
import dev.alidade.engine.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes chunks from a source, has workers work on them, and hands the results on. Source and
 * consumer are used by the calling thread alone. The source is asked for a chunk only when there is
 * room for it: a slow consumer holds everything back.
 */
final class ChunkPump<T, R> {
  private static final String OPERATION = "processing the stream";

  /** So long a cancel may wait at the most. */
  private static final long LOOK_MILLIS = 20;

  private final Function<? super T, ? extends R> work;
  private final Consumer<? super R> consumer;
  private final StreamOptions options;
  private final Progress progress;
  private final LongAdder workingNanos = new LongAdder();

  /** In the order of their chunks. */
  private final List<Future<R>> inFlight = new ArrayList<>();

  private long done;
  private int most;

  ChunkPump(
      Function<? super T, ? extends R> work,
      Consumer<? super R> consumer,
      StreamOptions options,
      Progress progress) {
    this.work = work;
    this.consumer = consumer;
    this.options = options;
    this.progress = progress;
  }

  StreamReport run(Iterator<? extends T> chunks) {
    long start = System.nanoTime();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            options.workers(), Thread.ofPlatform().daemon().name("alidade-stream-", 0).factory());
    try {
      ExecutorCompletionService<R> results = new ExecutorCompletionService<>(workers);
      while (true) {
        progress.check(OPERATION);
        while (inFlight.size() < options.inFlight() && chunks.hasNext()) {
          progress.check(OPERATION);
          T chunk = chunks.next();
          inFlight.add(results.submit(() -> timed(chunk)));
          most = Math.max(most, inFlight.size());
        }
        if (inFlight.isEmpty()) {
          break;
        }
        handOn(next(results));
      }
    } finally {
      inFlight.forEach(future -> future.cancel(true));
      workers.shutdownNow();
    }
    return new StreamReport(
        done,
        most,
        Duration.ofNanos(System.nanoTime() - start),
        Duration.ofNanos(workingNanos.sum()));
  }

  private R timed(T chunk) {
    long start = System.nanoTime();
    try {
      return work.apply(chunk);
    } finally {
      workingNanos.add(System.nanoTime() - start);
    }
  }

  /** The oldest chunk's, or that of any that is done. */
  private Future<R> next(ExecutorCompletionService<R> results) {
    try {
      boolean woken = false;
      while (true) {
        if (!woken) {
          progress.check(OPERATION);
        }
        int candidates = options.keepOrder() ? 1 : inFlight.size();
        for (int i = 0; i < candidates; i++) {
          if (inFlight.get(i).isDone()) {
            return inFlight.remove(i);
          }
        }
        // By any chunk that is done.
        woken = results.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS) != null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled(OPERATION);
    }
  }

  private void handOn(Future<R> result) {
    try {
      consumer.accept(result.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled(OPERATION);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
    done++;
    progress.report(-1, done == 1 ? "1 chunk" : "%,d chunks".formatted(done));
  }
}
