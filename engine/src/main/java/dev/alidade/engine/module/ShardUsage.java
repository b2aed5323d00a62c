package dev.alidade.engine.module;

/**
 * The memory of one shard by purpose, in bytes.
 *
 * @param module whose kernels work on it
 * @param shard from 0
 * @param linear whether it is linear memory of a WebAssembly instance, not an arena in its place
 * @param committedBytes what the memory occupies; the purposes and free room together
 * @param limitBytes the most it may grow to
 */
public record ShardUsage(
    String module,
    int shard,
    boolean linear,
    long vectorBytes,
    long columnBytes,
    long scratchBytes,
    long committedBytes,
    long limitBytes) {
  /** Committed and not in use. */
  public long freeBytes() {
    return Math.max(0, committedBytes - vectorBytes - columnBytes - scratchBytes);
  }
}
