package dev.alidade.app.vector;

import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.fx.Work;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.vector.Metric;
import dev.alidade.engine.vector.VectorCollection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * A file that a collection is made of: vectors alone, an exported collection, or a table of a
 * SQLite file with BLOBs.
 */
final class VectorFile {
  private static final String EXPORTED = ".ndjson";

  /** Endings of files that are imported whole: vectors alone, or an exported collection. */
  private static final List<String> WHOLE = List.of(".npy", ".fvecs", ".ivecs", EXPORTED);

  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final ObjectProperty<@Nullable Path> file = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<List<String>> tables = new ReadOnlyObjectWrapper<>(List.of());
  private final ObjectProperty<@Nullable String> table = new SimpleObjectProperty<>();

  VectorFile(WasmServices engine, BackgroundTasks tasks) {
    this.engine = engine;
    this.tasks = tasks;
    file.addListener((observed, was, is) -> readTables(is));
  }

  ObjectProperty<@Nullable Path> file() {
    return file;
  }

  /** Tables of a SQLite file; none of another file. */
  ReadOnlyObjectProperty<List<String>> tables() {
    return tables.getReadOnlyProperty();
  }

  ObjectProperty<@Nullable String> table() {
    return table;
  }

  boolean ready() {
    Path chosen = file.get();
    return chosen != null && (isWhole(chosen) || table.get() != null);
  }

  /** A name for the collection: the file's, and the table's where there is one. */
  String name() {
    Path chosen = file.get();
    if (chosen == null) {
      return "";
    }
    String whole = String.valueOf(chosen.getFileName());
    int dot = whole.lastIndexOf('.');
    String stem = dot > 0 ? whole.substring(0, dot) : whole;
    return table.get() == null ? stem : stem + "." + table.get();
  }

  /** What will be read, and how. */
  String hint() {
    Path chosen = file.get();
    if (chosen == null) {
      return "Choose a file of vectors (.npy, .fvecs, .ivecs), a collection that was exported"
          + " (.ndjson), or a SQLite file with vectors in BLOBs.";
    }
    if (!isWhole(chosen)) {
      return "The column of BLOBs that is named like an embedding, otherwise the first, holds the"
          + " vectors, 32-bit floats in little-endian order. A column id names the documents, one"
          + " named like a text is what hits show, the rest is metadata.";
    }
    return lowerName(chosen).endsWith(EXPORTED)
        ? "The documents come back as the export of a collection wrote them."
        : "Each vector becomes a document; its id is its row number from 1.";
  }

  /** The work of making a collection of what is chosen now. */
  Work<VectorCollection> creation(String name, Metric metric) {
    Path chosen = file.get();
    String from = table.get();
    if (chosen == null) {
      throw new IllegalStateException("no file is chosen");
    }
    return progress ->
        from == null
            ? engine.vectorSearch().importVectors(name, chosen, metric, progress)
            : engine
                .vectorSearch()
                .importBlobs(
                    name,
                    chosen,
                    "SELECT * FROM \"" + from.replace("\"", "\"\"") + "\"",
                    metric,
                    progress);
  }

  private static boolean isWhole(Path file) {
    return WHOLE.stream().anyMatch(lowerName(file)::endsWith);
  }

  private static String lowerName(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private void readTables(@Nullable Path chosen) {
    tables.set(List.of());
    table.set(null);
    if (chosen != null && !isWhole(chosen)) {
      tasks
          .task(
              "List tables of " + chosen.getFileName(),
              progress -> engine.datasets().tablesOf(chosen))
          .quietly()
          .replacing(tables)
          .onDone(
              found -> {
                tables.set(found);
                table.set(found.isEmpty() ? null : found.getFirst());
              })
          .start();
    }
  }

  /** Patterns of a file dialog. */
  static List<String> patterns() {
    return Stream.concat(WHOLE.stream(), Stream.of(".sqlite", ".sqlite3", ".db"))
        .map(ending -> "*" + ending)
        .toList();
  }
}
