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
  private static final long BATCH_BYTES = 8L << 20;
  private static final int LEAST_BATCH = 500;
  private static final int MOST_BATCH = 5_000;

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
    int most = batchSize(source.dimensions());
    long all =
        collection.fill(
            () -> batch(file, source, most), progress, done -> report(done, source, progress));
    progress.report(1, "%,d vectors".formatted(all));
  }

  /** Documents of one commit: few commits, but no more memory than a batch of long vectors. */
  static int batchSize(int dimensions) {
    return Math.clamp(BATCH_BYTES / ((long) dimensions * Float.BYTES), LEAST_BATCH, MOST_BATCH);
  }

  private static Optional<List<VectorDocument>> batch(Path file, VectorSource source, int most) {
    List<VectorDocument> batch = new ArrayList<>(most);
    try {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        batch.add(next.get());
        if (batch.size() == most) {
          break;
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return batch.isEmpty() ? Optional.empty() : Optional.of(batch);
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
