package dev.alidade.engine.vector;

import dev.alidade.engine.OperationCancelled;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Makes the next part on a thread of its own while the one before is worked on. At most two parts
 * are in memory. Used by one thread.
 */
final class OneAhead<T> implements AutoCloseable {
  private final Supplier<Optional<T>> source;
  private final String operation;
  private final ExecutorService maker;
  private Future<Optional<T>> coming;

  /**
   * @param operation names the work where it is cancelled by an interrupt
   * @param source the next part, empty at the end; never called by two threads at once
   */
  OneAhead(String operation, Supplier<Optional<T>> source) {
    this.operation = operation;
    this.source = source;
    this.maker =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("alidade-ahead-", 0).daemon(true).factory());
    this.coming = maker.submit(source::get);
  }

  /**
   * The next part, with the failure of its making; empty at the end.
   *
   * @throws OperationCancelled when the waiting thread is interrupted
   */
  Optional<T> next() {
    try {
      Optional<T> made = coming.get();
      if (made.isPresent()) {
        coming = maker.submit(source::get);
      }
      return made;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelled(operation);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Waits for the part that is being made, so that its source can be closed. */
  @Override
  public void close() {
    maker.close();
  }
}
