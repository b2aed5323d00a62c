package dev.alidade.engine.telemetry;

import dev.alidade.engine.PathChoice;

/**
 * One finished operation.
 *
 * @param operation for example {@code vector.search}
 * @param nanos wall time
 * @param rowsIn rows or items read
 * @param rowsOut rows or items given back
 * @param bytes input bytes read
 * @param failed whether the caller got an error
 * @param fellBack whether WebAssembly was tried and the Java twin answered
 */
public record OperationSample(
    String operation,
    PathChoice path,
    long nanos,
    long rowsIn,
    long rowsOut,
    long bytes,
    boolean failed,
    boolean fellBack) {}
