package dev.alidade.app.sql;

import dev.alidade.app.shell.Preferences;

/** The parts of the SQL panel's state. */
final class SqlViewModel {
  private final DatabasesViewModel databases;
  private final ScriptsViewModel scripts;
  private final RunViewModel runs;
  private final AdviceViewModel advice;
  private final ComparisonViewModel comparison;
  private final ExportViewModel export;
  private final BytecodeViewModel bytecode;
  private final LaterFiltersViewModel laterFilters;
  private final StorageViewModel storage;

  SqlViewModel(SqlContext context, Preferences preferences) {
    databases = new DatabasesViewModel(context);
    scripts = new ScriptsViewModel(context, databases, preferences);
    runs = new RunViewModel(context, databases, scripts);
    advice = new AdviceViewModel(context, databases, runs);
    comparison = new ComparisonViewModel(context, databases, runs);
    export = new ExportViewModel(context, databases, runs);
    bytecode = new BytecodeViewModel(context, databases, runs);
    laterFilters = new LaterFiltersViewModel(context, databases, runs);
    storage = new StorageViewModel(context, databases);
  }

  DatabasesViewModel databases() {
    return databases;
  }

  ScriptsViewModel scripts() {
    return scripts;
  }

  RunViewModel runs() {
    return runs;
  }

  ResultViewModel result() {
    return runs.result();
  }

  AdviceViewModel advice() {
    return advice;
  }

  ComparisonViewModel comparison() {
    return comparison;
  }

  ExportViewModel export() {
    return export;
  }

  BytecodeViewModel bytecode() {
    return bytecode;
  }

  LaterFiltersViewModel laterFilters() {
    return laterFilters;
  }

  StorageViewModel storage() {
    return storage;
  }
}
