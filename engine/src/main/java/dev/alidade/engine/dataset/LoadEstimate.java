package dev.alidade.engine.dataset;

import dev.alidade.engine.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a file would fit into memory, told before it is read: from its first rows, from the
 * footer of a Parquet file, from the header of a NumPy array. Columns are collected on the Java
 * heap, in buffers that grow, and then copied into linear memory, so that a file needs both.
 *
 * @param fileBytes of the file
 * @param neededBytes of linear memory for its columns, about
 * @param heapBytes of the Java heap while it is read, about, at the worst moment
 * @param freeBytes of linear memory that one data set may take now
 * @param freeHeapBytes of the Java heap that may be taken now
 */
public record LoadEstimate(
    long fileBytes, long neededBytes, long heapBytes, long freeBytes, long freeHeapBytes) {
  /**
   * Looks at the file's first 25,000 rows or so; at all tables of a SQLite file where the options
   * name none.
   *
   * @throws IOException when there is no such file
   * @throws DatasetException when it cannot be read
   */
  public static LoadEstimate of(
      Path file, LoadOptions options, long freeBytes, long freeHeapBytes, Progress progress)
      throws IOException {
    long bytes = Files.size(file);
    LoadSizes sizes = new LoadSizing(new SourceFile(file, progress), options, progress).sizes();
    return new LoadEstimate(bytes, sizes.columns(), sizes.heap(), freeBytes, freeHeapBytes);
  }

  public boolean fits() {
    return fitsColumns() && heapBytes <= freeHeapBytes;
  }

  /** Whether linear memory has room for the columns. */
  public boolean fitsColumns() {
    return neededBytes <= freeBytes;
  }
}
