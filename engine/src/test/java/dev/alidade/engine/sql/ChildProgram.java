package dev.alidade.engine.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests in a process of its own, on the class path of this one. */
final class ChildProgram {
  private ChildProgram() {}

  static Process start(Class<?> main, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What it prints until it ends. */
  static String output(Class<?> main, List<String> options, List<String> arguments)
      throws IOException {
    Process process = start(main, options, arguments);
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
