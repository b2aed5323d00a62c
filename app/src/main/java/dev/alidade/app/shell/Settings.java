package dev.alidade.app.shell;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServicesConfig;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/**
 * What the user may set, kept in the preferences at once. The theme and WASM follow at once;
 * workers and observability with the next start.
 */
public final class Settings {
  private static final String THEME = "theme";
  private static final String WASM = "wasm";
  private static final String WORKERS = "workers";
  private static final String OBSERVABILITY = "observability";
  private static final String OPEN_METRICS_PORT = "openMetricsPort";
  private static final String OTLP_RECEIVER = "otlpReceiver";
  private static final String LARGEST_LOAD = "largestLoadMegabytes";
  private static final String REDUCED_MOTION = "reducedMotion";

  private static final int LAST_PORT = 65_535;
  private static final long MEGABYTE = 1_000_000;

  private final ObjectProperty<Theme.Choice> theme;
  private final ObjectProperty<WasmMode> wasm;
  private final IntegerProperty workers;
  private final BooleanProperty observability;
  private final BooleanProperty reducedMotion;
  private final IntegerProperty openMetricsPort;
  private final StringProperty otlpReceiver;
  private final IntegerProperty largestLoad;

  /** Reads the preferences; where they say nothing, the defaults hold. */
  public Settings(Preferences preferences) {
    theme =
        new SimpleObjectProperty<>(
            named(Theme.Choice.values(), preferences.text(THEME).orElse(""), Theme.Choice.SYSTEM));
    wasm =
        new SimpleObjectProperty<>(
            named(WasmMode.values(), preferences.text(WASM).orElse(""), WasmMode.AUTO));
    int cores = Runtime.getRuntime().availableProcessors();
    workers =
        new SimpleIntegerProperty(
            Math.clamp((long) preferences.number(WORKERS, cores), 1, Math.max(1, cores)));
    observability = new SimpleBooleanProperty(preferences.flag(OBSERVABILITY, true));
    reducedMotion = new SimpleBooleanProperty(preferences.flag(REDUCED_MOTION, false));
    openMetricsPort =
        new SimpleIntegerProperty(
            Math.clamp((long) preferences.number(OPEN_METRICS_PORT, 0), 0, LAST_PORT));
    otlpReceiver = new SimpleStringProperty(preferences.text(OTLP_RECEIVER).orElse(""));
    largestLoad =
        new SimpleIntegerProperty(
            Math.clamp((long) preferences.number(LARGEST_LOAD, 0), 0, Integer.MAX_VALUE));
    kept(theme, choice -> preferences.put(THEME, choice.name()), preferences);
    kept(wasm, mode -> preferences.put(WASM, mode.name()), preferences);
    kept(workers, count -> preferences.put(WORKERS, count.doubleValue()), preferences);
    kept(observability, on -> preferences.put(OBSERVABILITY, on), preferences);
    kept(
        openMetricsPort,
        port -> preferences.put(OPEN_METRICS_PORT, port.doubleValue()),
        preferences);
    kept(otlpReceiver, address -> preferences.put(OTLP_RECEIVER, address), preferences);
    kept(largestLoad, size -> preferences.put(LARGEST_LOAD, size.doubleValue()), preferences);
    kept(reducedMotion, on -> preferences.put(REDUCED_MOTION, on), preferences);
  }

  public ObjectProperty<Theme.Choice> themeProperty() {
    return theme;
  }

  public ObjectProperty<WasmMode> wasmProperty() {
    return wasm;
  }

  /** Threads that kernels may use, from 1 to the number of cores. */
  public IntegerProperty workersProperty() {
    return workers;
  }

  public BooleanProperty observabilityProperty() {
    return observability;
  }

  /** Whether nothing moves on its own. */
  public BooleanProperty reducedMotionProperty() {
    return reducedMotion;
  }

  /** Where figures are served to this computer as OpenMetrics; 0, as at first, for nowhere. */
  public IntegerProperty openMetricsPortProperty() {
    return openMetricsPort;
  }

  /** Where figures are sent by OTLP; empty, as at first, for nowhere. */
  public StringProperty otlpReceiverProperty() {
    return otlpReceiver;
  }

  /** Megabytes above which a file is read as a stream; 0, as at first, for what does not fit. */
  public IntegerProperty largestLoadProperty() {
    return largestLoad;
  }

  /** Bytes that one file may take when it is loaded, where so many are free. */
  public long roomOf(long freeBytes) {
    return largestLoad.get() == 0 ? freeBytes : Math.min(freeBytes, largestLoad.get() * MEGABYTE);
  }

  /** Puts what concerns the engine into its configuration. */
  public WasmServicesConfig.Builder configure(WasmServicesConfig.Builder builder) {
    return builder.wasm(wasm.get()).workers(workers.get()).observability(observability.get());
  }

  private static <T> void kept(
      ObservableValue<T> value, Consumer<T> keep, Preferences preferences) {
    value.addListener(
        (observed, was, is) -> {
          keep.accept(is);
          preferences.save();
        });
  }

  private static <E extends Enum<E>> E named(E[] all, String name, E otherwise) {
    for (E one : all) {
      if (one.name().equals(name.toUpperCase(Locale.ROOT))) {
        return one;
      }
    }
    return otherwise;
  }
}
