package dev.alidade.engine.module;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alidade.engine.runtime.RuntimeFailure.ModuleRejected;
import java.util.List;

/**
 * What a module's manifest says; written by {@code wasm-modules/build.sh}.
 *
 * @param kernels names of the exported kernels
 * @param builds the SIMD build first
 */
record ModuleManifest(
    String name,
    String version,
    int abi,
    List<String> kernels,
    int memoryMinPages,
    int memoryMaxPages,
    List<Build> builds) {
  static final String SIMD = "simd128";

  /**
   * One file.
   *
   * @param features what a runtime must be able to do
   */
  record Build(String file, List<String> features, String sha256) {}

  /**
   * @throws ModuleRejected when the manifest cannot be read
   */
  static ModuleManifest parse(String module, byte[] json) {
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      return new ModuleManifest(
          text(module, root, "name"),
          text(module, root, "version"),
          root.path("abi").asInt(),
          texts(root.path("kernels")),
          root.path("memory").path("minPages").asInt(),
          root.path("memory").path("maxPages").asInt(),
          root.path("files").valueStream().map(file -> build(module, file)).toList());
    } catch (JacksonException e) {
      throw new ModuleRejected(module, "its manifest is not JSON", e);
    } catch (java.io.IOException e) {
      throw new ModuleRejected(module, "its manifest cannot be read", e);
    }
  }

  private static Build build(String module, JsonNode file) {
    return new Build(
        text(module, file, "file"), texts(file.path("features")), text(module, file, "sha256"));
  }

  private static String text(String module, JsonNode node, String field) {
    String value = node.path(field).asText("");
    if (value.isEmpty()) {
      throw new ModuleRejected(module, "its manifest has no " + field, null);
    }
    return value;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
