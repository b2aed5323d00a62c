package dev.alidade.engine.telemetry.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.telemetry.HealthReport;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.Quantity;
import dev.alidade.engine.workspace.Workspace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What someone who helps needs to know of an installation: versions, capabilities, health, the
 * workspace and the modules with their hashes. It holds no data of the user.
 *
 * @param versions name to version, in the order to show them
 * @param workspaceFile the file, or {@code in memory}
 */
public record Diagnosis(
    Map<String, String> versions,
    WasmCapabilities capabilities,
    HealthReport health,
    String workspaceFile,
    long workspaceBytes,
    List<ModuleInfo> modules) {
  public Diagnosis {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    modules = List.copyOf(modules);
  }

  /** Looks at an open engine; runs every health check. */
  public static Diagnosis of(WasmServices engine) {
    Workspace workspace = engine.workspace();
    WasmCapabilities capabilities = engine.capabilities();
    Map<String, String> versions = new LinkedHashMap<>();
    String own = WasmServices.class.getPackage().getImplementationVersion();
    versions.put("Alidade", own == null ? "development" : own);
    versions.put("Java", Runtime.version().toString());
    versions.put("JVM", System.getProperty("java.vm.name", "unknown"));
    versions.put(
        "System",
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name", "unknown"),
                System.getProperty("os.version", ""),
                System.getProperty("os.arch", "")));
    versions.put("Processors", "" + Runtime.getRuntime().availableProcessors());
    versions.put(
        "WebAssembly",
        capabilities.runtime().isEmpty()
            ? "none"
            : capabilities.runtime() + " " + capabilities.version());
    versions.put("SQLite", workspace.read(Diagnosis::sqliteVersion));
    return new Diagnosis(
        versions,
        capabilities,
        engine.healthCheck(),
        workspace.file().map(Object::toString).orElse("in memory"),
        workspace.sizeBytes(),
        engine.modules().list());
  }

  private static String sqliteVersion(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
      return row.next() ? row.getString(1) : "unknown";
    }
  }

  public boolean healthy() {
    return health.overall() == HealthStatus.HEALTHY;
  }

  /** As lines to read. */
  public String toText() {
    StringBuilder out = new StringBuilder(2_048);
    versions.forEach((name, version) -> line(out, name, version));
    line(out, "Workspace", workspaceFile + ", " + Quantity.bytes(workspaceBytes));
    out.append("\nCapabilities\n");
    line(out, "  mode", capabilities.mode().name());
    line(out, "  workers", "" + capabilities.workers());
    line(out, "  memory a shard", Quantity.bytes(capabilities.maxMemoryBytesPerShard()));
    for (WasmCapabilities.Capability entry : capabilities.entries()) {
      line(out, "  " + entry.name(), (entry.supported() ? "yes  " : "no   ") + entry.how());
    }
    out.append("\nModules\n");
    for (ModuleInfo module : modules) {
      line(
          out,
          "  " + module.name() + " " + module.version(),
          "%s  sha256 %s  %s  circuit %s%s"
              .formatted(
                  module.verified() ? "verified" : "NOT VERIFIED",
                  module.sha256(),
                  module.runtime(),
                  module.circuit().name().toLowerCase(Locale.ROOT),
                  module.problem().map(problem -> "  " + problem).orElse("")));
    }
    out.append("\nHealth: ").append(word(health.overall())).append(". ");
    out.append(health.sentence()).append('\n');
    for (ComponentHealth component : health.components()) {
      line(
          out,
          "  " + component.component(),
          word(component.status()) + ": " + component.sentence());
      if (component.status() != HealthStatus.HEALTHY) {
        component.remedy().ifPresent(remedy -> line(out, "", "  → " + remedy.sentence()));
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append(String.format(Locale.ROOT, "%-20s %s%n", name, value).replace("\r\n", "\n"));
  }

  private static String word(HealthStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  public String toJson() {
    ObjectNode root = JsonText.object();
    ObjectNode names = root.putObject("versions");
    versions.forEach(names::put);
    root.putObject("workspace").put("file", workspaceFile).put("bytes", workspaceBytes);
    ObjectNode wasm = root.putObject("capabilities");
    wasm.put("runtime", capabilities.runtime());
    wasm.put("version", capabilities.version());
    wasm.put("mode", capabilities.mode().name());
    wasm.put("workers", capabilities.workers());
    wasm.put("maxMemoryBytesPerShard", capabilities.maxMemoryBytesPerShard());
    ArrayNode entries = wasm.putArray("entries");
    for (WasmCapabilities.Capability entry : capabilities.entries()) {
      entries
          .addObject()
          .put("name", entry.name())
          .put("supported", entry.supported())
          .put("how", entry.how());
    }
    ArrayNode list = root.putArray("modules");
    for (ModuleInfo module : modules) {
      ObjectNode node = list.addObject();
      node.put("name", module.name());
      node.put("version", module.version());
      node.put("trust", module.trust().name());
      node.put("sha256", module.sha256());
      node.put("verified", module.verified());
      node.put("abi", module.abi());
      node.put("runtime", module.runtime());
      node.put("circuit", module.circuit().name());
      node.put("kernels", module.kernels().size());
      module.problem().ifPresent(problem -> node.put("problem", problem));
    }
    root.set("health", JsonReport.health(health));
    return JsonText.of(root);
  }
}
