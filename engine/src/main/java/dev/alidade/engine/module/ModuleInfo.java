package dev.alidade.engine.module;

import java.util.List;
import java.util.Optional;

/**
 * A module and what is known of it.
 *
 * @param verified whether the file's hash equals the manifest's
 * @param problem why it is not used, where it is not
 * @param linearBytes linear memory of all its shards
 */
public record ModuleInfo(
    String name,
    String version,
    TrustLevel trust,
    String sha256,
    boolean verified,
    int abi,
    long sizeBytes,
    String runtime,
    List<String> features,
    List<ImportExport> imports,
    List<ImportExport> exports,
    int memoryMinPages,
    int memoryMaxPages,
    long linearBytes,
    long loadNanos,
    CircuitState circuit,
    Optional<String> problem,
    List<KernelInfo> kernels) {
  public ModuleInfo {
    features = List.copyOf(features);
    imports = List.copyOf(imports);
    exports = List.copyOf(exports);
    kernels = List.copyOf(kernels);
  }

  /**
   * @param type for example {@code global i32} or {@code () → ()}
   */
  public record ImportExport(String name, String type) {}
}
