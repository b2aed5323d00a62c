package dev.alidade.engine.telemetry;

/**
 * Linear memory of all shards, or of the arenas that stand in for it, in bytes.
 *
 * @param committedBytes what the memories occupy
 * @param limitBytes the most they may grow to; 0 where there is none
 */
public record LinearUsage(
    long vectorBytes, long columnBytes, long scratchBytes, long committedBytes, long limitBytes) {
  public static final LinearUsage NONE = new LinearUsage(0, 0, 0, 0, 0);

  public LinearUsage plus(LinearUsage other) {
    return new LinearUsage(
        vectorBytes + other.vectorBytes,
        columnBytes + other.columnBytes,
        scratchBytes + other.scratchBytes,
        committedBytes + other.committedBytes,
        limitBytes + other.limitBytes);
  }
}
