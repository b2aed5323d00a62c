package dev.alidade.app.performance;

import dev.alidade.app.fx.Polling;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.EventFilter;
import dev.alidade.engine.telemetry.Observability;
import dev.alidade.engine.telemetry.Severity;
import dev.alidade.engine.telemetry.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * State of the Events page. Twice a second it looks at the engine's ring of events, whose length is
 * bounded: how many happen between two looks does not matter.
 */
final class EventsViewModel {
  private static final Duration PERIOD = Duration.ofMillis(500);

  /** More than the engine's ring keeps. */
  private static final int MOST = 10_000;

  /** Warnings and errors of earlier sessions that are listed at the most. */
  private static final int EARLIER = 1_000;

  private final Observability observability;
  private final Polling.Poll poll;
  private final PerformanceContext context;

  private final StringProperty kind = new SimpleStringProperty("");
  private final StringProperty component = new SimpleStringProperty("");
  private final StringProperty text = new SimpleStringProperty("");
  private final ObjectProperty<Severity> atLeast = new SimpleObjectProperty<>(Severity.INFO);
  private final BooleanProperty inSpan = new SimpleBooleanProperty(false);
  private final BooleanProperty paused = new SimpleBooleanProperty(false);
  private final ObjectProperty<@Nullable EngineEvent> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<List<EngineEvent>> shown =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<String>> kinds = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<String>> components =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyLongWrapper dropped = new ReadOnlyLongWrapper();
  private final ReadOnlyLongWrapper unkept = new ReadOnlyLongWrapper();
  private final ReadOnlyLongWrapper waiting = new ReadOnlyLongWrapper();
  private List<EngineEvent> all = List.of();

  /** What earlier sessions kept: read once, by the polling, since nothing adds to it. */
  private @Nullable List<EngineEvent> earlier;

  private record Snapshot(List<EngineEvent> events, long dropped, long unkept) {}

  EventsViewModel(Workbench bench, PerformanceContext context) {
    this.context = context;
    observability = bench.engine().observability();
    poll =
        bench
            .polling()
            .every(
                PERIOD,
                () ->
                    new Snapshot(
                        withEarlier(observability.recentEvents(EventFilter.newest(MOST))),
                        observability.droppedEvents(),
                        observability.unkeptEvents()),
                this::take);
    for (var criterion : List.of(kind, component, text, atLeast, inSpan)) {
      criterion.addListener(changed -> filter());
    }
    context.brushedProperty().addListener((observed, was, is) -> inSpan.set(is));
    context
        .spanProperty()
        .addListener(
            (observed, was, is) -> {
              if (inSpan.get()) {
                filter();
              }
            });
    paused.addListener(
        (observed, was, is) -> {
          if (!is) {
            poll.now();
          }
        });
  }

  /** Name of an event record; empty for all. */
  StringProperty kindProperty() {
    return kind;
  }

  /** The part concerned; empty for all. */
  StringProperty componentProperty() {
    return component;
  }

  StringProperty textProperty() {
    return text;
  }

  ObjectProperty<Severity> atLeastProperty() {
    return atLeast;
  }

  /** Whether only the stretch of time that Live shows counts. A brush there switches it on. */
  BooleanProperty inSpanProperty() {
    return inSpan;
  }

  /** Whether the list stands still while events go on. */
  BooleanProperty pausedProperty() {
    return paused;
  }

  ObjectProperty<@Nullable EngineEvent> selectedProperty() {
    return selected;
  }

  /** The events that match, newest first. */
  ReadOnlyObjectProperty<List<EngineEvent>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** The kinds that are there to choose from. */
  ReadOnlyObjectProperty<List<String>> kindsProperty() {
    return kinds.getReadOnlyProperty();
  }

  /** The components that are there to choose from. */
  ReadOnlyObjectProperty<List<String>> componentsProperty() {
    return components.getReadOnlyProperty();
  }

  /** Events that slow listeners lost. */
  ReadOnlyLongProperty droppedProperty() {
    return dropped.getReadOnlyProperty();
  }

  /** Warnings and errors that could not be kept in the workspace. */
  ReadOnlyLongProperty unkeptProperty() {
    return unkept.getReadOnlyProperty();
  }

  /** New events that the paused list does not show. */
  ReadOnlyLongProperty waitingProperty() {
    return waiting.getReadOnlyProperty();
  }

  private List<EngineEvent> withEarlier(List<EngineEvent> recent) {
    List<EngineEvent> before = earlier;
    if (before == null) {
      before = List.copyOf(observability.earlierEvents(EARLIER));
      earlier = before;
    }
    List<EngineEvent> both = new ArrayList<>(recent);
    both.addAll(before);
    return both;
  }

  /** Events in the ring and of earlier sessions, matching or not. */
  int known() {
    return all.size();
  }

  void start() {
    poll.start();
  }

  void stop() {
    poll.stop();
  }

  void clearFilters() {
    kind.set("");
    component.set("");
    text.set("");
    atLeast.set(Severity.INFO);
    inSpan.set(false);
  }

  private void take(Snapshot snapshot) {
    dropped.set(snapshot.dropped());
    unkept.set(snapshot.unkept());
    if (paused.get()) {
      EngineEvent newest = all.isEmpty() ? null : all.getFirst();
      int before = newest == null ? -1 : snapshot.events().indexOf(newest);
      waiting.set(before < 0 ? snapshot.events().size() : before);
      return;
    }
    waiting.set(0);
    if (snapshot.events().equals(all)) {
      return;
    }
    all = snapshot.events();
    kinds.set(all.stream().map(EngineEvent::kind).distinct().sorted().toList());
    components.set(all.stream().map(EngineEvent::component).distinct().sorted().toList());
    filter();
  }

  private void filter() {
    Optional<TimeSpan> span =
        inSpan.get() ? Optional.of(context.spanProperty().get()) : Optional.empty();
    shown.set(
        new EventCriteria(kind.get(), atLeast.get(), component.get(), text.get(), span).of(all));
  }
}
