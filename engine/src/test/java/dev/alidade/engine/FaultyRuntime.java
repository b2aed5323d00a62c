package dev.alidade.engine;

import dev.alidade.engine.runtime.RuntimeFailure.KernelTrap;
import dev.alidade.engine.runtime.TrapCause;
import dev.alidade.engine.runtime.WasmRuntime;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A real runtime whose calls trap, and whose memories do not grow, while a test wants it so. */
final class FaultyRuntime implements WasmRuntime {
  /** What a test switches. */
  static final class Faults {
    final AtomicBoolean trapping = new AtomicBoolean();
    final AtomicBoolean fullMemory = new AtomicBoolean();

    /** Traps thrown so far. */
    final AtomicLong traps = new AtomicLong();
  }

  private final WasmRuntime real;
  private final Faults faults;

  FaultyRuntime(WasmRuntime real, Faults faults) {
    this.real = real;
    this.faults = faults;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public String version() {
    return real.version();
  }

  @Override
  public Module compile(String name, byte[] bytes) {
    Module compiled = real.compile(name, bytes);
    return new Module() {
      @Override
      public Instance instantiate() {
        return faulty(compiled.instantiate());
      }

      @Override
      public void close() {
        compiled.close();
      }
    };
  }

  private Instance faulty(Instance instance) {
    return new Instance() {
      @Override
      public MemorySegment memory() {
        return instance.memory();
      }

      @Override
      public boolean grow(long pages) {
        return !faults.fullMemory.get() && instance.grow(pages);
      }

      /** The real kernel runs first: what it leaves in memory must not disturb the twin. */
      @Override
      public void call(String export, Duration deadline) {
        instance.call(export, deadline);
        if (faults.trapping.get()) {
          faults.traps.incrementAndGet();
          throw new KernelTrap(export, TrapCause.UNREACHABLE, null);
        }
      }

      @Override
      public void close() {
        instance.close();
      }
    };
  }

  @Override
  public void close() {
    real.close();
  }
}
