package dev.alidade.engine.runtime;

import dev.alidade.engine.module.CircuitState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps calls away from a module that fails: it opens after three failures within a minute, lets
 * one call through after 30 seconds or on demand, and closes when that one succeeds. Thread-safe.
 */
public final class ModuleCircuit {
  /** One failure may be chance, three are a defect. */
  static final int FAILURES = 3;

  static final Duration WINDOW = Duration.ofMinutes(1);
  static final Duration PAUSE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Deque<Instant> failures = new ArrayDeque<>();
  private volatile CircuitState state = CircuitState.CLOSED;
  private Instant openedAt = Instant.EPOCH;

  public ModuleCircuit(Clock clock) {
    this.clock = clock;
  }

  public CircuitState state() {
    return state;
  }

  /** Whether this call may go to the module; when it is the probe, others wait for its end. */
  boolean admits() {
    if (state == CircuitState.CLOSED) {
      return true;
    }
    synchronized (this) {
      return switch (state) {
        case CLOSED -> true;
        case PROBING -> false;
        case OPEN -> {
          boolean due = !clock.instant().isBefore(openedAt.plus(PAUSE));
          if (due) {
            state = CircuitState.PROBING;
          }
          yield due;
        }
      };
    }
  }

  /** Whether a call would be admitted now; changes nothing. */
  synchronized boolean wouldAdmit() {
    return state == CircuitState.CLOSED
        || (state == CircuitState.OPEN && !clock.instant().isBefore(openedAt.plus(PAUSE)));
  }

  /** Lets the next call through at once. */
  public synchronized void probeNow() {
    if (state == CircuitState.OPEN) {
      openedAt = Instant.EPOCH;
    }
  }

  /** Returns whether this success closed the circuit. */
  boolean succeeded() {
    if (state == CircuitState.CLOSED) {
      return false;
    }
    synchronized (this) {
      boolean closes = state == CircuitState.PROBING;
      if (closes) {
        state = CircuitState.CLOSED;
        failures.clear();
      }
      return closes;
    }
  }

  /** Returns whether this failure opened the circuit (again). */
  synchronized boolean failed() {
    Instant now = clock.instant();
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minus(WINDOW))) {
      failures.removeFirst();
    }
    boolean opens =
        state == CircuitState.PROBING
            || (state == CircuitState.CLOSED && failures.size() >= FAILURES);
    if (opens) {
      state = CircuitState.OPEN;
      openedAt = now;
    }
    return opens;
  }

  /** Failures within the window. */
  synchronized int failures() {
    return failures.size();
  }
}
