package dev.alidade.app.datasets;

/** What can be asked for a data set by name. */
interface DatasetActions {
  void transform(String name);

  void searchByMeaning(String name);

  void export(String name);

  void exportRejects();

  /** Asks how the file of a data set, or of a stream, is to be read, and reads it again so. */
  void reload(String name);

  void reloadSelected();

  void remove(String name);
}
