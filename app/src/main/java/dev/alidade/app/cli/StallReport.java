package dev.alidade.app.cli;

import dev.alidade.app.fx.FxStallMeter.Answer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the stalls of each run, then those of the first and of the later runs together. */
final class StallReport {
  private static final double NANOS_PER_MILLI = 1e6;

  /** A frame at 60 Hz. */
  private static final double FRAME_MILLIS = 16;

  private static final List<Double> STEPS = List.of(16.0, 33.0, 67.0, 133.0, Double.MAX_VALUE);
  private static final int SITES = 6;

  private final PrintStream out;
  private final List<Run> runs = new ArrayList<>();

  /** All answers of one run and what was seen in those above a frame. */
  private record Run(List<Answer> answers, List<StallSites.Look> looks) {}

  StallReport(PrintStream out) {
    this.out = out;
    out.println("run   answers   stalls > 16 ms: by the clock   longest   computed   longest");
  }

  void add(List<Answer> answers, StallSites sites) {
    List<Answer> computing = answers.stream().filter(a -> computed(a) > FRAME_MILLIS).toList();
    runs.add(new Run(answers, computing.stream().flatMap(a -> sites.within(a).stream()).toList()));
    out.println(
        String.format(
            Locale.ROOT,
            "%3d   %7d   %28d   %7.1f   %8d   %7.1f",
            runs.size(),
            answers.size(),
            answers.stream().filter(a -> clock(a) > FRAME_MILLIS).count(),
            answers.stream().mapToDouble(StallReport::clock).max().orElse(0),
            computing.size(),
            answers.stream().mapToDouble(StallReport::computed).max().orElse(0)));
    long begin = answers.isEmpty() ? 0 : answers.getFirst().sentAtNanos();
    for (Answer stall : computing) {
      List<StallSites.Look> looks = sites.within(stall);
      out.println(
          String.format(
              Locale.ROOT,
              "        after %6.0f ms: %6.1f ms, computed %5.1f (and the painter %5.1f): %s",
              (stall.sentAtNanos() - begin) / NANOS_PER_MILLI,
              clock(stall),
              computed(stall),
              looks.stream().mapToLong(StallSites.Look::painterNanos).sum() / NANOS_PER_MILLI,
              sites(looks, 2).stream().collect(Collectors.joining(", "))));
    }
  }

  /** The first run loads classes and is hardly compiled yet, so it stands for itself. */
  void summarise() {
    summarise("First run", runs.subList(0, Math.min(1, runs.size())));
    if (runs.size() > 1) {
      summarise("Runs 2 to " + runs.size(), runs.subList(1, runs.size()));
    }
  }

  private void summarise(String name, List<Run> some) {
    List<Double> computed =
        some.stream()
            .flatMap(run -> run.answers().stream())
            .map(StallReport::computed)
            .filter(millis -> millis > FRAME_MILLIS)
            .toList();
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %d stalls with more than 16 ms of computing, the longest %.1f ms.",
            name,
            computed.size(),
            computed.stream().mapToDouble(m -> m).max().orElse(0)));
    for (int i = 0; i + 1 < STEPS.size(); i++) {
      double from = STEPS.get(i);
      double to = STEPS.get(i + 1);
      out.println(
          String.format(
              Locale.ROOT,
              "    %-16s %d",
              to == Double.MAX_VALUE
                  ? "above %.0f ms".formatted(from)
                  : "%.0f to %.0f ms".formatted(from, to),
              computed.stream().filter(millis -> millis > from && millis <= to).count()));
    }
    sites(some.stream().flatMap(run -> run.looks().stream()).toList(), SITES)
        .forEach(site -> out.println("        " + site));
  }

  private static List<String> sites(List<StallSites.Look> looks, int most) {
    return StallSites.computed(looks).entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .map(
            site ->
                String.format(
                    Locale.ROOT, "%.0f ms %s", site.getValue() / NANOS_PER_MILLI, site.getKey()))
        .toList();
  }

  private static double clock(Answer answer) {
    return answer.wallNanos() / NANOS_PER_MILLI;
  }

  private static double computed(Answer answer) {
    return answer.cpuNanos() / NANOS_PER_MILLI;
  }
}
