package dev.alidade.app.performance;

import dev.alidade.engine.WasmServices;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.OperationHistory;
import dev.alidade.engine.telemetry.PerformanceTracker;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Pulls what Live shows. {@link #read} is for the polling thread and asks telemetry only when there
 * is a new interval or another question; everything else is for the JavaFX thread.
 */
final class LiveViewModel {
  /** Events drawn and listed at the most: more lines than this are a wall. */
  private static final int EVENTS = 200;

  /** Charts are about so wide at 1280 px. */
  private static final int PIXELS = 600;

  private static final Duration LONGEST_STALE = Duration.ofSeconds(10);

  private final WasmServices engine;
  private final Clock clock;
  private final PerformanceContext context;
  private final ReadOnlyObjectWrapper<Optional<LiveData>> data =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Limits limits;

  /** What the JavaFX thread wants to see; read by the polling thread. */
  private volatile Question question;

  /** What was answered last; of the polling thread. */
  private @Nullable Answer answered;

  private record Question(
      Optional<TimeSpan> paused, Reach reach, String operation, Optional<Duration> limit) {}

  private @Nullable Whole whole;

  private record Whole(Instant to, OperationHistory calls) {}

  private record Answer(
      Question question, Optional<Instant> sampledTo, int events, LiveData data) {}

  LiveViewModel(WasmServices engine, Clock clock, PerformanceContext context, Limits limits) {
    this.engine = engine;
    this.clock = clock;
    this.context = context;
    this.limits = limits;
    question = asked();
    context.spanProperty().subscribe(span -> ask());
    context.liveProperty().subscribe(live -> ask());
    context.operationProperty().subscribe(operation -> ask());
  }

  /** What to draw; empty before the first snapshot. */
  ReadOnlyObjectProperty<Optional<LiveData>> dataProperty() {
    return data.getReadOnlyProperty();
  }

  /** The limit of the operation looked at. */
  Optional<Duration> limit() {
    return limits.of(context.operationProperty().get());
  }

  /** Sets the limit of the operation looked at; empty takes it away. */
  void limit(Optional<Duration> limit) {
    limits.set(context.operationProperty().get(), limit);
    ask();
  }

  /** Puts a mark of the user on the time axis. */
  void mark() {
    engine.observability().mark("Marked by hand");
  }

  /** Takes a snapshot. Polling thread. */
  LiveData read() {
    Question wanted = question;
    Instant now = clock.instant();
    PerformanceTracker performance = engine.performance();
    Optional<TimeSpan> sampled = performance.sampled();
    Optional<Instant> sampledTo = sampled.map(TimeSpan::to);
    TimeSpan span = wanted.paused().orElseGet(() -> followed(wanted.reach(), now, sampled));
    List<EngineEvent> events = events(span);
    Answer last = answered;
    if (last != null
        && last.question().equals(wanted)
        && last.events() == events.size()
        && isFresh(last.sampledTo(), sampledTo, span)) {
      return last.data();
    }
    Set<String> operations =
        wanted.operation().equals(PerformanceContext.ALL_OPERATIONS)
            ? Set.of()
            : Set.of(wanted.operation());
    LiveData read =
        new LiveData(
            now,
            sampled,
            performance.operations(span),
            performance.history(operations, span),
            performance.memory(span),
            whole(sampled.orElse(span)),
            events,
            wanted.limit());
    answered = new Answer(wanted, sampledTo, events.size(), read);
    return read;
  }

  /** Everything that is kept, read again when there is a new pixel or so of it. */
  private OperationHistory whole(TimeSpan sampled) {
    Whole last = whole;
    if (last != null && isFresh(Optional.of(last.to()), Optional.of(sampled.to()), sampled)) {
      return last.calls();
    }
    OperationHistory calls = engine.performance().history(Set.of(), sampled);
    whole = new Whole(sampled.to(), calls);
    return calls;
  }

  /** Whether what was read lacks less than a pixel of the stretch, or ten seconds. */
  private static boolean isFresh(
      Optional<Instant> readTo, Optional<Instant> sampledTo, TimeSpan span) {
    if (readTo.equals(sampledTo)) {
      return true;
    }
    Duration pixel = span.length().dividedBy(PIXELS);
    Duration least = pixel.compareTo(LONGEST_STALE) < 0 ? pixel : LONGEST_STALE;
    return readTo.isPresent()
        && sampledTo.isPresent()
        && Duration.between(readTo.get(), sampledTo.get()).abs().compareTo(least) < 0;
  }

  /** Shows a snapshot and moves the live stretch to the present. */
  void show(LiveData read) {
    context.tick(clock.instant(), read.sampled().map(TimeSpan::from).orElse(read.now()));
    if (!data.get().equals(Optional.of(read))) {
      data.set(Optional.of(read));
    }
  }

  private List<EngineEvent> events(TimeSpan span) {
    return engine
        .observability()
        .recentEvents(
            EventFilter.newest(EVENTS).since(span.from()).before(span.to().plusMillis(1)));
  }

  private void ask() {
    question = asked();
  }

  private Question asked() {
    String operation = context.operationProperty().get();
    return new Question(
        context.liveProperty().get() ? Optional.empty() : Optional.of(context.spanProperty().get()),
        context.reachProperty().get(),
        operation,
        limits.of(operation));
  }

  private static TimeSpan followed(Reach reach, Instant now, Optional<TimeSpan> sampled) {
    return reach.upTo(now, sampled.map(TimeSpan::from).orElse(now));
  }
}
