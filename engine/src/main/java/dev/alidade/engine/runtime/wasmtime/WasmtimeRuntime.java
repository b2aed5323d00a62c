package dev.alidade.engine.runtime.wasmtime;

import dev.alidade.engine.runtime.RuntimeFailure;
import dev.alidade.engine.runtime.WasmRuntime;
import io.github.kawamuray.wasmtime.Config;
import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.WasmtimeException;
import java.time.Duration;

/**
 * Wasmtime by wasmtime-java. There is one native engine for each process; {@link #open} hands it
 * out and the last {@link #close()} disposes of it. A daemon thread advances the epoch, by which
 * calls are stopped at their deadline.
 */
public final class WasmtimeRuntime implements WasmRuntime {
  /** Wasmtime inside wasmtime-java 0.19.0. */
  private static final String VERSION = "7.0.1 (wasmtime-java 0.19.0)";

  /** How finely deadlines are kept; a wake-up costs microseconds. */
  static final Duration TICK = Duration.ofMillis(10);

  private static final Object LOCK = new Object();
  private static @org.jspecify.annotations.Nullable SharedEngine shared;

  private final SharedEngine engine;
  private boolean closed;

  private WasmtimeRuntime(SharedEngine engine) {
    this.engine = engine;
  }

  /**
   * Loads the native library where that has not happened yet, and starts the engine.
   *
   * @throws RuntimeFailure.RuntimeUnavailable when the library cannot be loaded or started
   */
  public static WasmtimeRuntime open() {
    NativeLibrary.load();
    synchronized (LOCK) {
      SharedEngine now = shared;
      if (now == null) {
        now = SharedEngine.start();
        shared = now;
      }
      now.users++;
      return new WasmtimeRuntime(now);
    }
  }

  @Override
  public String name() {
    return "Wasmtime";
  }

  @Override
  public String version() {
    return VERSION;
  }

  /** Where the native library came from, one sentence. */
  public String origin() {
    return NativeLibrary.origin();
  }

  @Override
  public Module compile(String name, byte[] bytes) {
    try {
      return new WasmtimeModule(
          name,
          engine.handle,
          io.github.kawamuray.wasmtime.Module.fromBinary(engine.handle, bytes));
    } catch (WasmtimeException e) {
      throw new RuntimeFailure.ModuleRejected(name, firstLine(e), e);
    }
  }

  /** The first line of the runtime's own message, without its full stop. */
  static String firstLine(RuntimeException e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName();
    }
    String line = message.lines().findFirst().orElse(message).strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  @Override
  public void close() {
    synchronized (LOCK) {
      if (closed) {
        return;
      }
      closed = true;
      if (--engine.users == 0) {
        shared = null;
        engine.stop();
      }
    }
  }

  /** The process's engine and its ticker. */
  private static final class SharedEngine {
    private final Engine handle;
    private final Thread ticker;
    private int users;

    private SharedEngine(Engine engine) {
      handle = engine;
      ticker = Thread.ofPlatform().daemon().name("alidade-wasm-epoch").unstarted(this::tick);
    }

    static SharedEngine start() {
      try (Config config = new Config()) {
        Engine engine =
            new Engine(
                config
                    .wasmSimd(true)
                    .wasmBulkMemory(true)
                    .wasmThreads(false)
                    .epochInterruption(true));
        SharedEngine started = new SharedEngine(engine);
        started.ticker.start();
        return started;
      } catch (WasmtimeException e) {
        throw new RuntimeFailure.RuntimeUnavailable(
            "Wasmtime did not start: " + firstLine(e) + ".", e);
      }
    }

    private void tick() {
      while (!Thread.currentThread().isInterrupted()) {
        handle.incrementEpoch();
        java.util.concurrent.locks.LockSupport.parkNanos(TICK.toNanos());
      }
    }

    void stop() {
      ticker.interrupt();
      boolean interrupted = false;
      while (ticker.isAlive()) {
        try {
          ticker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      handle.dispose();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
