package dev.alidade.engine.module;

import dev.alidade.engine.runtime.RuntimeFailure.ModuleRejected;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * One build of a module whose bytes are what its manifest says.
 *
 * @param simd whether it is the SIMD build
 */
record VerifiedModule(
    ModuleManifest manifest,
    ModuleManifest.Build build,
    byte[] bytes,
    ModuleOutline outline,
    boolean simd) {
  private static final int ABI = 1;

  /** Pages that a ByteBuffer can show: one less than 2 GiB. */
  private static final int MOST_PAGES = 32_767;

  /**
   * Reads the build that the machine can run.
   *
   * @param features what the runtime was found to be able to do, as manifests name it
   * @throws ModuleRejected when a file is missing, empty, damaged, or not the one in the manifest
   */
  static VerifiedModule read(String module, ModuleFiles files, Set<String> features) {
    ModuleManifest manifest = ModuleManifest.parse(module, bytes(module, files, module + ".json"));
    if (manifest.abi() != ABI) {
      throw new ModuleRejected(
          module, "it speaks kernel ABI " + manifest.abi() + ", this engine " + ABI, null);
    }
    ModuleManifest.Build build =
        manifest.builds().stream()
            .filter(b -> features.containsAll(b.features()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ModuleRejected(
                        module, "no build of it runs here; this runtime has " + features, null));
    byte[] bytes = bytes(module, files, build.file());
    if (bytes.length == 0) {
      throw new ModuleRejected(module, build.file() + " is empty", null);
    }
    String hash = sha256(bytes);
    if (!hash.equals(build.sha256())) {
      throw new ModuleRejected(
          module,
          "the SHA-256 of %s begins with %s, its manifest says %s"
              .formatted(build.file(), hash.substring(0, 12), shortened(build.sha256())),
          null);
    }
    ModuleOutline outline = ModuleOutline.read(module, bytes);
    VerifiedModule verified =
        new VerifiedModule(
            manifest, build, bytes, outline, build.features().contains(ModuleManifest.SIMD));
    verified.checkAgainstAbi(module);
    return verified;
  }

  private void checkAgainstAbi(String module) {
    if (outline.constant(module, "abi") != ABI) {
      throw new ModuleRejected(module, "its global abi is not " + ABI, null);
    }
    if (!outline.imports().isEmpty()) {
      throw new ModuleRejected(module, "it imports " + outline.imports().getFirst().name(), null);
    }
    if (outline.memoryMaxPages() < 0 || outline.memoryMaxPages() > MOST_PAGES) {
      throw new ModuleRejected(
          module, "its memory needs a maximum of at most " + MOST_PAGES + " pages", null);
    }
    Set<String> exported = new HashSet<>();
    outline.exports().stream()
        .filter(e -> e.type().equals("() → ()"))
        .forEach(e -> exported.add(e.name()));
    List<String> missing =
        manifest.kernels().stream().filter(kernel -> !exported.contains(kernel)).toList();
    if (!missing.isEmpty()) {
      throw new ModuleRejected(module, "it does not export " + String.join(", ", missing), null);
    }
  }

  private static byte[] bytes(String module, ModuleFiles files, String name) {
    try {
      return files.read(name);
    } catch (IOException e) {
      throw new ModuleRejected(module, name + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static String shortened(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
