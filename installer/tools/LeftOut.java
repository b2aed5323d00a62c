import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the patterns by which jlink leaves out what nothing in the image calls: Swing, AWT's
 * windows and pictures, printing, sound, XSLT and XPath. The app needs {@code java.desktop} for
 * JavaBeans and shapes, and {@code java.xml} because JDBC names it. jlink insists that no package
 * of a module is missing, so the smallest class of each stays.
 *
 * <p>Argument: the file to write. Runs on the JDK that jlink takes its modules from.
 */
final class LeftOut {
  /** Folders of modules; those below them too. */
  private static final List<String> UNUSED =
      List.of(
          "java.desktop/javax/swing",
          "java.desktop/com/sun/java/swing",
          "java.desktop/com/sun/swing",
          "java.desktop/sun/swing",
          "java.desktop/javax/sound",
          "java.desktop/com/sun/media/sound",
          "java.desktop/javax/print",
          "java.desktop/sun/print",
          "java.desktop/javax/imageio",
          "java.desktop/com/sun/imageio",
          "java.desktop/sun/awt/X11",
          "java.desktop/sun/awt/windows",
          "java.desktop/sun/lwawt",
          "java.desktop/sun/awt/image",
          "java.desktop/sun/font",
          "java.desktop/sun/java2d",
          "java.xml/com/sun/org/apache/xalan",
          "java.xml/com/sun/org/apache/bcel",
          "java.xml/com/sun/org/apache/xpath",
          "java.xml/com/sun/org/apache/xml",
          "java.xml/jdk/xml/internal/jdkcatalog");

  /** Themes that nobody can choose, and pictures of documentation. */
  private static final List<String> RESOURCES =
      List.of(
          "**/doc-files/**",
          "/atlantafx.base/**/nord*ss",
          "/atlantafx.base/**/cupertino*ss",
          "/atlantafx.base/**/dracula*ss");

  private LeftOut() {}

  public static void main(String[] arguments) throws IOException {
    List<String> patterns = new ArrayList<>(RESOURCES);
    FileSystem runtime = FileSystems.getFileSystem(URI.create("jrt:/"));
    long bytes = 0;
    for (String unused : UNUSED) {
      Path folder = runtime.getPath("/modules", unused.split("/"));
      if (!Files.isDirectory(folder)) {
        continue; // of another system
      }
      try (Stream<Path> below = Files.walk(folder)) {
        for (Path one : below.filter(Files::isDirectory).toList()) {
          bytes += leaveOut(one, patterns);
        }
      }
    }
    Files.write(Path.of(arguments[0]), patterns);
    System.out.printf(
        Locale.ROOT, "left out of the Java runtime: %.1f MB uncompressed%n", bytes / 1e6);
  }

  /** Adds the pattern of one package; returns how many bytes it takes away. */
  private static long leaveOut(Path folder, List<String> patterns) throws IOException {
    List<Path> files;
    try (Stream<Path> inside = Files.list(folder)) {
      files =
          inside.filter(Files::isRegularFile).sorted(Comparator.comparing(LeftOut::size)).toList();
    }
    if (files.size() < 2) {
      return 0;
    }
    Path kept =
        files.stream()
            .filter(f -> f.toString().endsWith(".class"))
            .findFirst()
            .orElse(files.getFirst());
    String inModule = folder.toString().substring("/modules".length());
    patterns.add(
        "regex:%s/(?!%s$)[^/]+"
            .formatted(Pattern.quote(inModule), Pattern.quote(String.valueOf(kept.getFileName()))));
    return files.stream().filter(f -> !f.equals(kept)).mapToLong(LeftOut::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
