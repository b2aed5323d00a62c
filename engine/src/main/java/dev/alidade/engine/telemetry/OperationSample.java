package dev.alidade.engine.telemetry;

import dev.alidade.engine.PathChoice;

/**
 * One finished operation.
 *
 * @param operation for example {@code vector.search}
 * @param nanos wall time of the work, without the waiting before it
 * @param rowsIn rows or items read
 * @param rowsOut rows or items given back
 * @param bytes input bytes read
 * @param failed whether the caller got an error
 * @param fellBack whether WebAssembly was tried and the Java twin answered
 * @param queuedNanos how long it waited for its turn, for a shard for example, before the work
 */
public record OperationSample(
    String operation,
    PathChoice path,
    long nanos,
    long rowsIn,
    long rowsOut,
    long bytes,
    boolean failed,
    boolean fellBack,
    long queuedNanos) {

  /** An operation that did not wait. */
  public OperationSample(
      String operation,
      PathChoice path,
      long nanos,
      long rowsIn,
      long rowsOut,
      long bytes,
      boolean failed,
      boolean fellBack) {
    this(operation, path, nanos, rowsIn, rowsOut, bytes, failed, fellBack, 0);
  }
}
