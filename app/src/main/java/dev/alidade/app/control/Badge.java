package dev.alidade.app.control;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.telemetry.HealthStatus;
import dev.alidade.engine.telemetry.Severity;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** A small coloured word; an icon goes with each colour that means something. JavaFX thread. */
public final class Badge extends Label {
  /** What a badge's colour means. */
  public enum Kind {
    WASM("wasm"),
    JAVA("java"),
    OK("ok"),
    WARNING("warn"),
    ERROR("err"),
    ACCENT("accent"),
    NEUTRAL("neutral");

    private final String styleClass;

    Kind(String styleClass) {
      this.styleClass = styleClass;
    }

    /** Its style class, shared by dots and bars. */
    public String styleClass() {
      return styleClass;
    }
  }

  /** A neutral badge without text. */
  public Badge() {
    getStyleClass().setAll("label", "al-badge");
    setMinWidth(USE_PREF_SIZE);
  }

  /** A badge with an icon, or null for none. */
  public Badge(String word, Kind kind, @Nullable Ikon icon) {
    this();
    show(word, kind, icon);
  }

  /** Changes all of it. */
  public void show(String word, Kind kind, @Nullable Ikon icon) {
    setText(word);
    getStyleClass().setAll("label", "al-badge", kind.styleClass());
    setGraphic(icon == null ? null : Icons.of(icon));
  }

  /** Shows what did the work. */
  public void show(ExecutionPath path) {
    show(path.label(), kindOf(path), iconOf(path));
  }

  /** Shows a state. */
  public void show(HealthStatus status) {
    show(wordOf(status), kindOf(status), iconOf(status));
  }

  /** A grey word. */
  public static Badge neutral(String word) {
    return new Badge(word, Kind.NEUTRAL, null);
  }

  /** What did the work. */
  public static Badge of(ExecutionPath path) {
    return new Badge(path.label(), kindOf(path), iconOf(path));
  }

  /** A state. */
  public static Badge of(HealthStatus status) {
    return new Badge(wordOf(status), kindOf(status), iconOf(status));
  }

  /** The meaning of a path's colour. */
  public static Kind kindOf(ExecutionPath path) {
    return switch (path) {
      case WASM_SIMD, WASM_SCALAR -> Kind.WASM;
      case JAVA -> Kind.JAVA;
      case SQLITE, ONNX -> Kind.NEUTRAL;
    };
  }

  /** The meaning of a state's colour. */
  public static Kind kindOf(HealthStatus status) {
    return switch (status) {
      case HEALTHY -> Kind.OK;
      case DEGRADED -> Kind.WARNING;
      case UNHEALTHY -> Kind.ERROR;
    };
  }

  /** The meaning of a severity's colour. */
  public static Kind kindOf(Severity severity) {
    return switch (severity) {
      case INFO -> Kind.ACCENT;
      case WARN -> Kind.WARNING;
      case ERROR -> Kind.ERROR;
    };
  }

  /** The word for a state. */
  public static String wordOf(HealthStatus status) {
    return switch (status) {
      case HEALTHY -> "healthy";
      case DEGRADED -> "degraded";
      case UNHEALTHY -> "unhealthy";
    };
  }

  private static @Nullable Ikon iconOf(ExecutionPath path) {
    return switch (path) {
      case WASM_SIMD, WASM_SCALAR -> Feather.ZAP;
      case JAVA -> Feather.CPU;
      case SQLITE, ONNX -> null;
    };
  }

  private static Ikon iconOf(HealthStatus status) {
    return switch (status) {
      case HEALTHY -> Feather.CHECK;
      case DEGRADED, UNHEALTHY -> Feather.ALERT_TRIANGLE;
    };
  }
}
