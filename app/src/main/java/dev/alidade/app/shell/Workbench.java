package dev.alidade.app.shell;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.fx.Polling;
import dev.alidade.engine.WasmServices;
import java.time.Clock;

/**
 * What a panel is given to work with.
 *
 * @param engine the services; slow calls belong into {@code tasks}
 * @param fx the way onto the JavaFX thread
 * @param tasks work in the background
 * @param polling snapshots pulled on a timer while a panel shows
 * @param notices cards that tell without being asked
 * @param navigation the way to other panels
 * @param theme light or dark, and the palette of charts
 * @param preferences what is remembered between starts
 * @param settings what the user may set
 * @param clock the time
 */
public record Workbench(
    WasmServices engine,
    FxPublisher fx,
    BackgroundTasks tasks,
    Polling polling,
    Notices notices,
    Navigation navigation,
    Theme theme,
    Preferences preferences,
    Settings settings,
    Clock clock) {}
