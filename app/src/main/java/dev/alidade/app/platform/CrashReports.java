package dev.alidade.app.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One folder for what a crash leaves behind: a file for each exception that nothing caught, and the
 * JVM's own reports, which it can only write to a fixed place. The newest twenty are kept.
 */
public final class CrashReports {
  private static final Logger LOG = System.getLogger(CrashReports.class.getName());
  private static final int KEPT = 20;

  /** How the launchers name the JVM's report, see -XX:ErrorFile. */
  private static final String JVM_REPORT = "alidade_hs_err_";

  private final Path folder;
  private final String version;

  public CrashReports(Path folder, String version) {
    this.folder = folder;
    this.version = version;
  }

  /** Takes over the JVM's reports of earlier crashes, and writes one for what nothing catches. */
  public void start() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          LOG.log(Level.ERROR, "nothing caught this", failure);
          write(thread.getName(), failure, Instant.now());
        });
    Thread.ofPlatform()
        .daemon()
        .name("alidade-crash-reports")
        .start(() -> collect(placeOfJvmReports()));
  }

  /** The launchers name it, see -XX:ErrorFile; else the folder for temporary files. */
  private static Path placeOfJvmReports() {
    return Path.of(System.getProperty("alidade.jvmReports", System.getProperty("java.io.tmpdir")));
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /** The reports, newest first. */
  public List<Path> newestFirst() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(CrashReports::modified).reversed())
          .toList();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the crash reports cannot be listed: {0}", e.toString());
      return List.of();
    }
  }

  void write(String thread, Throwable failure, Instant at) {
    List<String> lines = new ArrayList<>();
    lines.add("Alidade " + version + ", " + at);
    lines.add("thread " + thread);
    lines.addAll(frames(failure));
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("exception-" + at.toString().replace(':', '-') + ".txt"), lines);
      prune();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the crash report cannot be written: {0}", e.toString());
    }
  }

  /** Classes and places in the program. Messages are left out: they may quote the user's data. */
  static List<String> frames(Throwable failure) {
    List<String> lines = new ArrayList<>();
    String prefix = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      lines.add(prefix + cause.getClass().getName());
      for (StackTraceElement frame : cause.getStackTrace()) {
        lines.add("    at " + frame);
      }
      prefix = "caused by ";
    }
    return lines;
  }

  void collect(Path from) {
    try (Stream<Path> files = Files.list(from)) {
      for (Path report :
          files.filter(f -> f.getFileName().toString().startsWith(JVM_REPORT)).toList()) {
        if (Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(report)) {
          Files.createDirectories(folder);
          Files.move(
              report, folder.resolve(report.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      prune();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the JVM's crash reports stay in {0}: {1}", from, e.toString());
    }
  }

  private void prune() throws IOException {
    for (Path old : newestFirst().stream().skip(KEPT).toList()) {
      Files.deleteIfExists(old);
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH; // it was deleted meanwhile: it counts as the oldest
    }
  }
}
