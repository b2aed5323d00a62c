package dev.alidade.app.modules;

import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.shell.Notices;
import dev.alidade.app.shell.Settings;
import dev.alidade.app.shell.Workbench;
import dev.alidade.engine.EngineException;
import dev.alidade.engine.WasmCapabilities;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.module.KernelInfo;
import dev.alidade.engine.module.ModuleInfo;
import dev.alidade.engine.module.ModuleRegistry;
import dev.alidade.engine.module.PathPreference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** State of the Modules panel: a snapshot of the registry, a search text and a selection. */
final class ModulesViewModel {
  private final ModuleRegistry registry;
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final Settings settings;
  private final Clock clock;

  private final StringProperty search = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<ModuleInfo>> modules =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ObjectProperty<@Nullable String> selectedName = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(Page.EMPTY);
  private final ObjectProperty<WasmMode> mode = new SimpleObjectProperty<>(WasmMode.AUTO);
  private Optional<Snapshot> taken = Optional.empty();

  /**
   * What the view shows of one module, changed as a whole.
   *
   * @param measured when paths were measured, as a user reads it
   */
  record Page(
      Optional<ModuleInfo> module, Optional<WasmCapabilities> capabilities, String measured) {
    static final Page EMPTY = new Page(Optional.empty(), Optional.empty(), "");
  }

  ModulesViewModel(Workbench bench) {
    engine = bench.engine();
    registry = engine.modules();
    tasks = bench.tasks();
    notices = bench.notices();
    settings = bench.settings();
    clock = bench.clock();
    mode.set(registry.mode());
    mode.addListener((observed, was, is) -> switchTo(is));
    search.addListener((observed, was, is) -> filter());
    selectedName.addListener((observed, was, is) -> turnPage());
  }

  StringProperty search() {
    return search;
  }

  /** The modules whose name, or a kernel's name, holds the search text. */
  ReadOnlyObjectProperty<List<ModuleInfo>> modules() {
    return modules.getReadOnlyProperty();
  }

  ObjectProperty<@Nullable String> selectedName() {
    return selectedName;
  }

  ReadOnlyObjectProperty<Page> page() {
    return page.getReadOnlyProperty();
  }

  ObjectProperty<WasmMode> mode() {
    return mode;
  }

  /** Takes a new snapshot in the background. */
  void refresh() {
    tasks
        .task(
            "Look at modules",
            progress -> new Snapshot(registry.list(), engine.capabilities(), registry.measuredAt()))
        .quietly()
        .replacing(this)
        .onDone(this::show)
        .start();
  }

  void prefer(KernelInfo kernel, PathPreference preference) {
    if (kernel.preference() != preference) {
      registry.prefer(kernel.id(), preference);
      refresh();
    }
  }

  void measurePaths() {
    tasks
        .task(
            "Measure paths",
            progress -> {
              registry.measurePaths(progress);
              return registry.list().stream().mapToInt(module -> module.kernels().size()).sum();
            })
        .onDone(
            kernels -> {
              notices.info("Measured " + kernels + " kernels on this computer.");
              refresh();
            })
        .start();
  }

  void testCapabilities() {
    tasks
        .task("Test capabilities", progress -> registry.testCapabilities())
        .onDone(
            found -> {
              long yes = found.entries().stream().filter(e -> e.supported()).count();
              notices.info(yes + " of " + found.entries().size() + " capabilities work here.");
              refresh();
            })
        .start();
  }

  void probe(ModuleInfo module) {
    tasks
        .task("Probe " + module.name(), progress -> registry.probe(module.name()))
        .onDone(
            works -> {
              if (works) {
                notices.info(module.name() + " works again.");
              } else {
                notices.warn(
                    module.name() + " failed its probe.", "Its Java twins keep answering.");
              }
              refresh();
            })
        .start();
  }

  /** Calls of all kernels of a module. */
  static long calls(ModuleInfo module) {
    return module.kernels().stream().mapToLong(KernelInfo::calls).sum();
  }

  /** The measurement that a row of the kernel table shows: the one of the largest size. */
  static Optional<KernelInfo.Measurement> shownMeasurement(KernelInfo kernel) {
    return kernel.measurements().isEmpty()
        ? Optional.empty()
        : Optional.of(kernel.measurements().getLast());
  }

  private void switchTo(WasmMode wanted) {
    if (registry.mode() == wanted) {
      return;
    }
    try {
      registry.setMode(wanted);
      settings.wasmProperty().set(wanted);
    } catch (EngineException e) {
      notices.error("Switch WASM", e);
      mode.set(registry.mode());
    }
    refresh();
  }

  private void show(Snapshot snapshot) {
    taken = Optional.of(snapshot);
    mode.set(registry.mode());
    filter();
  }

  private void filter() {
    String wanted = search.get().strip().toLowerCase(Locale.ROOT);
    modules.set(
        taken.map(Snapshot::modules).orElse(List.of()).stream()
            .filter(
                module ->
                    module.name().contains(wanted)
                        || module.kernels().stream().anyMatch(k -> k.id().contains(wanted)))
            .toList());
    if (selectedName.get() == null && !modules.get().isEmpty()) {
      selectedName.set(modules.get().getFirst().name());
    } else {
      turnPage();
    }
  }

  private void turnPage() {
    String name = selectedName.get();
    taken.ifPresent(
        now ->
            page.set(
                new Page(
                    now.modules().stream().filter(m -> m.name().equals(name)).findFirst(),
                    Optional.of(now.capabilities()),
                    now.measuredAt()
                        .map(at -> "measured " + Figures.ago(Duration.between(at, clock.instant())))
                        .orElse("not measured yet"))));
  }

  private record Snapshot(
      List<ModuleInfo> modules, WasmCapabilities capabilities, Optional<Instant> measuredAt) {}
}
