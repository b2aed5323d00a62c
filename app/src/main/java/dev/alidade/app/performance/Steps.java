package dev.alidade.app.performance;

import dev.alidade.engine.telemetry.MemoryHistory;
import dev.alidade.engine.telemetry.OperationHistory;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Intervals on a time axis. A value holds for its whole interval, so each becomes two points of a
 * line; where no interval is (the engine slept, or was not there), a gap stays. Immutable.
 */
final class Steps {
  /** Two intervals this far apart are not neighbours; well above the jitter of the sampler. */
  private static final double HOLE_MILLIS = 1_500;

  private final double[] starts;
  private final double[] ends;

  /** Whether interval i has no neighbour before it. */
  private final boolean[] afterHole;

  private final int holes;

  private Steps(double[] starts, double[] ends) {
    this.starts = starts;
    this.ends = ends;
    this.afterHole = new boolean[starts.length];
    int found = 0;
    for (int i = 1; i < starts.length; i++) {
      afterHole[i] = starts[i] - ends[i - 1] > HOLE_MILLIS;
      found += afterHole[i] ? 1 : 0;
      if (!afterHole[i]) {
        starts[i] = ends[i - 1];
      }
    }
    holes = found;
  }

  static Steps of(OperationHistory history) {
    List<OperationHistory.Point> points = history.points();
    double[] ends = points.stream().mapToDouble(p -> (double) p.at().toEpochMilli()).toArray();
    double[] starts =
        IntStream.range(0, ends.length)
            .mapToDouble(i -> ends[i] - points.get(i).seconds() * 1_000)
            .toArray();
    return new Steps(starts, ends);
  }

  /** Memory is read at the same moments as operations, so it has the same intervals. */
  static Steps of(MemoryHistory memory) {
    double[] ends =
        memory.points().stream().mapToDouble(p -> (double) p.at().toEpochMilli()).toArray();
    double usual = usualDistance(ends);
    double[] starts = Arrays.stream(ends).map(end -> end - usual).toArray();
    return new Steps(starts, ends);
  }

  private static double usualDistance(double[] ends) {
    double[] distances =
        IntStream.range(1, ends.length).mapToDouble(i -> ends[i] - ends[i - 1]).sorted().toArray();
    return distances.length == 0 ? 1_000 : distances[distances.length / 2];
  }

  int size() {
    return starts.length;
  }

  /** The middle of each interval. */
  double[] middles() {
    return IntStream.range(0, size()).mapToDouble(i -> (starts[i] + ends[i]) / 2).toArray();
  }

  /** Where each interval starts. */
  double[] starts() {
    return starts.clone();
  }

  /** The usual length of an interval. */
  double width() {
    double[] widths =
        IntStream.range(0, size()).mapToDouble(i -> ends[i] - starts[i]).sorted().toArray();
    return widths.length == 0 ? 1_000 : widths[widths.length / 2];
  }

  /** The x of a line: start and end of each interval, and a point in each hole. */
  double[] x() {
    return spread(starts, ends, hole -> (ends[hole - 1] + starts[hole]) / 2);
  }

  /** The y of a line over {@link #x}; NaN in holes. */
  double[] y(double[] values) {
    return spread(values, values, hole -> Double.NaN);
  }

  private double[] spread(double[] first, double[] second, ToDoubleFunction<Integer> inHole) {
    double[] all = new double[size() * 2 + holes];
    int at = 0;
    for (int i = 0; i < size(); i++) {
      if (afterHole[i]) {
        all[at++] = inHole.applyAsDouble(i);
      }
      all[at++] = first[i];
      all[at++] = second[i];
    }
    return all;
  }
}
