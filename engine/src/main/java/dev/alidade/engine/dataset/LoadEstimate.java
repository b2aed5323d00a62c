package dev.alidade.engine.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whether a file would fit into memory, guessed from its size and kind before it is read.
 *
 * @param fileBytes of the file
 * @param neededBytes of its columns, about; for text as much as the text
 * @param freeBytes that one data set may take now
 */
public record LoadEstimate(long fileBytes, long neededBytes, long freeBytes) {
  /** What text of tables packs to, at most in practice. */
  private static final int PACKED_TEXT = 6;

  /** Parquet keeps each column packed and coded. */
  private static final int PACKED_COLUMNS = 4;

  /**
   * Looks at a file's size and at the end of its name.
   *
   * @throws IOException when there is no such file
   */
  public static LoadEstimate of(Path file, long freeBytes) throws IOException {
    long bytes = Files.size(file);
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int factor = 1;
    if (List.of(".gz", ".zst").stream().anyMatch(name::endsWith)) {
      factor = PACKED_TEXT;
    } else if (List.of(".parquet", ".pq").stream().anyMatch(name::endsWith)) {
      factor = PACKED_COLUMNS;
    }
    return new LoadEstimate(bytes, Math.multiplyExact(bytes, factor), freeBytes);
  }

  public boolean fits() {
    return neededBytes <= freeBytes;
  }
}
