package dev.alidade.engine.runtime;

import dev.alidade.engine.EngineException;

/**
 * There is no room for what was asked for.
 *
 * <ul>
 *   <li>RUN-101 a shard cannot grow any further
 *   <li>RUN-102 the process is nearly out of memory, so nothing new is loaded
 *   <li>RUN-103 the rows that were asked for take more than they may
 * </ul>
 */
public final class MemoryExhausted extends EngineException {
  private static final long serialVersionUID = 1L;

  private MemoryExhausted(String code, String sentence, String remedy) {
    super(code, sentence, remedy, null);
  }

  public MemoryExhausted(long wantedBytes, long limitBytes) {
    this(
        "RUN-101",
        "No room for %,d more bytes: a shard may hold %,d.".formatted(wantedBytes, limitBytes),
        "Remove data sets or collections you no longer need, or load fewer rows.");
  }

  /**
   * @param bytes of the rows so far
   */
  public static MemoryExhausted tooManyRows(long bytes, long mostBytes) {
    return new MemoryExhausted(
        "RUN-103",
        "The rows take more than %,d bytes, and %,d may be taken.".formatted(bytes, mostBytes),
        "Keep fewer rows by a narrower condition, or write them to a file.");
  }

  /**
   * @param what was to be loaded
   * @param share of the memory in use, 0 to 1
   */
  public static MemoryExhausted nearlyFull(String what, double share) {
    return new MemoryExhausted(
        "RUN-102",
        "%s was not loaded: %.0f %% of the memory is in use, even after caches were emptied."
            .formatted(what, share * 100),
        "Remove data sets or collections you no longer need, then try again. Nothing was lost.");
  }
}
