package dev.alidade.app.datasets;

/** What can be asked for a data set by name. */
interface DatasetActions {
  void transform(String name);

  void searchByMeaning(String name);

  void export(String name);

  void exportRejects();

  void remove(String name);
}
