package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import java.time.Instant;

/**
 * A rare, discrete fact. Names are past tense. Operations are not events: they are recorded as
 * figures.
 */
public sealed interface EngineEvent {
  Instant at();

  Severity severity();

  /** The part it concerns, for example {@code vector.scan_f32} or {@code workspace}. */
  String component();

  /** One plain sentence. */
  String message();

  /** The kind's name, for filters and lists. */
  default String kind() {
    return getClass().getSimpleName();
  }

  /** A kernel trapped or missed its deadline; its Java twin answered in {@code answeredInNanos}. */
  record KernelTrapped(
      Instant at, String component, String cause, String moduleVersion, long answeredInNanos)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return component + ": " + cause + "; the Java twin answered.";
    }
  }

  /** A kernel's calls go another way from now on. */
  record PathChanged(
      Instant at, String component, ExecutionPath from, ExecutionPath to, String reason)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.INFO;
    }

    @Override
    public String message() {
      return component + ": " + from.label() + " → " + to.label() + ", " + reason;
    }
  }

  /** A module's circuit opened: Java answers until a probe passes. */
  record CircuitOpened(Instant at, String component, int failures) implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.WARN;
    }

    @Override
    public String message() {
      return component + " failed " + failures + " times; Java answers until a probe passes.";
    }
  }

  /** A probe passed: the module is used again. */
  record CircuitClosed(Instant at, String component) implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.INFO;
    }

    @Override
    public String message() {
      return component + ": a probe passed, WASM is used again.";
    }
  }

  /** WebAssembly or a module cannot be used; Java answers. */
  record WasmUnavailable(Instant at, String component, Severity severity, String reason)
      implements EngineEvent {
    @Override
    public String message() {
      return reason;
    }
  }

  /** Paths were measured on this machine. */
  record PathsMeasured(Instant at, String component, int kernels, long nanos)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.INFO;
    }

    @Override
    public String message() {
      return "%d kernels measured in %.2f s".formatted(kernels, nanos / 1e9);
    }
  }

  /** The health of one component moved. */
  record HealthChanged(
      Instant at, String component, HealthStatus from, HealthStatus to, String reason)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return to == HealthStatus.HEALTHY ? Severity.INFO : Severity.WARN;
    }

    @Override
    public String message() {
      return from + " → " + to + ": " + reason;
    }
  }

  /** A query took longer than the threshold. */
  record SlowQuerySeen(Instant at, String component, String sql, long nanos, long vmSteps)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.WARN;
    }

    @Override
    public String message() {
      return "%.1f ms, %,d VM steps: %s".formatted(nanos / 1e6, vmSteps, sql);
    }
  }

  /** SQLite answers a query of the same shape another way than before. */
  record PlanChanged(Instant at, String component, String sql, String before, String after)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.INFO;
    }

    @Override
    public String message() {
      return "Plan %s → %s: %s".formatted(before, after, sql);
    }
  }

  /** A data set is ready. */
  record DatasetLoaded(Instant at, String component, long rows, long rejects, long nanos)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return rejects == 0 ? Severity.INFO : Severity.WARN;
    }

    @Override
    public String message() {
      return "%s, %,d rows, %,d rejects, %.1f ms".formatted(component, rows, rejects, nanos / 1e6);
    }
  }

  /** An operation failed; the caller got the error. */
  record OperationFailed(Instant at, String component, String code, String reason)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return code + ": " + reason;
    }
  }

  /**
   * Something that may pass by itself was tried again, a locked file for example.
   *
   * @param attempts how often it was tried, the first time included
   * @param nanos from the first attempt to the end of the last
   */
  record OperationRetried(
      Instant at, String component, int attempts, boolean succeeded, String cause, long nanos)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return succeeded ? Severity.INFO : Severity.WARN;
    }

    @Override
    public String message() {
      return "%s after %d attempts in %.1f s: %s"
          .formatted(succeeded ? "Succeeded" : "Gave up", attempts, nanos / 1e9, cause);
    }
  }

  /**
   * Memory was nearly full, so caches were emptied.
   *
   * @param before share of the memory in use, 0 to 1
   * @param after the same afterwards
   * @param dropped what was emptied
   */
  record MemoryRelieved(Instant at, String component, double before, double after, String dropped)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.WARN;
    }

    @Override
    public String message() {
      return "%.0f %% of the memory was in use; emptied %s; now %.0f %%"
          .formatted(before * 100, dropped, after * 100);
    }
  }

  /**
   * Something was not loaded, because the process would have run out of memory.
   *
   * @param share of the memory in use, 0 to 1
   */
  record LoadRefused(Instant at, String component, String what, double share)
      implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "%s was not loaded: %.0f %% of the memory is in use".formatted(what, share * 100);
    }
  }

  /**
   * An event that an earlier session kept in the workspace.
   *
   * @param kind of the event that was kept
   */
  record EventKept(Instant at, String component, String kind, Severity severity, String message)
      implements EngineEvent {}

  /** The user marked a moment. */
  record MomentMarked(Instant at, String component, String message) implements EngineEvent {
    @Override
    public Severity severity() {
      return Severity.INFO;
    }
  }
}
