package dev.alidade.engine.workspace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says that this process uses a workspace, by an operating-system lock on a file beside it. What
 * lives in memory is a cache of the workspace, so two processes on one file would not see each
 * other's work. The lock ends with the process, however it ends.
 *
 * <p>The database file itself is never opened from Java: closing such a channel would drop SQLite's
 * own locks in this process (POSIX).
 */
final class WorkspaceClaim implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WorkspaceClaim.class.getName());

  private final Path lockFile;
  private final FileChannel channel;

  private WorkspaceClaim(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  static WorkspaceClaim take(Path database) {
    Path lockFile = database.resolveSibling(database.getFileName() + "-lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new WorkspaceException(
          "WS-105",
          "The folder of the workspace " + database + " cannot be written.",
          "Check that the folder exists and that you may write in it.",
          e);
    }
    WorkspaceException refusal = lock(database, channel);
    if (refusal != null) {
      closeQuietly(channel);
      throw refusal;
    }
    return new WorkspaceClaim(lockFile, channel);
  }

  private static @Nullable WorkspaceException lock(Path database, FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock == null ? inUse(database, null) : null;
    } catch (OverlappingFileLockException e) {
      return inUse(database, e);
    } catch (IOException e) {
      return new WorkspaceException(
          "WS-105",
          "The workspace " + database + " cannot be locked: " + e.getMessage(),
          "Move it to a local disk.",
          e);
    }
  }

  private static WorkspaceException inUse(Path database, @Nullable Throwable cause) {
    return new WorkspaceException(
        "WS-106",
        "The workspace " + database + " is open in another Alidade.",
        "Use that window, or choose another workspace.",
        cause);
  }

  @Override
  public void close() {
    closeQuietly(channel);
    try {
      Files.deleteIfExists(lockFile);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the lock file stays: {0}", e.getMessage());
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a lock file did not close: {0}", e.getMessage());
    }
  }
}
