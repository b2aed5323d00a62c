package dev.alidade.engine.runtime;

/** Asked before a load: refuses while the process is nearly out of memory. Thread-safe. */
@FunctionalInterface
public interface Admission {
  /** Refuses nothing. */
  Admission OPEN = what -> {};

  /**
   * @param what is to be loaded, for the sentence
   * @throws MemoryExhausted when there is no room, even after caches were emptied
   */
  void admit(String what);
}
