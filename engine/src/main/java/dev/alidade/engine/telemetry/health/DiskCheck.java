package dev.alidade.engine.telemetry.health;

import dev.alidade.engine.telemetry.HealthCheck;
import dev.alidade.engine.telemetry.HealthReport.ComponentHealth;
import dev.alidade.engine.telemetry.HealthReport.Remedy;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Free space where the workspace and temporary files are. */
public final class DiskCheck implements HealthCheck {
  private static final long LITTLE = 1_000_000_000;
  private static final long NONE = 100_000_000;

  private final Supplier<Optional<Path>> workspace;
  private final Path temporary;
  private final FreeSpace space;
  private final Trigger little = new Trigger(-LITTLE, -1.5 * LITTLE);
  private final Trigger none = new Trigger(-NONE, -1.5 * NONE);

  /** Bytes that this process may still write below a folder. */
  @FunctionalInterface
  interface FreeSpace {
    long bytes(Path folder) throws IOException;
  }

  /**
   * @param workspace the workspace's file; empty while it is in memory
   */
  public DiskCheck(Supplier<Optional<Path>> workspace) {
    this(
        workspace,
        Path.of(System.getProperty("java.io.tmpdir", ".")),
        folder -> Files.getFileStore(folder).getUsableSpace());
  }

  DiskCheck(Supplier<Optional<Path>> workspace, Path temporary, FreeSpace space) {
    this.workspace = workspace;
    this.temporary = temporary;
    this.space = space;
  }

  @Override
  public ComponentHealth check() {
    Optional<Path> file = workspace.get();
    Optional<Path> folder = file.map(Path::toAbsolutePath).map(Path::getParent);
    try {
      long temporaryBytes = space.bytes(temporary);
      long workspaceBytes = folder.isPresent() ? space.bytes(folder.get()) : temporaryBytes;
      double least = Math.min(temporaryBytes, workspaceBytes);
      boolean isNone = none.update(-least);
      boolean isLittle = little.update(-least);
      String sentence =
          (folder.isPresent() ? Quantity.bytes(workspaceBytes) + " free at the workspace, " : "")
              + Quantity.bytes(temporaryBytes)
              + " for temporary files";
      if (!isNone && !isLittle) {
        return new ComponentHealth(
            "Disk", HealthStatus.HEALTHY, sentence, List.of(), Optional.empty());
      }
      return new ComponentHealth(
          "Disk",
          isNone ? HealthStatus.UNHEALTHY : HealthStatus.DEGRADED,
          "The disk is nearly full: " + sentence,
          List.of("workspace " + folder.map(Path::toString).orElse("in memory"), "" + temporary),
          Optional.of(
              new Remedy(
                  "Free some space; what is committed to the workspace stays safe.",
                  Optional.empty())));
    } catch (IOException e) {
      return new ComponentHealth(
          "Disk",
          HealthStatus.DEGRADED,
          "The free space cannot be read: " + e.getMessage(),
          List.of(e.toString()),
          Optional.of(
              new Remedy("Check that the workspace's folder still exists.", Optional.empty())));
    }
  }
}
