package dev.alidade.app.cli;

import dev.alidade.app.fx.FxStallMeter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;

/**
 * {@code --headless stalls [--runs N]}: opens a CSV of 100,000 rows in the real window, again and
 * again in one process, and prints for how long the JavaFX thread did not answer, and how much of
 * that it computed. The first run includes the loading of classes and the first layout.
 */
public final class StallsCommand {
  private static final int ROWS = 100_000;
  private static final long SEED = 20_260_101;

  private StallsCommand() {}

  /** Runs it; returns the exit code. */
  public static int run(CommandLine.Stalls asked, PrintStream out) {
    Platform.startup(() -> {});
    try (TemporaryFolder place = TemporaryFolder.create("alidade-stalls")) {
      Path file = write(place.path().resolve("measured.csv"));
      StallReport report = new StallReport(out);
      try (HeadlessWindow window = HeadlessWindow.open(place.path().resolve("stalls.alidade"))) {
        window.settle();
        for (int run = 1; run <= asked.runs(); run++) {
          measure(window, file, report);
        }
      }
      report.summarise();
      return 0;
    } catch (IOException | ExecutionException | TimeoutException e) {
      out.println("The window could not be measured: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      Platform.exit();
    }
  }

  private static void measure(HeadlessWindow window, Path file, StallReport report)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<FxStallMeter.Answer> answers = Collections.synchronizedList(new ArrayList<>());
    FxStallMeter meter = window.workbench().stalls();
    try (StallSites sites = StallSites.watch(meter)) {
      meter.onAnswer(answers::add);
      window.run(() -> window.workbench().bench().navigation().openFiles(List.of(file)));
      window.settle();
      meter.onAnswer(answer -> {});
      report.add(List.copyOf(answers), sites);
    }
  }

  /** Eight columns of every type, the same on every machine. */
  private static Path write(Path file) throws IOException {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("id,at,city,amount,share,open,note,count\n");
    for (int row = 0; row < ROWS; row++) {
      text.append(row)
          .append(",2026-0")
          .append(1 + random.nextInt(9))
          .append("-1")
          .append(random.nextInt(10))
          .append("T08:00:00,city ")
          .append(random.nextInt(40))
          .append(',')
          .append(random.nextInt(10_000) / 100.0)
          .append(',')
          .append(random.nextDouble())
          .append(',')
          .append(random.nextBoolean())
          .append(",note ")
          .append(random.nextInt(1_000_000))
          .append(',')
          .append(random.nextInt(9) == 0 ? "" : String.valueOf(random.nextInt(500)))
          .append('\n');
    }
    return Files.writeString(file, text);
  }
}
