import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes native libraries out of the jars of an application image: those of this platform go into
 * one folder, from where they are loaded without a temp file; those of others go away.
 *
 * <p>Arguments: the folder of jars, the folder for the libraries.
 */
final class PlatformNatives {
  private static final Pattern NATIVE =
      Pattern.compile(".*(\\.so|\\.dll|\\.dylib|\\.jnilib|\\.pdb|\\.dSYM/.*)");

  private final Path libraries;
  private final List<Pattern> wanted;
  private long dropped;
  private long taken;

  private PlatformNatives(Path libraries) {
    this.libraries = libraries;
    this.wanted = wanted();
  }

  public static void main(String[] arguments) throws IOException {
    Path jars = Path.of(arguments[0]);
    PlatformNatives work = new PlatformNatives(Files.createDirectories(Path.of(arguments[1])));
    try (Stream<Path> files = Files.list(jars)) {
      for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
        work.strip(jar);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "native libraries: %.1f MB of this platform kept, %.1f MB of others dropped%n",
        work.taken / 1e6,
        work.dropped / 1e6);
  }

  /** How each library names this platform inside its jar. */
  private static List<Pattern> wanted() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    String x64 = arm ? "aarch64" : "x64";
    String x86 = arm ? "aarch64" : "x86_64";
    String amd = arm ? "aarch64" : "amd64";
    if (os.contains("win")) {
      return patterns(
          "onnxruntime/native/win-" + x64, "sqlite/native/Windows/" + x86, "win/" + amd);
    }
    if (os.contains("mac")) {
      return patterns("onnxruntime/native/osx-" + x64, "sqlite/native/Mac/" + x86, "darwin/" + x86);
    }
    return patterns(
        "onnxruntime/native/linux-" + x64, "sqlite/native/Linux/" + x86, "linux/" + amd);
  }

  private static List<Pattern> patterns(String... folders) {
    // JavaFX has one jar a platform, with its libraries at the root. Wasmtime's, which carry the
    // platform in their names, have been unpacked under another name by the build.
    Stream<Pattern> atRoot = Stream.of(Pattern.compile("(?!.*wasmtime_jni)[^/]+"));
    return Stream.concat(
            Stream.of(folders)
                .map(folder -> Pattern.compile("(.*/)?" + Pattern.quote(folder) + "/[^/]+")),
            atRoot)
        .toList();
  }

  private void strip(Path jar) throws IOException {
    boolean carries;
    try (JarFile in = new JarFile(jar.toFile())) {
      carries = in.stream().anyMatch(entry -> NATIVE.matcher(entry.getName()).matches());
    }
    if (!carries) {
      return;
    }
    Path part = jar.resolveSibling(jar.getFileName() + ".part");
    try (JarFile in = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(part);
        JarOutputStream out = new JarOutputStream(file)) {
      Enumeration<JarEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        if (!NATIVE.matcher(name).matches()) {
          JarEntry kept = new JarEntry(name);
          kept.setTimeLocal(entry.getTimeLocal());
          out.putNextEntry(kept);
          copy(in, entry, out);
          out.closeEntry();
        } else if (wanted.stream().anyMatch(p -> p.matcher(name).matches())
            && !name.endsWith(".pdb")) {
          Path library = libraries.resolve(name.substring(name.lastIndexOf('/') + 1));
          try (InputStream bytes = in.getInputStream(entry)) {
            taken += Files.copy(bytes, library, StandardCopyOption.REPLACE_EXISTING);
          }
        } else {
          dropped += Math.max(0, entry.getSize());
        }
      }
    }
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(JarFile from, JarEntry entry, OutputStream to) throws IOException {
    try (InputStream in = from.getInputStream(entry)) {
      in.transferTo(to);
    }
  }
}
