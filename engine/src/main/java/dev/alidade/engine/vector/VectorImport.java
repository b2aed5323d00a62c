package dev.alidade.engine.vector;

import dev.alidade.engine.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings the vectors of a file into a collection, batch by batch. */
final class VectorImport {
  private static final int BATCH = 2_000;

  private VectorImport() {}

  /** The reader for a file by the end of its name. */
  static VectorSource open(Path file) {
    requireFile(file);
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".npy")) {
        return NpySource.open(file);
      }
      if (name.endsWith(".fvecs") || name.endsWith(".ivecs")) {
        return VecsSource.open(file, name.endsWith(".ivecs"));
      }
      if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
        return NdjsonSource.open(file);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    throw VectorException.FileUnreadable.of(
        "VEC-403",
        file,
        "it is no file of vectors",
        "Choose a .npy, .fvecs or .ivecs file, or the .ndjson of a collection; load Parquet, CSV"
            + " and JSON as a data set.",
        null);
  }

  /** Refuses what is not there, is a folder or has nothing in it. */
  static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw VectorException.FileUnreadable.of(
          "VEC-401", file, "it is a folder", "Choose a file in it.", null);
    }
    if (!Files.exists(file)) {
      throw VectorException.FileUnreadable.of(
          "VEC-401", file, "it is not there", "Choose another file.", null);
    }
    try {
      if (Files.size(file) == 0) {
        throw VectorException.FileUnreadable.of(
            "VEC-402", file, "it is empty", "Write or download it again.", null);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static VectorException.FileUnreadable unreadable(Path file, IOException e) {
    return VectorException.FileUnreadable.of(
        "VEC-401",
        file,
        "reading failed: " + e.getMessage(),
        "Check that the file is there and may be read.",
        e);
  }

  static void fill(StoredCollection collection, Path file, VectorSource source, Progress progress) {
    List<VectorDocument> batch = new ArrayList<>(BATCH);
    long done = 0;
    try {
      for (Optional<VectorDocument> next = source.next(); next.isPresent(); next = source.next()) {
        batch.add(next.get());
        if (batch.size() == BATCH) {
          done += written(collection, batch, progress);
          report(done, source, progress);
        }
      }
      done += written(collection, batch, progress);
      progress.report(1, "%,d vectors".formatted(done));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static int written(
      StoredCollection collection, List<VectorDocument> batch, Progress progress) {
    progress.check("importing vectors");
    collection.put(batch, progress);
    int count = batch.size();
    batch.clear();
    return count;
  }

  private static void report(long done, VectorSource source, Progress progress) {
    source
        .count()
        .ifPresentOrElse(
            all ->
                progress.report(
                    (double) done / Math.max(1, all), "%,d of %,d vectors".formatted(done, all)),
            () -> progress.report(-1, "%,d vectors".formatted(done)));
  }
}
