package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.KernelDefinition;
import java.util.List;
import java.util.stream.Stream;

/** Every kernel that the engine has. */
public final class KernelCatalog {
  public static final List<KernelDefinition> ALL =
      Stream.of(VectorKernels.ALL, DataKernels.ALL, ComputeKernels.ALL)
          .flatMap(List::stream)
          .toList();

  /** The modules that ship with the engine, in the order they are shown. */
  public static final List<String> MODULES =
      List.of(VectorKernels.MODULE, DataKernels.MODULE, ComputeKernels.MODULE);

  private KernelCatalog() {}
}
