package dev.alidade.engine.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.runtime.DirectCall;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.KernelShard;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.WasmRuntime;
import dev.alidade.engine.runtime.Workload;
import dev.alidade.engine.runtime.kernels.KernelCatalog;
import dev.alidade.engine.runtime.wasmtime.WasmtimeRuntime;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel gives the same bytes on WebAssembly with SIMD, on the scalar build and on Java: the
 * whole parameter block and all outputs, on seeded inputs of many shapes. NaN equals NaN, whatever
 * its bits.
 */
@DisabledIfEnvironmentVariable(
    named = "ALIDADE_WASM",
    matches = "off",
    disabledReason = "compares with WebAssembly")
class KernelParityTest {
  private static final int[] SIZES = {0, 1, 2, 7, 8, 9, 31, 64, 65, 255, 256, 257, 1000};
  private static final Set<String> SIMD = Set.of("simd128", "bulk-memory", "nontrapping-fptoint");
  private static final Set<String> SCALAR = Set.of("bulk-memory", "nontrapping-fptoint");

  private static WasmRuntime runtime;
  private static final Map<String, HostedModule> SIMD_BUILDS = new HashMap<>();
  private static final Map<String, HostedModule> SCALAR_BUILDS = new HashMap<>();

  @BeforeAll
  static void start() {
    runtime = WasmtimeRuntime.open();
    for (String module : KernelCatalog.MODULES) {
      SIMD_BUILDS.put(module, load(module, SIMD, ExecutionPath.WASM_SIMD));
      SCALAR_BUILDS.put(module, load(module, SCALAR, ExecutionPath.WASM_SCALAR));
    }
  }

  @AfterAll
  static void stop() {
    SIMD_BUILDS.values().forEach(HostedModule::close);
    SCALAR_BUILDS.values().forEach(HostedModule::close);
    runtime.close();
  }

  private static HostedModule load(String module, Set<String> features, ExecutionPath path) {
    HostedModule hosted =
        HostedModule.load(module, ModuleFiles.SHIPPED, runtime, features, Clock.systemUTC());
    assertThat(hosted.state().problem()).isEmpty();
    assertThat(hosted.state().path()).contains(path);
    return hosted;
  }

  static Stream<Arguments> kernelsAndSeeds() {
    return KernelCatalog.ALL.stream()
        .flatMap(
            kernel ->
                IntStream.range(0, 16).mapToObj(seed -> Arguments.of(kernel.id(), seed, kernel)));
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("kernelsAndSeeds")
  void givesTheSameBytesOnEveryPath(String id, int seed, KernelDefinition kernel) {
    try (KernelShard simdShard = SIMD_BUILDS.get(kernel.module()).shard(0);
        KernelShard scalarShard = SCALAR_BUILDS.get(kernel.module()).shard(0);
        KernelShard javaShard = KernelShard.onJava(kernel.module(), 0, 4096)) {
      for (int items : SIZES) {
        Answers fast = answers(kernel, simdShard, items, seed);
        Answers slow = answers(kernel, scalarShard, items, seed);
        Answers java = answers(kernel, javaShard, items, seed);
        for (int i = 0; i < fast.outputs().size(); i++) {
          String output = id + " seed " + seed + ", " + items + " items, output " + i;
          assertSame(output + " (scalar)", slow.outputs().get(i), fast.outputs().get(i));
          assertSame(output + " (Arena)", java.outputs().get(i), fast.outputs().get(i));
        }
      }
    }
  }

  private record Answers(List<byte[]> outputs) {}

  /** Runs the shard's instance (where it has one) and the twin, and holds them together. */
  private static Answers answers(KernelDefinition kernel, KernelShard shard, int items, int seed) {
    try (Workload.Prepared work = kernel.workload().prepare(shard.memory(), items, seed)) {
      DirectCall call = new DirectCall(kernel, shard, work.parameters());
      List<byte[]> inputs = contents(inputs(work));
      int twinStatus = call.twin();
      byte[] twinBlock = bytes(call.block());
      List<byte[]> twin = contents(work.outputs());
      assertUnchanged(kernel, inputs, work);
      if (call.hasWasm()) {
        work.outputs().forEach(o -> o.segment().fill((byte) 0xa5));
        assertThat(call.wasm()).isEqualTo(twinStatus);
        String what = kernel.id() + " seed " + seed + ", " + items + " items";
        assertSame(what + ", block", bytes(call.block()), twinBlock);
        List<byte[]> wasm = contents(work.outputs());
        for (int i = 0; i < twin.size(); i++) {
          assertSame(what + ", output " + i, wasm.get(i), twin.get(i));
        }
        assertUnchanged(kernel, inputs, work);
      }
      return new Answers(twin);
    }
  }

  private static void assertUnchanged(
      KernelDefinition kernel, List<byte[]> before, Workload.Prepared work) {
    List<byte[]> after = contents(inputs(work));
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).as("%s, input %d", kernel.id(), i).isEqualTo(before.get(i));
    }
  }

  private static List<Region> inputs(Workload.Prepared work) {
    Set<Region> outputs = new HashSet<>(work.outputs());
    return work.regions().stream().filter(r -> !outputs.contains(r)).toList();
  }

  private static List<byte[]> contents(List<Region> regions) {
    return regions.stream().map(r -> r.segment().toArray(ValueLayout.JAVA_BYTE)).toList();
  }

  private static byte[] bytes(ParameterBlock block) {
    byte[] all = new byte[ParameterBlock.BYTES];
    for (int i = 0; i < all.length; i += 4) {
      MemorySegment.ofArray(all).set(ValueLayout.JAVA_INT_UNALIGNED, i, block.getInt(i));
    }
    return all;
  }

  /** Equal bytes, or both NaN as f32 or as f64. */
  private static void assertSame(String what, byte[] actual, byte[] expected) {
    int at = java.util.Arrays.mismatch(actual, expected);
    if (at < 0) {
      return;
    }
    MemorySegment a = MemorySegment.ofArray(actual);
    MemorySegment e = MemorySegment.ofArray(expected);
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (long i = 0; i + 4 <= actual.length; i += 4) {
      int x = a.get(ValueLayout.JAVA_INT_UNALIGNED, i);
      int y = e.get(ValueLayout.JAVA_INT_UNALIGNED, i);
      boolean same = x == y || (isNaN32(x) && isNaN32(y)) || (isNaN64(a, i) && isNaN64(e, i));
      assertThat(same).as("%s, byte %d: %08x against %08x", what, i, x, y).isTrue();
    }
    long rest = actual.length / 4 * 4L;
    assertThat(a.asSlice(rest).mismatch(e.asSlice(rest))).as(what).isEqualTo(-1);
  }

  private static boolean isNaN32(int bits) {
    return Float.isNaN(Float.intBitsToFloat(bits));
  }

  private static boolean isNaN64(MemorySegment m, long at) {
    long word = at / 8 * 8;
    return word + 8 <= m.byteSize() && Double.isNaN(m.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, word));
  }
}
