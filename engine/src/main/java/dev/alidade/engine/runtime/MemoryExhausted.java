package dev.alidade.engine.runtime;

import dev.alidade.engine.EngineException;

/** A memory space cannot grow to hold what was asked for. */
public final class MemoryExhausted extends EngineException {
  private static final long serialVersionUID = 1L;

  public MemoryExhausted(long wantedBytes, long limitBytes) {
    super(
        "RUN-101",
        "No room for %,d more bytes: a shard may hold %,d.".formatted(wantedBytes, limitBytes),
        "Remove data sets or collections you no longer need, or load fewer rows.",
        null);
  }
}
