package dev.alidade.engine.telemetry;

/**
 * What the workspace takes.
 *
 * @param fileBytes its file with the write-ahead log; of a workspace in memory, its pages
 * @param pageCacheLimitBytes the most that SQLite keeps of it in the page caches of its
 *     connections; SQLite does not tell how much of that is filled
 */
public record StorageUsage(long fileBytes, long pageCacheLimitBytes) {
  public static final StorageUsage NONE = new StorageUsage(0, 0);
}
