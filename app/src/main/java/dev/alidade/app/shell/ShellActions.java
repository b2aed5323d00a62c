package dev.alidade.app.shell;

import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.sql.DatabaseSchema;
import dev.alidade.engine.sql.SqlException.DatabaseUnreadable;
import dev.alidade.engine.sql.SqliteDatabase;
import dev.alidade.engine.vector.CollectionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kordamp.ikonli.feather.Feather;

/** What the command palette offers: panels, their actions, data, files, the window's own. */
final class ShellActions {
  /** A database that nobody can ask any more. */
  private static final String CLOSED = "SQL-107";

  private final Panels panels;
  private final Workbench bench;
  private final ShellViewModel model;
  private final List<Sample> samples;
  private final List<PaletteAction> ofTheWindow;
  private List<PaletteAction> tables = List.of();

  ShellActions(
      Panels panels,
      Workbench bench,
      ShellViewModel model,
      List<Sample> samples,
      List<PaletteAction> ofTheWindow) {
    this.panels = panels;
    this.bench = bench;
    this.model = model;
    this.samples = samples;
    this.ofTheWindow = ofTheWindow;
    bench.engine().sqlite().onChange(() -> bench.fx().later(this::readTables));
  }

  List<PaletteAction> all() {
    List<PaletteAction> all = new ArrayList<>();
    PanelId current = model.panelProperty().get();
    panels.at(current).ifPresent(panel -> all.addAll(panel.actions()));
    all.add(
        new PaletteAction(
            "Open file…", "Alidade", Feather.FOLDER, "Ctrl+O", bench.navigation()::chooseFiles));
    all.add(
        new PaletteAction(
            "Open file with options…",
            "Alidade",
            Feather.SLIDERS,
            "Ctrl+Shift+O",
            bench.navigation()::chooseFileWithOptions));
    all.add(
        PaletteAction.of(
            "New workspace…",
            "Alidade",
            Feather.FILE_PLUS,
            bench.navigation()::chooseNewWorkspace));
    all.add(
        PaletteAction.of(
            "Open workspace…", "Alidade", Feather.HARD_DRIVE, bench.navigation()::chooseWorkspace));
    for (PanelId id : PanelId.values()) {
      all.add(
          new PaletteAction(
              "Show " + id.title(),
              "Panel",
              id.icon(),
              id.keys(),
              () -> bench.navigation().show(id)));
    }
    addData(all);
    panels.all().stream()
        .filter(panel -> panel.id() != current)
        .forEach(panel -> all.addAll(panel.actions()));
    for (Sample sample : samples) {
      all.add(
          PaletteAction.of(
              "Open the sample " + sample.title(),
              "Sample",
              Feather.GIFT,
              () -> bench.navigation().openFiles(List.of(sample.file()))));
    }
    for (Theme.Choice choice : Theme.Choice.values()) {
      String word = choice.name().charAt(0) + choice.name().substring(1).toLowerCase(Locale.ROOT);
      all.add(
          PaletteAction.of(
              "Theme: " + word,
              "Settings",
              Feather.SUN,
              () -> bench.settings().themeProperty().set(choice)));
    }
    all.add(
        new PaletteAction(
            "Open settings",
            "Settings",
            Feather.SETTINGS,
            "Ctrl+,",
            () -> model.settingsOpenProperty().set(true)));
    all.addAll(ofTheWindow);
    return all;
  }

  private void addData(List<PaletteAction> all) {
    for (Dataset set : bench.engine().datasets().list()) {
      String name = set.name();
      all.add(action(name, "Data set", new Intent.ShowDataset(name)));
      all.add(action("Transform " + name, "Data set", new Intent.TransformDataset(name)));
    }
    for (CollectionInfo collection : bench.engine().vectorSearch().collections()) {
      all.add(
          action(
              "Search " + collection.name(),
              "Collection",
              new Intent.SearchCollection(collection.name())));
    }
    all.addAll(tables);
  }

  /** Reads the tables of the open databases in the background. */
  private void readTables() {
    bench
        .tasks()
        .task("Read tables", progress -> tablesNow())
        .quietly()
        .replacing(this)
        .onDone(read -> tables = read)
        .start();
  }

  private List<PaletteAction> tablesNow() {
    List<PaletteAction> read = new ArrayList<>();
    for (SqliteDatabase database : bench.engine().sqlite().databases()) {
      try {
        read.addAll(tablesOf(database));
      } catch (DatabaseUnreadable e) {
        if (!e.code().equals(CLOSED)) {
          throw e;
        } // else it was closed while those before it were read, and has nothing to offer
      }
    }
    return List.copyOf(read);
  }

  private List<PaletteAction> tablesOf(SqliteDatabase database) {
    List<PaletteAction> read = new ArrayList<>();
    for (DatabaseSchema.Table table : database.schema().tables()) {
      String quoted = "\"" + table.name().replace("\"", "\"\"") + "\"";
      read.add(
          action(
              "Query " + table.name(),
              "Table of " + database.name(),
              new Intent.EditQuery("SELECT * FROM " + quoted)));
    }
    return read;
  }

  private PaletteAction action(String title, String group, Intent intent) {
    return PaletteAction.of(
        title, group, intent.panel().icon(), () -> bench.navigation().go(intent));
  }
}
