package dev.alidade.engine.runtime.wasmtime;

import dev.alidade.engine.runtime.RuntimeFailure;
import dev.alidade.engine.runtime.RuntimeFailure.KernelTrap;
import dev.alidade.engine.runtime.TrapCause;
import dev.alidade.engine.runtime.WasmRuntime;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.Instance;
import io.github.kawamuray.wasmtime.Memory;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Trap;
import io.github.kawamuray.wasmtime.WasmFunctionError;
import io.github.kawamuray.wasmtime.WasmFunctions;
import io.github.kawamuray.wasmtime.WasmtimeException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One store. The bytes are seen through a segment of an Arena that is closed before the store is
 * disposed of, so that a late access is an IllegalStateException and not a crash of the process.
 */
final class WasmtimeInstance implements WasmRuntime.Instance {
  private final String module;
  private final Store<@Nullable Object> store;
  private final Instance instance;
  private final Memory memory;
  private final Map<String, Export> exports = new HashMap<>();
  private Arena arena = Arena.ofShared();
  private volatile MemorySegment segment;
  private boolean closed;

  private record Export(Func function, WasmFunctions.Consumer0 call) {}

  WasmtimeInstance(String module, Store<@Nullable Object> store, Instance instance, Memory memory) {
    this.module = module;
    this.store = store;
    this.instance = instance;
    this.memory = memory;
    this.segment = view();
  }

  /** Under this arena, so that it dies with it. */
  @SuppressWarnings("restricted") // the address and size are those of the memory
  private MemorySegment view() {
    MemorySegment buffer = MemorySegment.ofBuffer(memory.buffer(store));
    return MemorySegment.ofAddress(buffer.address()).reinterpret(buffer.byteSize(), arena, null);
  }

  @Override
  public MemorySegment memory() {
    return segment;
  }

  @Override
  public boolean grow(long pages) {
    requireOpen();
    try {
      memory.grow(store, pages);
    } catch (WasmtimeException e) {
      return false;
    }
    long before = segment.address();
    MemorySegment now = view();
    if (now.address() != before) { // the memory moved: what was handed out must not be used again
      arena.close();
      arena = Arena.ofShared();
      now = view();
    }
    segment = now;
    return true;
  }

  @Override
  public void call(String export, Duration deadline) {
    requireOpen();
    Export found = exports.computeIfAbsent(export, this::find);
    store.setEpochDeadline(deadline.dividedBy(WasmtimeRuntime.TICK) + 1);
    try {
      found.call().accept();
    } catch (WasmFunctionError.TrapError e) {
      throw new KernelTrap(module + "." + export, cause(e.trap()), e);
    } catch (WasmFunctionError | WasmtimeException e) {
      throw new KernelTrap(module + "." + export, TrapCause.OTHER, e);
    }
  }

  private Export find(String export) {
    Func function =
        instance
            .getFunc(store, export)
            .orElseThrow(
                () ->
                    new RuntimeFailure.ModuleRejected(
                        module, "it exports no function " + export, null));
    return new Export(function, WasmFunctions.consumer(store, function));
  }

  private static TrapCause cause(Trap trap) {
    return switch (trap) {
      case STACK_OVERFLOW -> TrapCause.STACK_OVERFLOW;
      case MEMORY_OUT_OF_BOUNDS, HEAP_MISALIGNED, TABLE_OUT_OF_BOUNDS -> TrapCause.OUT_OF_BOUNDS;
      case INDIRECT_CALL_TO_NULL, BAD_SIGNATURE -> TrapCause.INDIRECT_CALL;
      case INTEGER_OVERFLOW -> TrapCause.INTEGER_OVERFLOW;
      case INTEGER_DIVISION_BY_ZERO -> TrapCause.INTEGER_DIVISION_BY_ZERO;
      case BAD_CONVERSION_TO_INTEGER -> TrapCause.BAD_CONVERSION;
      case UNREACHABLE_CODE_REACHED -> TrapCause.UNREACHABLE;
      case INTERRUPT -> TrapCause.DEADLINE;
      case UNKNOWN, ALWAYS_TRAP_ADAPTER, OUF_OF_FUEL -> TrapCause.OTHER;
    };
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the instance of " + module + " is closed");
    }
  }

  /** Arena first, store last. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    arena.close();
    exports.values().forEach(e -> e.function().dispose());
    exports.clear();
    memory.dispose();
    instance.dispose();
    store.dispose();
  }
}
