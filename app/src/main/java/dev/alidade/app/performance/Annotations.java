package dev.alidade.app.performance;

import dev.alidade.app.chart.Layer;
import dev.alidade.app.chart.Palette;
import dev.alidade.engine.telemetry.EngineEvent;
import dev.alidade.engine.telemetry.HealthStatus;
import java.util.ArrayList;
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

  /** A line for each event that changes how calls run. */
  static List<Layer> moments(LiveData data, Palette palette, boolean withWords) {
    List<Layer> lines = new ArrayList<>();
    double span = span(data);
    double last = Double.POSITIVE_INFINITY;
    double lastWords = Double.POSITIVE_INFINITY;
    for (EngineEvent event : data.events()) {
      String word = word(event);
      if (word.isEmpty() || lines.size() == LINES) {
        continue;
      }
      double at = (double) event.at().toEpochMilli();
      if (last - at < span * LINES_APART) {
        continue;
      }
      last = at;
      boolean room = withWords && lastWords - at > span * WORDS_APART;
      lastWords = room ? at : lastWords;
      lines.add(new Layer.Moment(at, room ? word : "", colour(event, palette)));
    }
    return lines;
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
      case EngineEvent.MomentMarked marked -> marked.message();
      case EngineEvent.PathsMeasured _ -> "paths measured";
      case EngineEvent.SlowQuerySeen _, EngineEvent.DatasetLoaded _ -> "";
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
          EngineEvent.SlowQuerySeen _,
          EngineEvent.DatasetLoaded _,
          EngineEvent.OperationFailed _ ->
          palette.argb(
              switch (event.severity()) {
                case INFO -> "fg-muted";
                case WARN -> "warn";
                case ERROR -> "err";
              });
    };
  }
}
