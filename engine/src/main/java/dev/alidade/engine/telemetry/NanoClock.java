package dev.alidade.engine.telemetry;

/** A clock that only moves forward, for lengths of time. Tests steer their own. */
@FunctionalInterface
public interface NanoClock {
  /** The machine's own. */
  NanoClock SYSTEM = System::nanoTime;

  /** Nanoseconds since an arbitrary moment. */
  long nanos();
}
