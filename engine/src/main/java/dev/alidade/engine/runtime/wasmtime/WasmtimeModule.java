package dev.alidade.engine.runtime.wasmtime;

import dev.alidade.engine.runtime.RuntimeFailure;
import dev.alidade.engine.runtime.WasmRuntime;
import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Instance;
import io.github.kawamuray.wasmtime.Memory;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.WasmFunctionError;
import io.github.kawamuray.wasmtime.WasmtimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled module. */
final class WasmtimeModule implements WasmRuntime.Module {
  /**
   * Ticks for instantiation: the modules have no start function, so any positive number will do.
   */
  private static final long START_TICKS = 1_000;

  private final String name;
  private final Engine engine;
  private final Module handle;
  private boolean closed;

  WasmtimeModule(String name, Engine engine, Module handle) {
    this.name = name;
    this.engine = engine;
    this.handle = handle;
  }

  @Override
  public synchronized WasmtimeInstance instantiate() {
    if (closed) {
      throw new IllegalStateException("the module " + name + " is closed");
    }
    @Nullable Object nothing = null;
    Store<@Nullable Object> store = new Store<>(nothing, engine);
    try {
      store.setEpochDeadline(START_TICKS);
      Instance instance = new Instance(store, handle, List.of());
      Memory memory =
          instance
              .getMemory(store, "memory")
              .orElseThrow(
                  () -> new RuntimeFailure.ModuleRejected(name, "it exports no memory", null));
      return new WasmtimeInstance(name, store, instance, memory);
    } catch (WasmtimeException | WasmFunctionError e) {
      store.dispose();
      throw new RuntimeFailure.ModuleRejected(name, WasmtimeRuntime.firstLine(e), e);
    } catch (RuntimeFailure e) {
      store.dispose();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      handle.dispose();
    }
  }
}
