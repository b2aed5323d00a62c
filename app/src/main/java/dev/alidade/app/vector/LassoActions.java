package dev.alidade.app.vector;

import dev.alidade.app.chart.PngFile;
import dev.alidade.app.format.Figures;
import dev.alidade.app.fx.BackgroundTasks;
import dev.alidade.app.shell.Notices;
import dev.alidade.engine.WasmServices;
import dev.alidade.engine.dataset.Dataset;
import dev.alidade.engine.vector.CollectionInfo;
import dev.alidade.engine.vector.VectorDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is done with the map: its chosen documents become a data set or a file, it a picture. */
final class LassoActions {
  private final WasmServices engine;
  private final BackgroundTasks tasks;
  private final Notices notices;
  private final VectorViewModel search;

  LassoActions(
      WasmServices engine, BackgroundTasks tasks, Notices notices, VectorViewModel search) {
    this.engine = engine;
    this.tasks = tasks;
    this.notices = notices;
    this.search = search;
  }

  /** Ids inside the lasso, in the order of the map. */
  List<String> ids() {
    Projection map = search.map().projection().get();
    return map == null
        ? List.of()
        : Arrays.stream(search.map().lassoed().get()).mapToObj(map.ids()::get).toList();
  }

  /** Makes a data set of the documents inside: id, content and metadata as columns. */
  void useAsDataset(Consumer<Dataset> made) {
    CollectionInfo info = search.collection().get();
    List<String> ids = ids();
    if (info == null || ids.isEmpty()) {
      return;
    }
    tasks
        .task(
            "Make a data set of " + Figures.counted(ids.size(), "document"),
            progress ->
                engine
                    .datasets()
                    .fromRows(
                        freeName(info.name() + " lasso"),
                        rows(engine.vectorSearch().collection(info.name()).documents(ids))))
        .onDone(made)
        .start();
  }

  private String freeName(String wanted) {
    List<String> taken = engine.datasets().list().stream().map(Dataset::name).toList();
    String name = wanted;
    for (int i = 2; taken.contains(name); i++) {
      name = wanted + " " + i;
    }
    return name;
  }

  private static List<Map<String, @Nullable Object>> rows(List<VectorDocument> documents) {
    Set<String> fields =
        new java.util.LinkedHashSet<>(
            documents.stream().flatMap(one -> one.metadata().keySet().stream()).toList());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>(documents.size());
    for (VectorDocument document : documents) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("id", document.id());
      row.put("content", document.content());
      fields.forEach(field -> row.putIfAbsent(field, document.metadata().get(field)));
      rows.add(row);
    }
    return rows;
  }

  /** Writes the ids inside, one a line. */
  void exportIds(Path file) {
    List<String> ids = ids();
    tasks
        .task("Write " + file.getFileName(), progress -> Files.write(file, ids))
        .onDone(
            written ->
                notices.info(
                    "Wrote %s to %s."
                        .formatted(Figures.counted(ids.size(), "id"), written.getFileName())))
        .start();
  }

  /** Writes a picture as PNG. */
  void writePicture(Path file, int width, int height, int[] argb) {
    tasks
        .task(
            "Write " + file.getFileName(),
            progress -> {
              PngFile.write(file, width, height, argb);
              return file;
            })
        .onDone(done -> notices.info("Wrote the picture to " + done.getFileName() + "."))
        .start();
  }
}
