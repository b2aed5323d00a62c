package dev.alidade.engine.runtime;

/** What a reader took from the parameter block after a call, and how the call went. */
public record KernelResult<T>(T value, KernelOutcome outcome) {}
