package dev.alidade.engine.telemetry;

import dev.alidade.engine.ExecutionPath;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The recorders of all operations and paths. {@link #record} is for any thread; the rest is for one
 * reader at a time.
 */
final class Recorders {
  private final Clock clock;
  private final ConcurrentHashMap<String, OfOperation> byOperation = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable OperationSample> last = new AtomicReference<>();

  /** One recorder a path, made when the path is first taken: each holds 110 KB. */
  private static final class OfOperation {
    private final String operation;

    /** Never changed, only replaced by a larger one. */
    private volatile Map<ExecutionPath, OperationRecorder> paths = Map.of();

    private final Clock clock;

    OfOperation(String operation, Clock clock) {
      this.operation = operation;
      this.clock = clock;
    }

    OperationRecorder on(ExecutionPath path) {
      OperationRecorder present = paths.get(path);
      return present == null ? add(path) : present;
    }

    private synchronized OperationRecorder add(ExecutionPath path) {
      Map<ExecutionPath, OperationRecorder> larger = new EnumMap<>(ExecutionPath.class);
      larger.putAll(paths);
      OperationRecorder recorder =
          larger.computeIfAbsent(
              path, key -> new OperationRecorder(new Slice.Key(operation, key), clock));
      paths = larger;
      return recorder;
    }
  }

  Recorders(Clock clock) {
    this.clock = clock;
  }

  void record(OperationSample sample) {
    OfOperation recorders = byOperation.get(sample.operation());
    if (recorders == null) {
      recorders =
          byOperation.computeIfAbsent(sample.operation(), name -> new OfOperation(name, clock));
    }
    recorders.on(sample.path().used()).record(sample);
  }

  /** Keeps what a user sees as the last operation. */
  void endedWith(OperationSample sample) {
    last.setRelease(sample);
  }

  private void forEach(Consumer<OperationRecorder> action) {
    for (OfOperation operation : byOperation.values()) {
      operation.paths.values().forEach(action);
    }
  }

  /** What every operation did since the last drain. */
  List<Slice> drain() {
    List<Slice> slices = new ArrayList<>();
    forEach(
        recorder -> {
          Slice slice = recorder.drain();
          if (slice != null) {
            slices.add(slice);
          }
        });
    return slices;
  }

  void reset() {
    forEach(OperationRecorder::reset);
    last.set(null);
  }

  Optional<OperationSample> last() {
    return Optional.ofNullable(last.getAcquire());
  }

  /** Everything drained since the last reset, most called first. */
  List<OperationStats> totals() {
    List<OperationStats> stats = new ArrayList<>();
    forEach(recorder -> stats.add(recorder.stats()));
    return sorted(stats);
  }

  /** The same with distributions. */
  List<OperationTotals> distributions() {
    List<OperationTotals> totals = new ArrayList<>();
    forEach(recorder -> totals.add(recorder.totals()));
    totals.removeIf(t -> t.stats().count() == 0);
    return totals;
  }

  /** Figures of the given slices only, most called first; each key may occur once. */
  List<OperationStats> statsOf(Iterable<Slice> slices) {
    List<OperationStats> stats = new ArrayList<>();
    for (Slice slice : slices) {
      OfOperation recorders = byOperation.get(slice.key().operation());
      if (recorders != null) {
        Histogram latencies = LatencyCodec.empty();
        slice.addLatenciesTo(latencies);
        stats.add(recorders.on(slice.key().path()).stats(slice.counts(), latencies));
      }
    }
    return sorted(stats);
  }

  private static List<OperationStats> sorted(List<OperationStats> stats) {
    stats.removeIf(s -> s.count() == 0);
    stats.sort(
        Comparator.comparingLong(OperationStats::count)
            .reversed()
            .thenComparing(OperationStats::operation)
            .thenComparing(OperationStats::path));
    return stats;
  }
}
