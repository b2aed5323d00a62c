package dev.alidade.engine.runtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmCapabilities.Capability;
import dev.alidade.engine.runtime.RuntimeFailure.KernelTrap;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a runtime can do by running probe modules on it; nothing is guessed. */
public final class CapabilityProbes {
  private static final Duration DEADLINE = Duration.ofMillis(50);
  private static final Duration PLENTY = Duration.ofSeconds(5);
  private static final byte PATTERN = 0x5a;

  private final WasmRuntime runtime;

  public CapabilityProbes(WasmRuntime runtime) {
    this.runtime = runtime;
  }

  /** Entries for a machine where no runtime could be started, or where it must not be. */
  public static List<Capability> unavailable(String reason) {
    return List.of(
            WasmCapabilities.WEBASSEMBLY,
            WasmCapabilities.SIMD,
            WasmCapabilities.BULK_MEMORY,
            WasmCapabilities.TRAP_RECOVERY,
            WasmCapabilities.DEADLINE,
            WasmCapabilities.MEMORY_GROWTH,
            WasmCapabilities.THREADS,
            WasmCapabilities.MULTI_MEMORY)
        .stream()
        .map(name -> new Capability(name, false, reason))
        .toList();
  }

  /** Runs every probe; takes some tens of milliseconds. */
  public List<Capability> run() {
    return List.of(
        probe(WasmCapabilities.WEBASSEMBLY, ProbeModules.STORE_42, this::webAssembly),
        probe(WasmCapabilities.SIMD, ProbeModules.SIMD_DOT, this::simd),
        probe(WasmCapabilities.BULK_MEMORY, ProbeModules.BULK, this::bulkMemory),
        probe(WasmCapabilities.TRAP_RECOVERY, ProbeModules.TRAP, this::trapRecovery),
        probe(WasmCapabilities.DEADLINE, ProbeModules.ENDLESS, this::deadline),
        probe(WasmCapabilities.MEMORY_GROWTH, ProbeModules.STORE_42, this::growth),
        refused(
            WasmCapabilities.THREADS,
            ProbeModules.THREADS,
            "a module with a shared memory and an atomic store",
            "Alidade keeps threads switched off, as a shard is used by one thread at a time"),
        refused(
            WasmCapabilities.MULTI_MEMORY,
            ProbeModules.MULTI_MEMORY,
            "a module with two memories",
            "this runtime takes one memory a module, and Alidade's modules have one"));
  }

  /** What a probe found: empty when it works, and how that was seen. */
  private record Finding(boolean works, String how) {}

  private Capability probe(
      String name, byte[] bytes, Function<WasmRuntime.Instance, Finding> probe) {
    try (WasmRuntime.Module module = runtime.compile("probe", bytes);
        WasmRuntime.Instance instance = module.instantiate()) {
      Finding finding = probe.apply(instance);
      return new Capability(name, finding.works(), finding.how());
    } catch (RuntimeFailure e) {
      return new Capability(name, false, e.sentence());
    }
  }

  private Finding webAssembly(WasmRuntime.Instance instance) {
    instance.call("run", PLENTY);
    int stored = instance.memory().get(JAVA_INT_UNALIGNED, 0);
    return new Finding(
        stored == 42,
        stored == 42
            ? "a module was compiled and run, its store read back"
            : "a module stored 42 and " + stored + " was read back");
  }

  private Finding simd(WasmRuntime.Instance instance) {
    instance.call("run", PLENTY);
    int[] lanes = instance.memory().asSlice(0, 16).toArray(JAVA_INT_UNALIGNED);
    boolean right = java.util.Arrays.equals(lanes, new int[] {5, 25, 61, 113});
    return new Finding(
        right,
        right
            ? "i32x4.dot_i16x8_s was run and its four sums checked"
            : "i32x4.dot_i16x8_s gave " + java.util.Arrays.toString(lanes));
  }

  private Finding bulkMemory(WasmRuntime.Instance instance) {
    instance.call("run", PLENTY);
    MemorySegment memory = instance.memory();
    boolean right = true;
    for (int i = 0; i < 8; i++) {
      right &= memory.get(JAVA_BYTE, 16 + i) == 7 && memory.get(JAVA_BYTE, 32 + i) == 7;
    }
    return new Finding(
        right,
        right
            ? "memory.fill and memory.copy were run and the bytes checked"
            : "memory.fill and memory.copy left wrong bytes");
  }

  private Finding trapRecovery(WasmRuntime.Instance instance) {
    Optional<TrapCause> first = trapOf(instance, PLENTY);
    Optional<TrapCause> second = trapOf(instance, PLENTY);
    boolean right = first.equals(Optional.of(TrapCause.UNREACHABLE)) && second.equals(first);
    return new Finding(
        right,
        right
            ? "unreachable was run twice; both came back as Java exceptions"
            : "unreachable came back as " + first.map(Enum::name).orElse("nothing"));
  }

  private Finding deadline(WasmRuntime.Instance instance) {
    long start = System.nanoTime();
    Optional<TrapCause> cause = trapOf(instance, DEADLINE);
    double millis = (System.nanoTime() - start) / 1e6;
    boolean right = cause.equals(Optional.of(TrapCause.DEADLINE));
    return new Finding(
        right,
        right
            ? "an endless loop with a deadline of %d ms was stopped after %.0f ms"
                .formatted(DEADLINE.toMillis(), millis)
            : "an endless loop ended with " + cause.map(Enum::name).orElse("nothing"));
  }

  private Finding growth(WasmRuntime.Instance instance) {
    long before = instance.memory().byteSize();
    instance.memory().fill(PATTERN);
    boolean grown = instance.grow(2);
    boolean refused = !instance.grow(1_000); // past the module's own maximum
    MemorySegment memory = instance.memory();
    boolean kept = grown && memory.byteSize() == before + 2 * 65_536;
    for (long i = 0; kept && i < memory.byteSize(); i++) {
      kept = memory.get(JAVA_BYTE, i) == (i < before ? PATTERN : 0);
    }
    return new Finding(
        kept && refused,
        kept && refused
            ? "grown by two pages, every byte kept; growth past the maximum was refused"
            : "growing: done %s, bytes kept %s, past the maximum refused %s"
                .formatted(grown, kept, refused));
  }

  private static Optional<TrapCause> trapOf(WasmRuntime.Instance instance, Duration deadline) {
    try {
      instance.call("run", deadline);
      return Optional.empty();
    } catch (KernelTrap e) {
      return Optional.of(e.trapCause());
    }
  }

  /**
   * A feature that need not be there.
   *
   * @param tried what the probe module is
   * @param meaning what its refusal means
   */
  private Capability refused(String name, byte[] bytes, String tried, String meaning) {
    try (WasmRuntime.Module module = runtime.compile("probe", bytes);
        WasmRuntime.Instance instance = module.instantiate()) {
      instance.call("run", PLENTY);
      return new Capability(name, true, tried + " was run");
    } catch (RuntimeFailure e) {
      Throwable cause = e.getCause();
      String answer =
          cause == null || cause.getMessage() == null ? e.sentence() : cause.getMessage();
      return new Capability(
          name,
          false,
          "%s: %s was refused (%s says: “%s”)"
              .formatted(
                  meaning, tried, runtime.name(), answer.lines().findFirst().orElse("").strip()));
    }
  }
}
