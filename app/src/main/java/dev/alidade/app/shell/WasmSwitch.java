package dev.alidade.app.shell;

import dev.alidade.engine.EngineException;
import dev.alidade.engine.WasmMode;
import dev.alidade.engine.module.ModuleRegistry;
import javafx.beans.value.ChangeListener;

/**
 * Lets the engine follow the setting of WASM while it runs. Where the engine refuses, for example
 * because the environment switched it off, the setting goes back. JavaFX thread.
 */
public final class WasmSwitch implements AutoCloseable {
  private final Settings settings;
  private final ModuleRegistry registry;
  private final Notices notices;
  private boolean goingBack;
  private final ChangeListener<WasmMode> onChange = (observed, was, is) -> apply(was, is);

  /** Follows from now on, until closed. */
  public WasmSwitch(Settings settings, ModuleRegistry registry, Notices notices) {
    this.settings = settings;
    this.registry = registry;
    this.notices = notices;
    settings.wasmProperty().addListener(onChange);
  }

  @Override
  public void close() {
    settings.wasmProperty().removeListener(onChange);
  }

  private void apply(WasmMode was, WasmMode wanted) {
    if (goingBack || registry.mode() == wanted) {
      return;
    }
    try {
      registry.setMode(wanted);
    } catch (EngineException e) {
      notices.error("Switch WASM", e);
      goingBack = true;
      settings.wasmProperty().set(was);
      goingBack = false;
    }
  }
}
