package dev.alidade.engine.runtime;

import dev.alidade.engine.PathChoice;

/**
 * How a kernel call went.
 *
 * @param path what answered and why
 * @param nanos time of the answering call
 * @param status the status word that the kernel wrote, 0 for success
 * @param fellBack whether WebAssembly was tried and the Java twin answered
 */
public record KernelOutcome(PathChoice path, long nanos, int status, boolean fellBack) {}
