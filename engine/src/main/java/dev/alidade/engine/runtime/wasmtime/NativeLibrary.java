package dev.alidade.engine.runtime.wasmtime;

import dev.alidade.engine.runtime.RuntimeFailure.RuntimeUnavailable;
import io.github.kawamuray.wasmtime.NativeLibraryLoader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the binding's native library without its own loader, which writes an 18 MB temp file at
 * every start and leaves it there. In this order:
 *
 * <ol>
 *   <li>the file named by the system property {@value #PROPERTY}, and then nothing else;
 *   <li>the library in a folder of {@code java.library.path};
 *   <li>the copy in the user's cache folder, unpacked from the binding's jar once for each version.
 * </ol>
 */
final class NativeLibrary {
  static final String PROPERTY = "alidade.wasmtime.library";

  private static final System.Logger LOG = System.getLogger(NativeLibrary.class.getName());
  private static final String NAME = "wasmtime_jni";

  private static @Nullable String origin;

  private NativeLibrary() {}

  /** Loads it once for the process; after a failure the next call tries again. */
  static synchronized void load() {
    if (origin != null) {
      return;
    }
    String found = find();
    keepBindingFromLoading();
    origin = found;
    removeLeftovers(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
  }

  /** Where it came from, one sentence; empty before it is loaded. */
  static synchronized String origin() {
    return origin == null ? "" : origin;
  }

  private static String find() {
    List<String> tried = new ArrayList<>();
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      if (loads(Path.of(named), tried)) {
        return "The native library is " + named + ".";
      }
      throw unavailable(tried);
    }
    Optional<Path> installed = onLibraryPath();
    if (installed.isPresent() && loads(installed.get(), tried)) {
      return "The native library is " + installed.get() + ".";
    }
    for (Path cache : NativeResource.cacheFolders()) {
      try {
        Path unpacked = NativeResource.ofThisPlatform().unpackedIn(cache);
        if (loads(unpacked, tried)) {
          installed.ifPresent(
              broken -> LOG.log(System.Logger.Level.WARNING, String.join("; ", tried)));
          return "The native library was unpacked to " + unpacked + ".";
        }
      } catch (IOException e) {
        tried.add(e.getMessage() == null ? e.toString() : e.getMessage());
      }
    }
    throw unavailable(tried);
  }

  private static RuntimeUnavailable unavailable(List<String> tried) {
    return new RuntimeUnavailable(
        "Wasmtime's native library could not be loaded: " + String.join("; ", tried) + ".", null);
  }

  @SuppressWarnings("restricted") // loading a native library is this class's purpose
  private static boolean loads(Path file, List<String> tried) {
    if (!Files.isRegularFile(file)) {
      tried.add(file + " does not exist");
      return false;
    }
    try {
      System.load(file.toAbsolutePath().toString());
      return true;
    } catch (UnsatisfiedLinkError e) {
      tried.add(file + " is not a library for this machine (" + e.getMessage() + ")");
      return false;
    }
  }

  private static Optional<Path> onLibraryPath() {
    String file = System.mapLibraryName(NAME);
    return Stream.of(System.getProperty("java.library.path", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).resolve(file))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The binding's loader asks this flag before it loads; it has no public way to set it. */
  private static void keepBindingFromLoading() {
    try {
      Field loaded = NativeLibraryLoader.class.getDeclaredField("loaded");
      loaded.setAccessible(true);
      loaded.setBoolean(null, true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new RuntimeUnavailable("This version of wasmtime-java is not known.", e);
    }
  }

  /**
   * Deletes temp files that the binding's own loader left behind: exactly its names, a day old or
   * more, and this user's.
   */
  static int removeLeftovers(Path folder, Instant now) {
    String user = System.getProperty("user.name");
    int removed = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(NativeLibrary::isLeftover).toList()) {
        boolean old =
            Files.getLastModifiedTime(file).toInstant().isBefore(now.minusSeconds(86_400));
        if (old && Files.getOwner(file).getName().endsWith(user) && Files.deleteIfExists(file)) {
          removed++;
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "Old temp files of wasmtime-java stay in {0}: {1}", folder, e);
    }
    return removed;
  }

  private static boolean isLeftover(Path file) {
    return Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)
        && file.getFileName()
            .toString()
            .toLowerCase(Locale.ROOT)
            .matches(
                "(lib)?wasmtime_jni_[0-9.]+_(linux|macos|windows)_(x86_64|aarch64)[0-9]+"
                    + "\\.(so|dylib|dll)");
  }
}
