package dev.alidade.app;

import dev.alidade.app.datasets.DatasetsPanel;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.FirstFrames;
import dev.alidade.app.fx.FrameWork;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.fx.FxStallMeter;
import dev.alidade.app.fx.Polling;
import dev.alidade.app.modules.ModulesPanel;
import dev.alidade.app.performance.PerformancePanel;
import dev.alidade.app.shell.ExportSwitch;
import dev.alidade.app.shell.Notices;
import dev.alidade.app.shell.Panel;
import dev.alidade.app.shell.PanelId;
import dev.alidade.app.shell.Panels;
import dev.alidade.app.shell.Preferences;
import dev.alidade.app.shell.Samples;
import dev.alidade.app.shell.Settings;
import dev.alidade.app.shell.Shell;
import dev.alidade.app.shell.ShellNavigation;
import dev.alidade.app.shell.ShellViewModel;
import dev.alidade.app.shell.Theme;
import dev.alidade.app.shell.WasmSwitch;
import dev.alidade.app.shell.Workbench;
import dev.alidade.app.sql.SqlPanel;
import dev.alidade.app.transform.TransformPanel;
import dev.alidade.app.vector.VectorPanel;
import dev.alidade.engine.WasmServices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Wires the workbench around one engine, by hand, and takes it apart again. JavaFX thread.
 *
 * <p>A panel is made here and nowhere else: add it to {@link #PANELS}.
 */
public final class Composition implements AutoCloseable {
  /** Building the window and its first layout hold up nobody: there is no window before them. */
  private static final int FRAMES_TO_OPEN = 5;

  private static final Duration OPENING = Duration.ofMinutes(1);

  /** The first use of each part loads its classes; that says nothing about how the window works. */
  private static final Duration STARTING = Duration.ofSeconds(15);

  private static final Map<PanelId, Function<Workbench, ? extends Panel>> PANELS =
      Map.of(
          PanelId.DATASETS, DatasetsPanel::new,
          PanelId.VECTOR, VectorPanel::new,
          PanelId.SQL, SqlPanel::new,
          PanelId.TRANSFORMS, TransformPanel::new,
          PanelId.PERFORMANCE, PerformancePanel::new,
          PanelId.MODULES, ModulesPanel::new);

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Polling polling;
  private final FxStallMeter stalls;
  private final Workbench bench;
  private final WasmSwitch wasm;
  private final ExportSwitch export;
  private final Shell shell;

  /**
   * @param engine closed with this composition
   * @param openWorkspace replaces this composition by one on another workspace
   */
  public Composition(
      WasmServices engine,
      Theme theme,
      Preferences preferences,
      Settings settings,
      Consumer<Path> openWorkspace) {
    this.engine = engine;
    FxPublisher fx = FxPublisher.onPlatform();
    Notices notices = new Notices();
    tasks = BackgroundTasks.pooled(fx, f -> notices.error(f.title(), f.cause()));
    polling = Polling.timed(fx);
    stalls = FxStallMeter.start(fx, () -> tasks.busy() || FrameWork.busy());
    stalls.restart(OPENING);
    FirstFrames.after(FRAMES_TO_OPEN, () -> stalls.restart(STARTING));
    ShellNavigation navigation =
        new ShellNavigation(engine, tasks, notices, settings, openWorkspace);
    bench =
        new Workbench(
            engine,
            fx,
            tasks,
            polling,
            notices,
            navigation,
            theme,
            preferences,
            settings,
            Clock.system(ZoneId.systemDefault()));
    engine.observability().addCheck(new WindowCheck(stalls));
    export = new ExportSwitch(settings, engine.observability().exporters(), notices);
    wasm = new WasmSwitch(settings, engine.modules(), notices);
    shell =
        new Shell(
            new ShellViewModel(preferences),
            bench,
            new Panels(bench, PANELS),
            navigation,
            Samples.installed());
  }

  /** What panels are given. */
  public Workbench bench() {
    return bench;
  }

  /** The window's content. */
  public Shell shell() {
    return shell;
  }

  /** How long the JavaFX thread did not answer. */
  public FxStallMeter stalls() {
    return stalls;
  }

  /** Stops timers, waits until cancelled tasks have ended, then closes the engine. */
  @Override
  public void close() {
    shell.stop();
    wasm.close();
    export.close();
    stalls.close();
    polling.close();
    tasks.close();
    engine.close();
  }
}
