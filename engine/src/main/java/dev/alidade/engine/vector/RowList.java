package dev.alidade.engine.vector;

import dev.alidade.engine.runtime.Shard;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows that are compared one by one, and where their vectors are. Valid until rows are added,
 * removed or moved.
 */
final class RowList {
  private final Map<Shard, Part> parts;
  private final int count;

  private RowList(Map<Shard, Part> parts, int count) {
    this.parts = parts;
    this.count = count;
  }

  /** Rows of one shard, ascending, in the first places of both arrays. */
  static final class Part {
    private final int[] rows;
    private final int[] addresses;
    private int count;

    Part(int room) {
      rows = new int[room];
      addresses = new int[room];
    }

    private void add(int row, int address) {
      rows[count] = row;
      addresses[count++] = address;
    }

    int[] rows() {
      return rows;
    }

    /** Of the float32 vectors, in linear memory. */
    int[] addresses() {
      return addresses;
    }

    int count() {
      return count;
    }
  }

  /**
   * @param ascending not kept
   */
  static RowList of(VectorRows rows, int[] ascending) {
    Map<Shard, Part> parts = new LinkedHashMap<>();
    VectorChunk chunk = null;
    Part part = new Part(0);
    for (int row : ascending) {
      if (chunk == null || row >= chunk.base + chunk.capacity()) {
        chunk = rows.chunkOf(row);
        part = parts.computeIfAbsent(chunk.shard, shard -> new Part(ascending.length));
      }
      part.add(row, chunk.vectorAt(row - chunk.base));
    }
    return new RowList(parts, ascending.length);
  }

  /** Rows in any order, of which none is there twice. */
  static RowList sorted(VectorRows rows, int[] chosen) {
    int[] ascending = chosen.clone();
    Arrays.sort(ascending);
    return of(rows, ascending);
  }

  Map<Shard, Part> parts() {
    return parts;
  }

  int count() {
    return count;
  }
}
