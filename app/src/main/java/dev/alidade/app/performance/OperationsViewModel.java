package dev.alidade.app.performance;

import dev.alidade.engine.WasmServices;
import dev.alidade.engine.telemetry.EngineEvent.SlowQuerySeen;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.OperationSummary;
import dev.alidade.engine.telemetry.PerformanceTracker;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * Pulls figures of every operation in the stretch in view. {@link #read} is for the polling thread,
 * everything else for the JavaFX thread.
 */
final class OperationsViewModel {
  /** Points of a sparkline at the most: it is 104 px wide. */
  static final int TREND_POINTS = 104;

  /** Looked through for the statements of slow calls. */
  private static final int SLOW_QUERIES = 500;

  private final WasmServices engine;
  private final Clock clock;
  private final PerformanceContext context;
  private final StringProperty search = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<OperationsData>> data =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<OperationSummary>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private volatile Question question;

  private record Question(Optional<TimeSpan> paused, Reach reach, String selected) {}

  OperationsViewModel(WasmServices engine, Clock clock, PerformanceContext context) {
    this.engine = engine;
    this.clock = clock;
    this.context = context;
    question = asked();
    context.spanProperty().subscribe(span -> ask());
    context.liveProperty().subscribe(live -> ask());
    context.operationProperty().subscribe(operation -> ask());
    search.subscribe(text -> filter());
  }

  /** What was read last; empty before the first time. */
  ReadOnlyObjectProperty<Optional<OperationsData>> dataProperty() {
    return data.getReadOnlyProperty();
  }

  /** Operations whose name has what is searched for, most called first. */
  ReadOnlyObjectProperty<List<OperationSummary>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** Part of an operation's name. */
  StringProperty searchProperty() {
    return search;
  }

  /** Reads the figures. Polling thread. */
  OperationsData read() {
    Question wanted = question;
    Instant now = clock.instant();
    PerformanceTracker performance = engine.performance();
    Instant oldest = performance.sampled().map(TimeSpan::from).orElse(now);
    TimeSpan span = wanted.paused().orElseGet(() -> wanted.reach().upTo(now, oldest));
    List<OperationSummary> operations = performance.operations(span);
    Map<String, List<Double>> trends = new HashMap<>();
    for (OperationSummary operation : operations) {
      trends.put(
          operation.operation(),
          trend(performance.history(Set.of(operation.operation()), span).points()));
    }
    Optional<OperationsData.Details> selected =
        operations.stream()
            .filter(summary -> summary.operation().equals(wanted.selected()))
            .findFirst()
            .map(
                summary ->
                    new OperationsData.Details(
                        summary,
                        performance.latencies(summary.operation(), span),
                        performance.memory(span),
                        slowQueries(summary, span)));
    return new OperationsData(span, oldest, operations, trends, selected);
  }

  private List<SlowQuerySeen> slowQueries(OperationSummary summary, TimeSpan span) {
    if (!summary.operation().startsWith("sql.")) {
      return List.of();
    }
    EventFilter slow =
        EventFilter.newest(SLOW_QUERIES).ofKind(SlowQuerySeen.class).since(span.from());
    return engine.observability().recentEvents(slow).stream()
        .filter(SlowQuerySeen.class::isInstance)
        .map(SlowQuerySeen.class::cast)
        .toList();
  }

  /** Shows what was read and moves the live stretch to the present. */
  void show(OperationsData read) {
    context.tick(clock.instant(), read.oldest());
    data.set(Optional.of(read));
    filter();
  }

  private void filter() {
    String wanted = search.get().strip().toLowerCase(Locale.ROOT);
    rows.set(
        data.get().map(OperationsData::operations).orElse(List.of()).stream()
            .filter(summary -> summary.operation().toLowerCase(Locale.ROOT).contains(wanted))
            .toList());
  }

  private void ask() {
    question = asked();
  }

  private Question asked() {
    return new Question(
        context.liveProperty().get() ? Optional.empty() : Optional.of(context.spanProperty().get()),
        context.reachProperty().get(),
        context.operationProperty().get());
  }

  /** The worst p95 of each of some equal parts, so that a spike is not lost. */
  static List<Double> trend(List<OperationHistory.Point> points) {
    int each = Math.max(1, (points.size() + TREND_POINTS - 1) / TREND_POINTS);
    List<Double> trend = new ArrayList<>();
    for (int i = 0; i < points.size(); i += each) {
      trend.add(
          points.subList(i, Math.min(points.size(), i + each)).stream()
              .filter(point -> point.count() > 0)
              .mapToDouble(point -> (double) point.p95Nanos())
              .max()
              .orElse(Double.NaN));
    }
    return trend;
  }

  /** Calls a second of the stretch that telemetry has of the span. */
  double perSecond(OperationSummary summary) {
    Duration length =
        data.get().map(OperationsData::span).orElse(context.spanProperty().get()).length();
    Duration known = Duration.between(context.oldest(), context.present());
    Duration counted = known.compareTo(length) < 0 ? known : length;
    return summary.count() / Math.max(1, counted.toMillis() / 1e3);
  }
}
