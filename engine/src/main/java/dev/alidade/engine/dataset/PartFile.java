package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.DatasetException.ExportFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written beside its target and takes its place when it is whole, so that the target
 * can be read meanwhile, also by whoever writes it. Closing removes what is not in place.
 */
public final class PartFile implements AutoCloseable {
  private final Path part;
  private final Path target;
  private final boolean overwrite;
  private boolean inPlace;

  private PartFile(Path part, Path target, boolean overwrite) {
    this.part = part;
    this.target = target;
    this.overwrite = overwrite;
  }

  /**
   * An empty file beside the target; beside what it points to where the target is a link.
   *
   * @throws ExportFailed when the target is there and must not be replaced, or its folder cannot be
   *     written
   */
  public static PartFile beside(Path file, boolean overwrite) {
    Path target = file.toAbsolutePath();
    if (Files.exists(target) && !overwrite) {
      throw exists(target, null);
    }
    try {
      target = Files.isSymbolicLink(target) ? target.toRealPath() : target;
      Path part =
          target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      Files.createFile(part); // not a temporary file, which nobody else may read
      return new PartFile(part, target, overwrite);
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  /** Where to write. */
  public Path path() {
    return part;
  }

  public Path target() {
    return target;
  }

  /** Moves the file, which is whole and closed, to its target. */
  public void moveIntoPlace() throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (overwrite) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(part, target);
    }
    inPlace = true;
  }

  @Override
  public void close() {
    if (!inPlace) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        System.getLogger(PartFile.class.getName())
            .log(System.Logger.Level.WARNING, "left behind: " + part, e);
      }
    }
  }

  /** What went wrong with writing, by its kind. */
  public ExportFailed failed(Exception e) {
    return failed(target, e);
  }

  static ExportFailed failed(Path target, Exception e) {
    return switch (e) {
      case UncheckedIOException carrier when carrier.getCause() != null ->
          failed(target, carrier.getCause());
      case FileAlreadyExistsException there -> exists(target, e);
      case NoSuchFileException gone ->
          new ExportFailed(
              "DATA-203",
              "There is no folder %s to write %s to."
                  .formatted(target.getParent(), target.getFileName()),
              "Make the folder, or choose another one.",
              e);
      case AccessDeniedException denied ->
          new ExportFailed(
              "DATA-204",
              target + " may not be written by you.",
              "Choose another folder, or ask for the right to write there.",
              e);
      default -> isFull(e) ? full(target, e) : unwritable(target, e);
    };
  }

  private static boolean isFull(Exception e) {
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("no space left")
        || words.contains("not enough space")
        || words.contains("quota exceeded")
        || e instanceof SQLException && words.contains("sqlite_full");
  }

  private static ExportFailed full(Path target, Exception e) {
    return new ExportFailed(
        "DATA-205",
        "The disk is full: %s is not written.".formatted(target),
        "Free some space, or choose another disk; what was there before is as it was.",
        e);
  }

  /** The system's own words are told, those of libraries are not. */
  private static ExportFailed unwritable(Path target, Exception e) {
    String reason = e instanceof FileSystemException system ? system.getReason() : null;
    return new ExportFailed(
        "DATA-202",
        target + " cannot be written" + (reason == null ? "." : ": " + reason + "."),
        "Check that the folder is one, that you may write there and that its drive works.",
        e);
  }

  private static ExportFailed exists(Path target, @Nullable Exception e) {
    return new ExportFailed(
        "DATA-201",
        target + " is there already.",
        "Choose another name, or allow it to be replaced.",
        e);
  }
}
