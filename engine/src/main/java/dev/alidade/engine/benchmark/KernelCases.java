package dev.alidade.engine.benchmark;

import dev.alidade.engine.module.KernelHost;
import dev.alidade.engine.runtime.DirectCall;
import dev.alidade.engine.runtime.KernelDefinition;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Workload;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.ComputeKernels;
import dev.alidade.engine.runtime.kernels.DataKernels;
import dev.alidade.engine.runtime.kernels.KernelCatalog;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Every kernel by itself, on one shard and one thread, at sizes that people have. */
final class KernelCases {
  /** Vectors of 768 dimensions, 3, 31 and 307 MB as float32; points of 384 are half of that. */
  private static final Sizes ROWS_OF_VECTORS = new Sizes(10_000, 1_000, 100_000);

  /** Rows of a column. */
  private static final Sizes ROWS = new Sizes(100_000, 1_000, 1_000_000);

  /** Strings. */
  private static final Sizes TEXTS = new Sizes(50_000, 1_000, 1_000_000);

  /** Multiplications of two square matrices of 256, 64 and 512 rows. */
  private static final Sizes MULTIPLICATIONS = new Sizes(1 << 24, 1 << 18, 1 << 27);

  /** Rows of vectors for kernels whose work grows with the square of the dimensions. */
  private static final Sizes FEW_ROWS_OF_VECTORS = new Sizes(1_000, 100, 10_000);

  private KernelCases() {}

  /** One size that a quick run takes too, and two more. */
  private record Sizes(int quick, int small, int large) {
    IntStream all() {
      return IntStream.of(small, quick, large);
    }
  }

  static List<BenchmarkCase> of(KernelHost host) {
    List<BenchmarkCase> cases = new ArrayList<>();
    for (KernelDefinition kernel : KernelCatalog.ALL) {
      Sizes sizes = sizesOf(kernel);
      sizes
          .all()
          .forEach(size -> cases.add(new KernelCase(host, kernel, size, size == sizes.quick)));
    }
    return cases;
  }

  private static Sizes sizesOf(KernelDefinition kernel) {
    if (kernel.equals(ComputeKernels.GRAM_F32)) {
      return FEW_ROWS_OF_VECTORS;
    }
    if (kernel.module().equals(VectorKernels.MODULE) || kernel.equals(ComputeKernels.NEAREST_F32)) {
      return ROWS_OF_VECTORS;
    }
    if (kernel.equals(ComputeKernels.MATMUL_F32) || kernel.equals(ComputeKernels.MATMUL_F64)) {
      return MULTIPLICATIONS;
    }
    boolean text =
        kernel.equals(DataKernels.UTF8_UPPER)
            || kernel.equals(DataKernels.UTF8_LOWER)
            || kernel.equals(DataKernels.ISO8601_MILLIS);
    return text ? TEXTS : ROWS;
  }

  private record KernelCase(KernelHost host, KernelDefinition kernel, int items, boolean quick)
      implements BenchmarkCase {
    @Override
    public String name() {
      return kernel.operation();
    }

    @Override
    public long size() {
      return items;
    }

    @Override
    public Prepared prepare() {
      Shard shard = host.shards().of(kernel.module()).getFirst();
      Workload.Prepared inputs =
          kernel.workload().prepare(shard.memory(), items, Workload.WIDE_SHAPE);
      DirectCall call = new DirectCall(kernel, shard, inputs.parameters());
      List<Variant> variants = new ArrayList<>();
      if (call.hasWasm()) {
        variants.add(Variant.of(WASM, checked(call::wasm)));
      }
      variants.add(Variant.of(JAVA, checked(call::twin)));
      if (call.hasSimple()) {
        variants.add(Variant.of(JAVA_SIMPLE, checked(call::simple)));
      }
      var choice = host.kernels().choice(kernel, items);
      return new Prepared(
          inputs.bytesRead(),
          variants,
          Optional.of(choice.used().isWasm() ? WASM : JAVA),
          choice.reason(),
          inputs::close);
    }

    /** A benchmark of calls that fail is worth nothing. */
    private Runnable checked(IntSupplier call) {
      return () -> {
        int status = call.getAsInt();
        if (status != Blocks.STATUS_OK) {
          throw new IllegalStateException(
              "kernel " + kernel.id() + " ended with status " + status + " in the benchmark");
        }
      };
    }
  }
}
