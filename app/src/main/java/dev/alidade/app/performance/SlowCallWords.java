package dev.alidade.app.performance;

import dev.alidade.app.format.Figures;
import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationSample;
import dev.alidade.engine.telemetry.OperationSummary;
import dev.alidade.engine.telemetry.SlowCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Says why a call was slow, as far as the figures tell: more rows than usual, another path, a
 * fallback, a garbage collection in its interval. Pure functions.
 */
final class SlowCallWords {
  /** From here on a call's rows are "more than usual"; below it is noise. */
  private static final double MORE_ROWS = 1.5;

  private SlowCallWords() {}

  static String explain(SlowCall call, OperationSummary summary, MemoryHistory memory) {
    OperationSample sample = call.sample();
    List<String> reasons = new ArrayList<>();
    if (summary.p50Nanos() > 0) {
      reasons.add(Figures.times((double) sample.nanos() / summary.p50Nanos()) + " the median");
    }
    double usualRows = summary.count() == 0 ? 0 : (double) summary.items() / summary.count();
    if (sample.rowsIn() > 0) {
      String rows = Figures.counted(sample.rowsIn(), "row");
      double ratio = usualRows == 0 ? 1 : sample.rowsIn() / usualRows;
      reasons.add(ratio >= MORE_ROWS ? rows + ", " + Figures.times(ratio) + " the usual" : rows);
    }
    if (sample.failed()) {
      reasons.add("it failed");
    }
    if (sample.fellBack()) {
      reasons.add("WASM failed first, Java answered");
    } else if (isOffTheUsualPath(sample, summary)) {
      reasons.add(
          "on " + sample.path().used().label() + ", most calls are on " + usualPath(summary));
    }
    long paused = pauseAt(call, memory);
    if (paused > 0) {
      reasons.add(paused + " ms of garbage collection in its interval");
    }
    return String.join("; ", reasons) + ".";
  }

  private static boolean isOffTheUsualPath(OperationSample sample, OperationSummary summary) {
    return !summary.byPath().isEmpty()
        && PathShare.of(summary.byPath().getFirst().path()) != PathShare.of(sample.path().used());
  }

  private static String usualPath(OperationSummary summary) {
    return summary.byPath().getFirst().path().label();
  }

  /** Pauses of the first interval that ends at or after the call. */
  private static long pauseAt(SlowCall call, MemoryHistory memory) {
    return memory.points().stream()
        .filter(point -> !point.at().isBefore(call.at()))
        .findFirst()
        .map(MemoryHistory.Point::gcPauseMillis)
        .orElse(0L);
  }
}
