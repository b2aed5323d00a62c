package dev.alidade.engine.runtime.wasmtime;

import io.github.kawamuray.wasmtime.NativeLibraryLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The native library inside the binding's jar. It is unpacked once for each version into a folder
 * that only this user can write, checked at every start by size and CRC against the jar's directory
 * (which costs 5 ms; hashing the packed bytes would cost 100), and made anew when it differs.
 */
final class NativeResource {
  private static final String VERSION = "0.19.0";

  private final URL url;
  private final String file;
  private final long size;
  private final long crc;

  private NativeResource(URL url, String file, long size, long crc) {
    this.url = url;
    this.file = file;
    this.size = size;
    this.crc = crc;
  }

  /**
   * @throws IOException when the jar has no library for this platform
   */
  static NativeResource ofThisPlatform() throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.contains("linux") ? "linux" : os.contains("win") ? "windows" : "macos";
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    String name = System.mapLibraryName("wasmtime_jni_%s_%s_%s".formatted(VERSION, system, arch));
    URL url = NativeLibraryLoader.class.getResource("/" + name);
    if (url == null) {
      throw new IOException("wasmtime-java has no library " + name);
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      try (var opened = jar.getJarFile()) {
        var entry = opened.getJarEntry(name);
        return new NativeResource(url, name, entry.getSize(), entry.getCrc());
      }
    }
    try (CheckedInputStream in = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
      long size = in.transferTo(java.io.OutputStream.nullOutputStream());
      return new NativeResource(url, name, size, in.getChecksum().getValue());
    }
  }

  /** Where it may be unpacked: the user's cache folder, or a private one among the temp files. */
  static List<Path> cacheFolders() {
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    return List.of(
        cacheFolder(), temp.resolve("alidade-native-" + System.getProperty("user.name")));
  }

  private static Path cacheFolder() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home"));
    String given = System.getenv(os.contains("win") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
    Path base =
        given != null && !given.isBlank()
            ? Path.of(given)
            : os.contains("mac") ? home.resolve("Library/Caches") : home.resolve(".cache");
    return base.resolve("alidade").resolve("native");
  }

  /** The unpacked file, made where it is not there or differs. */
  Path unpackedIn(Path cache) throws IOException {
    Path folder = cache.resolve("wasmtime-java-%s-%08x".formatted(VERSION, crc));
    createPrivate(folder);
    Path target = folder.resolve(file);
    if (matches(target)) {
      return target;
    }
    Path part = Files.createTempFile(folder, "unpacking", ".part");
    try {
      try (InputStream in = url.openStream()) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!matches(part)) {
        throw new IOException("the library in wasmtime-java's jar is damaged");
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return target;
  }

  /** A folder that others can write could hold another's library. */
  private static void createPrivate(Path folder) throws IOException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder);
      return;
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("others can write to " + folder);
    }
  }

  private boolean matches(Path path) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) != size) {
      return false;
    }
    try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(path), new CRC32())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return in.getChecksum().getValue() == crc;
    }
  }
}
