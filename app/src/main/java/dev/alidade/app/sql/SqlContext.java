package dev.alidade.app.sql;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.FxPublisher;
import dev.alidade.app.shell.Notices;
import dev.alidade.engine.WasmServices;

/** What the parts of the panel work with. */
record SqlContext(WasmServices engine, BackgroundTasks tasks, FxPublisher fx, Notices notices) {}
