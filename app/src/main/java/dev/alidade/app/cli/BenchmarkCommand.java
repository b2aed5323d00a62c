package dev.alidade.app.cli;

import dev.alidade.app.format.Figures;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.Progress;
import dev.alidade.engine.benchmark.BenchmarkJson;
import dev.alidade.engine.benchmark.BenchmarkOptions;
import dev.alidade.engine.benchmark.BenchmarkRun;
import dev.alidade.engine.benchmark.BenchmarkSuite;
import dev.alidade.engine.benchmark.BenchmarkTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code --headless benchmark}: measures kernels and services on this machine. The table goes to
 * the output, progress to the errors. Exits with 0 when all was measured, with 1 when a measurement
 * failed, with 2 when there is nothing of that name, with 3 when no engine can be opened or the
 * JSON file cannot be written.
 */
public final class BenchmarkCommand {
  private BenchmarkCommand() {}

  /** Runs it; returns the exit code. */
  public static int run(CommandLine.Benchmark asked, PrintStream out, PrintStream progress) {
    // A run of minutes must not end with "there is no such folder".
    Optional<String> unwritable = asked.json().flatMap(BenchmarkCommand::whyUnwritable);
    if (unwritable.isPresent()) {
      progress.println(unwritable.get());
      return 3;
    }
    try (BenchmarkSuite suite = BenchmarkSuite.open()) {
      return run(suite, asked, out, progress);
    } catch (EngineException e) {
      progress.println(e.code() + ": " + e.sentence() + " " + e.remedy());
      return 3;
    } catch (IOException e) {
      progress.println("The JSON file cannot be written: " + e.getMessage());
      return 3;
    }
  }

  private static int run(
      BenchmarkSuite suite, CommandLine.Benchmark asked, PrintStream out, PrintStream progress)
      throws IOException {
    BenchmarkOptions options = new BenchmarkOptions(asked.quick(), asked.only());
    if (suite.names(options).isEmpty()) {
      List<String> all = suite.names(new BenchmarkOptions(false, Optional.empty()));
      progress.println(
          "No benchmark's name begins with "
              + asked.only().orElse("")
              + ". There are: "
              + String.join(", ", all));
      return 2;
    }
    if (!suite.hasWasm()) {
      progress.println(
          "WebAssembly is not used, so there are Java figures only: " + suite.machine().wasm());
    }
    BenchmarkRun run;
    try {
      run = suite.run(options, lines(progress), sofar -> {});
    } catch (EngineException e) {
      progress.println("Measuring failed. " + e.code() + ": " + e.sentence() + " " + e.remedy());
      return 1;
    } catch (IllegalStateException e) {
      progress.println("Measuring failed: " + e.getMessage());
      return 1;
    }
    out.print(BenchmarkTable.render(run));
    if (asked.json().isPresent()) {
      Files.writeString(asked.json().get(), BenchmarkJson.write(run));
    }
    return 0;
  }

  private static Optional<String> whyUnwritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      return Optional.of("The JSON file cannot be written: " + file + " is a folder.");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of("The JSON file cannot be written: there is no folder " + folder + ".");
    }
    return Files.isWritable(Files.exists(file) ? file : folder)
        ? Optional.empty()
        : Optional.of("The JSON file cannot be written: " + file + " is protected.");
  }

  /** One line a case. */
  private static Progress lines(PrintStream out) {
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        out.println(Figures.wholePercent(fraction) + "  " + message);
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }
}
