import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or rewrites the format of every Java source of the project with google-java-format.
 *
 * <p>Arguments: {@code --check} or {@code --replace}, then the project's root. Exits 1 when a file
 * would change or cannot be parsed.
 */
final class Format {
  private static final List<String> ROOTS =
      List.of(".build", "wasm-modules", "engine", "samples", "app", "installer");

  public static void main(String[] args) throws Exception {
    boolean check = args[0].equals("--check");
    Path root = Path.of(args[1]);
    List<String> arguments =
        new ArrayList<>(
            check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    int options = arguments.size();
    for (String directory : ROOTS) {
      Path path = root.resolve(directory);
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.walk(path)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !root.relativize(file).toString().contains("target"))
              .map(Path::toString)
              .forEach(arguments::add);
        }
      }
    }
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int exit =
        new com.google.googlejavaformat.java.Main(out, err, System.in)
            .format(arguments.toArray(String[]::new));
    if (exit != 0 && check) {
      System.err.println("Not formatted: the files above. Format them with: ./mvnw -Pformat");
    } else {
      System.out.printf(
          "%d files %s%n", arguments.size() - options, check ? "checked" : "formatted");
    }
    System.exit(exit);
  }
}
