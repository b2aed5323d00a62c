package dev.alidade.engine.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system in memory that is full soon. Needs the rights of the superuser. */
final class SmallDisk implements AutoCloseable {
  final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  static SmallDisk mount(Path folder, String size) throws IOException {
    run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    return new SmallDisk(folder);
  }

  /** For a test's condition. */
  static boolean canBeMounted() throws IOException {
    Path folder = Files.createTempDirectory("alidade-small-disk-");
    try (SmallDisk _ = mount(folder, "64k")) {
      return true;
    } catch (IOException e) {
      return false; // not the superuser, or not Linux
    } finally {
      Files.delete(folder);
    }
  }

  private static void run(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command[0] + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", folder.toString());
  }
}
