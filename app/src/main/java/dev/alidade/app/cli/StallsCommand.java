package dev.alidade.app.cli;

import dev.alidade.app.fx.FxStallMeter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
  private static final double NANOS_PER_MILLI = 1e6;

  /** A frame at 60 Hz. */
  private static final double FRAME_MILLIS = 16;

  private StallsCommand() {}

  /** Runs it; returns the exit code. */
  public static int run(CommandLine.Stalls asked, PrintStream out) {
    Platform.startup(() -> {});
    try {
      Path place = Files.createTempDirectory("alidade-stalls");
      Path file = write(place.resolve("measured.csv"));
      out.println("run   answers   p50 ms   p99 ms   longest ms   of that computed   over 16 ms");
      try (HeadlessWindow window = HeadlessWindow.open(place.resolve("stalls.alidade"))) {
        window.settle();
        for (int run = 1; run <= asked.runs(); run++) {
          measure(window, file, run, out);
        }
      }
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

  private static void measure(HeadlessWindow window, Path file, int run, PrintStream out)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<FxStallMeter.Answer> answers = Collections.synchronizedList(new ArrayList<>());
    FxStallMeter meter = window.workbench().stalls();
    try (StallSites sites = StallSites.watch(meter)) {
      meter.onAnswer(answers::add);
      window.run(() -> window.workbench().bench().navigation().openFiles(List.of(file)));
      window.settle();
      meter.onAnswer(answer -> {});
      print(List.copyOf(answers), run, out);
      sites.print(out);
    }
  }

  private static void print(List<FxStallMeter.Answer> answers, int run, PrintStream out) {
    List<Double> wall =
        answers.stream().map(a -> a.wallNanos() / NANOS_PER_MILLI).sorted().toList();
    FxStallMeter.Answer longest =
        answers.stream()
            .max(Comparator.comparingLong(FxStallMeter.Answer::wallNanos))
            .orElse(new FxStallMeter.Answer(0, 0));
    out.println(
        String.format(
            Locale.ROOT,
            "%3d   %7d   %6.2f   %6.1f   %10.1f   %16.1f   %d by the clock, %d computed",
            run,
            answers.size(),
            at(wall, 0.5),
            at(wall, 0.99),
            longest.wallNanos() / NANOS_PER_MILLI,
            longest.cpuNanos() / NANOS_PER_MILLI,
            wall.stream().filter(millis -> millis > FRAME_MILLIS).count(),
            answers.stream().filter(a -> a.cpuNanos() / NANOS_PER_MILLI > FRAME_MILLIS).count()));
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.isEmpty()
        ? 0
        : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
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
