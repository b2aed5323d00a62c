import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects the licences and notices of the jars of an application image, a folder for each jar:
 * those that stand in the jar, and the text that {@code jars.properties} names for it. Fails where
 * a jar has neither.
 *
 * <p>Arguments: the folder to write to, the folder of {@code jars.properties}, the licence of
 * Alidade itself, then the folders of jars.
 */
final class Licences {
  private static final Pattern LICENCE =
      Pattern.compile(
          "(.*/)?(LICEN[CS]E|NOTICE|COPYING|ThirdPartyNotices|[^/]*-LICENSE)[^/]*",
          Pattern.CASE_INSENSITIVE);

  /** Jars of Alidade itself. */
  private static final String OWN = "alidade-";

  private final Path out;
  private final Path texts;
  private final Path own;
  private final Properties named = new Properties();

  private Licences(Path out, Path texts, Path own) {
    this.out = out;
    this.texts = texts;
    this.own = own;
  }

  public static void main(String[] arguments) throws IOException {
    Licences licences =
        new Licences(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    try (Reader properties = Files.newBufferedReader(licences.texts.resolve("jars.properties"))) {
      licences.named.load(properties);
    }
    int jars = 0;
    for (String folder : List.of(arguments).subList(3, arguments.length)) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
          licences.collect(jar);
          jars++;
        }
      }
    }
    System.out.printf(Locale.ROOT, "licences and notices of %d jars%n", jars);
  }

  private void collect(Path jar) throws IOException {
    String name = jar.getFileName().toString().replaceAll("\\.jar$", "");
    Path folder = Files.createDirectories(out.resolve(name));
    int found = 0;
    try (JarFile in = new JarFile(jar.toFile())) {
      for (JarEntry entry : in.stream().filter(Licences::isLicence).toList()) {
        String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        try (InputStream bytes = in.getInputStream(entry)) {
          Files.copy(bytes, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
          found++;
        }
      }
    }
    Optional<Path> text = text(name);
    if (text.isPresent()) {
      Files.copy(text.get(), folder.resolve("LICENCE.txt"), StandardCopyOption.REPLACE_EXISTING);
    } else if (found == 0) {
      throw new IOException(name + " carries no licence: name one in licences/jars.properties");
    }
  }

  private Optional<Path> text(String jar) {
    if (jar.startsWith(OWN)) {
      return Optional.of(own);
    }
    return named.stringPropertyNames().stream()
        .filter(jar::startsWith)
        .findFirst()
        .map(named::getProperty)
        .map(
            file ->
                switch (file) {
                  case "Apache-2.0" -> own;
                  case "OpenJDK" ->
                      Path.of(System.getProperty("java.home"), "legal", "java.base", "LICENSE");
                  default -> texts.resolve(file);
                });
  }

  private static boolean isLicence(JarEntry entry) {
    return !entry.isDirectory()
        && !entry.getName().endsWith(".class")
        && LICENCE.matcher(entry.getName()).matches();
  }
}
