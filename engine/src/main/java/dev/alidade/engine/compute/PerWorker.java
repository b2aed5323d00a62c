package dev.alidade.engine.compute;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Something that each worker makes on its first item and keeps for the others. */
final class PerWorker<T> {
  private final @Nullable Object[] made;
  private final IntFunction<T> make;

  /**
   * @param make gets the worker's number
   */
  PerWorker(ComputeRun run, IntFunction<T> make) {
    this.made = new Object[run.workers()];
    this.make = make;
  }

  /** Only that worker calls this. */
  @SuppressWarnings("unchecked")
  T of(int worker) {
    Object own = made[worker];
    if (own == null) {
      own = make.apply(worker);
      made[worker] = own;
    }
    return (T) own;
  }
}
