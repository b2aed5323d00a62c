package dev.alidade.app.performance;

import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events as lines and tinted stretches of a chart. Pure functions. */
final class Annotations {
  /** Lines drawn at the most, newest first. */
  private static final int LINES = 40;

  /** Lines stand at least this share of the shown time apart: about two pixels. */
  private static final double LINES_APART = 0.003;

  /** Words stand at least this share of the shown time apart. */
  private static final double WORDS_APART = 0.14;

  private Annotations() {}

  /** A line where events change how calls run; those of one moment share it. */
  static List<Layer> moments(LiveData data, Palette palette, boolean withWords) {
    List<Layer> lines = new ArrayList<>();
    double span = span(data);
    double lastWords = Double.POSITIVE_INFINITY;
    for (List<EngineEvent> together : together(data.events(), span * LINES_APART)) {
      if (lines.size() == LINES) {
        break;
      }
      EngineEvent loudest =
          together.stream().max(Comparator.comparingInt(Annotations::loudness)).orElseThrow();
      double at = (double) loudest.at().toEpochMilli();
      boolean room = withWords && lastWords - at > span * WORDS_APART;
      lastWords = room ? at : lastWords;
      lines.add(
          new Layer.Moment(at, room ? words(loudest, together) : "", colour(loudest, palette)));
    }
    return lines;
  }

  /** Events that are drawn, newest first; those closer than a line's width in one list. */
  private static List<List<EngineEvent>> together(List<EngineEvent> events, double apart) {
    List<List<EngineEvent>> groups = new ArrayList<>();
    double newest = Double.POSITIVE_INFINITY;
    for (EngineEvent event : events) {
      if (word(event).isEmpty()) {
        continue;
      }
      double at = (double) event.at().toEpochMilli();
      if (newest - at >= apart) {
        groups.add(new ArrayList<>());
        newest = at;
      }
      groups.getLast().add(event);
    }
    return groups;
  }

  /** Which of several events of one moment is worth its words: faults, then what the user said. */
  private static int loudness(EngineEvent event) {
    return event.severity() == Severity.ERROR
        ? 3
        : event instanceof EngineEvent.MomentMarked
            ? 2
            : event instanceof EngineEvent.PathChanged ? 0 : 1;
  }

  private static String words(EngineEvent loudest, List<EngineEvent> together) {
    return loudest instanceof EngineEvent.PathChanged && together.size() > 1
        ? together.size() + " paths changed"
        : word(loudest);
  }

  /** Stretches in which a module's circuit was open. */
  static List<Layer> spans(LiveData data, Palette palette) {
    List<Layer> spans = new ArrayList<>();
    Map<String, Double> closedAt = new HashMap<>();
    int tint = Palette.withOpacity(palette.argb("warn-fill"), 0.14);
    for (EngineEvent event : data.events()) {
      double at = (double) event.at().toEpochMilli();
      if (event instanceof EngineEvent.CircuitClosed closed) {
        closedAt.put(closed.component(), at);
      } else if (event instanceof EngineEvent.CircuitOpened opened) {
        Double end = closedAt.remove(opened.component());
        spans.add(new Layer.Span(at, end == null ? (double) data.now().toEpochMilli() : end, tint));
      }
    }
    return spans;
  }

  private static double span(LiveData data) {
    var points = data.history().points();
    return points.size() < 2
        ? 1
        : (double) (points.getLast().at().toEpochMilli() - points.getFirst().at().toEpochMilli());
  }

  /** What is written at the line; empty for events that deserve none. */
  private static String word(EngineEvent event) {
    return switch (event) {
      case EngineEvent.KernelTrapped trapped -> "trap " + trapped.component();
      case EngineEvent.PathChanged changed -> changed.component() + " → " + changed.to().label();
      case EngineEvent.CircuitOpened opened -> opened.component() + " on Java";
      case EngineEvent.CircuitClosed closed -> closed.component() + " recovered";
      case EngineEvent.WasmUnavailable _ -> "no WASM";
      case EngineEvent.HealthChanged changed ->
          changed.component() + " " + changed.to().name().toLowerCase(Locale.ROOT);
      case EngineEvent.OperationFailed failed -> failed.component() + " failed";
      case EngineEvent.LoadRefused _ -> "load refused";
      case EngineEvent.MemoryRelieved _ -> "memory nearly full";
      case EngineEvent.OperationRetried retried ->
          retried.succeeded() ? "" : retried.component() + " gave up";
      case EngineEvent.MomentMarked marked -> marked.message();
      case EngineEvent.PathsMeasured _ -> "paths measured";
      case EngineEvent.PlanChanged changed -> changed.component() + " plan changed";
      case EngineEvent.SlowQuerySeen _, EngineEvent.DatasetLoaded _, EngineEvent.EventKept _ -> "";
    };
  }

  private static int colour(EngineEvent event, Palette palette) {
    return switch (event) {
      case EngineEvent.MomentMarked _ -> palette.argb("accent");
      case EngineEvent.CircuitClosed _ -> palette.argb("ok");
      case EngineEvent.HealthChanged changed ->
          palette.argb(changed.to() == HealthStatus.HEALTHY ? "ok" : "warn");
      case EngineEvent.PathChanged changed -> palette.argb(changed.to().isWasm() ? "wasm" : "java");
      case EngineEvent.KernelTrapped _,
          EngineEvent.CircuitOpened _,
          EngineEvent.WasmUnavailable _,
          EngineEvent.PathsMeasured _,
          EngineEvent.PlanChanged _,
          EngineEvent.SlowQuerySeen _,
          EngineEvent.DatasetLoaded _,
          EngineEvent.OperationRetried _,
          EngineEvent.MemoryRelieved _,
          EngineEvent.LoadRefused _,
          EngineEvent.OperationFailed _,
          EngineEvent.EventKept _ ->
          palette.argb(
              switch (event.severity()) {
                case INFO -> "fg-muted";
                case WARN -> "warn";
                case ERROR -> "err";
              });
    };
  }
}
