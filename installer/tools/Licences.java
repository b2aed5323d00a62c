import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects the licences and notices that stand in the jars of an application image, a folder for
 * each jar.
 *
 * <p>Arguments: the folder to write to, then the folders of jars.
 */
final class Licences {
  private static final Pattern LICENCE =
      Pattern.compile("(META-INF/)?(LICEN[CS]E|NOTICE|COPYING)[^/]*", Pattern.CASE_INSENSITIVE);

  public static void main(String[] arguments) throws IOException {
    Path out = Files.createDirectories(Path.of(arguments[0]));
    int found = 0;
    for (String folder : List.of(arguments).subList(1, arguments.length)) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
          found += collect(jar, out);
        }
      }
    }
    System.out.printf(Locale.ROOT, "licences and notices: %d files%n", found);
  }

  private static int collect(Path jar, Path out) throws IOException {
    int found = 0;
    try (JarFile in = new JarFile(jar.toFile())) {
      for (JarEntry entry : in.stream().filter(e -> !e.isDirectory()).toList()) {
        if (LICENCE.matcher(entry.getName()).matches()) {
          String name = jar.getFileName().toString().replaceAll("\\.jar$", "");
          Path folder = Files.createDirectories(out.resolve(name));
          String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          try (InputStream bytes = in.getInputStream(entry)) {
            Files.write(folder.resolve(file), bytes.readAllBytes());
            found++;
          }
        }
      }
    }
    return found;
  }
}
