package dev.alidade.app.cli;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What the arguments ask for. */
public sealed interface CommandLine {
  /** How to call the program. */
  String USAGE =
      """
      alidade [--workspace FILE] [FILE…]                    open the workbench
      alidade --headless doctor [--json FILE]               capabilities, health, versions
      alidade --headless benchmark [--quick] [--json FILE] [--only NAME]
      alidade --headless open FILE…                         whether files can be opened, and what is in them
      alidade --headless screenshots DIR                    every panel, light and dark
      alidade --headless stalls [--runs N]                  how long the window did not answer
      alidade --headless soak [--minutes N]                 all services busy: what grows, stalls, drops
      alidade --headless scroll [--rows N]                  how the grid of a query scrolls
      alidade --help | --version\
      """;

  /** Open the window. */
  record OpenWindow(Optional<Path> workspace, List<Path> files) implements CommandLine {
    public OpenWindow {
      files = List.copyOf(files);
    }
  }

  /** Say what works here. */
  record Doctor(Optional<Path> json) implements CommandLine {}

  /** Measure. */
  record Benchmark(boolean quick, Optional<Path> json, Optional<String> only)
      implements CommandLine {}

  /** Open files and say what came of it. */
  record Open(List<Path> files) implements CommandLine {
    public Open {
      files = List.copyOf(files);
    }
  }

  /** Write pictures of every panel. */
  record Screenshots(Path folder) implements CommandLine {}

  /** Measure how long the window does not answer while a file loads. */
  record Stalls(int runs) implements CommandLine {}

  /** Keep every service busy and see whether anything grows. */
  record Soak(int minutes) implements CommandLine {}

  /** Measure how the rows of a query scroll. */
  record Scroll(int rows) implements CommandLine {}

  /** Print how to call the program. */
  record Help() implements CommandLine {}

  /** Print the version. */
  record Version() implements CommandLine {}

  /** The arguments make no sense. */
  record Misunderstood(String sentence) implements CommandLine {}

  /** Reads the arguments; never throws. */
  static CommandLine parse(List<String> arguments) {
    Deque<String> rest = new ArrayDeque<>(arguments);
    try {
      return rest.contains("--headless") ? headless(rest) : window(rest);
    } catch (BadArgument e) {
      return new Misunderstood(e.sentence);
    }
  }

  private static CommandLine window(Deque<String> rest) throws BadArgument {
    Optional<Path> workspace = Optional.empty();
    List<Path> files = new ArrayList<>();
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      switch (word) {
        case "--workspace" -> workspace = Optional.of(Path.of(value(word, rest)));
        case "--help", "-h" -> {
          return new Help();
        }
        case "--version" -> {
          return new Version();
        }
        default -> {
          if (word.startsWith("--")) {
            throw new BadArgument("Alidade knows no option " + word + ".");
          }
          files.add(Path.of(word));
        }
      }
    }
    return new OpenWindow(workspace, files);
  }

  private static CommandLine headless(Deque<String> rest) throws BadArgument {
    rest.remove("--headless");
    if (rest.isEmpty()) {
      throw new BadArgument(
          "--headless needs a command: benchmark, doctor, open, screenshots, scroll, soak or"
              + " stalls.");
    }
    String command = rest.removeFirst();
    CommandLine read =
        switch (command) {
          case "doctor" -> new Doctor(json(rest));
          case "open" -> open(rest);
          case "screenshots" -> new Screenshots(Path.of(value("screenshots", rest)));
          case "stalls" -> stalls(rest);
          case "soak" -> soak(rest);
          case "scroll" -> scroll(rest);
          case "benchmark" -> benchmark(rest);
          default -> throw new BadArgument("Alidade knows no headless command " + command + ".");
        };
    if (!rest.isEmpty()) {
      throw new BadArgument(command + " does not take " + rest.getFirst() + ".");
    }
    return read;
  }

  private static Open open(Deque<String> rest) throws BadArgument {
    List<Path> files = new ArrayList<>();
    do {
      files.add(Path.of(value("open", rest)));
    } while (!rest.isEmpty());
    return new Open(files);
  }

  private static Stalls stalls(Deque<String> rest) throws BadArgument {
    String runs = option("--runs", rest).orElse("5");
    if (!runs.matches("[1-9]\\d{0,2}")) {
      throw new BadArgument("--runs takes a number from 1 to 999, not " + runs + ".");
    }
    return new Stalls(Integer.parseInt(runs));
  }

  private static Soak soak(Deque<String> rest) throws BadArgument {
    String minutes = option("--minutes", rest).orElse("10");
    if (!minutes.matches("[1-9]\\d{0,3}")) {
      throw new BadArgument("--minutes takes a number from 1 to 9999, not " + minutes + ".");
    }
    return new Soak(Integer.parseInt(minutes));
  }

  private static Scroll scroll(Deque<String> rest) throws BadArgument {
    String rows = option("--rows", rest).orElse("1000000");
    if (!rows.matches("[1-9]\\d{3,7}")) {
      throw new BadArgument("--rows takes a number from 1000 to 99999999, not " + rows + ".");
    }
    return new Scroll(Integer.parseInt(rows));
  }

  private static Benchmark benchmark(Deque<String> rest) throws BadArgument {
    boolean quick = rest.remove("--quick");
    Optional<Path> json = json(rest);
    Optional<String> only = option("--only", rest);
    return new Benchmark(quick, json, only);
  }

  private static Optional<Path> json(Deque<String> rest) throws BadArgument {
    return option("--json", rest).map(Path::of);
  }

  private static Optional<String> option(String name, Deque<String> rest) throws BadArgument {
    List<String> words = new ArrayList<>(rest);
    int at = words.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 >= words.size()) {
      throw new BadArgument(name + " needs a value.");
    }
    String value = words.get(at + 1);
    words.remove(at + 1);
    words.remove(at);
    rest.clear();
    rest.addAll(words);
    return Optional.of(value);
  }

  private static String value(String option, Deque<String> rest) throws BadArgument {
    if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
      throw new BadArgument(option + " needs a value.");
    }
    return rest.removeFirst();
  }

  /** An argument that is not understood. */
  final class BadArgument extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    private BadArgument(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }
  }
}
