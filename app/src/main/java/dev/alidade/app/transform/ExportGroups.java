package dev.alidade.app.transform;

import dev.alidade.app.datasets.ExportChooser;
import dev.alidade.app.shell.Workbench;
import javafx.stage.Window;

/** Asks where the groups of an aggregate go, and writes them there. */
final class ExportGroups {
  private ExportGroups() {}

  static void ask(AggregateViewModel model, Workbench bench, Window window) {
    model
        .resultProperty()
        .get()
        .flatMap(result -> ExportChooser.ask(window, result.data().name()))
        .ifPresent(target -> model.export(target.file(), target.options(), bench.notices()::info));
  }
}
