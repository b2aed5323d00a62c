package dev.alidade.engine.telemetry;

/** Sums over operations. */
record Counts(
    long count, long nanos, long items, long bytes, long errors, long fallbacks, long queuedNanos) {
  static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        count + other.count,
        nanos + other.nanos,
        items + other.items,
        bytes + other.bytes,
        errors + other.errors,
        fallbacks + other.fallbacks,
        queuedNanos + other.queuedNanos);
  }

  Counts minus(Counts other) {
    return new Counts(
        count - other.count,
        nanos - other.nanos,
        items - other.items,
        bytes - other.bytes,
        errors - other.errors,
        fallbacks - other.fallbacks,
        queuedNanos - other.queuedNanos);
  }
}
