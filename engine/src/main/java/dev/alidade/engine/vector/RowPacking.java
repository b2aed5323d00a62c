package dev.alidade.engine.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves the rows that are kept of some chunks together, in their order: into new chunks while there
 * are any, then within those that there were. A chunk is closed as soon as its rows have left it,
 * so that no more than one chunk's memory is needed on top. Used once.
 */
final class RowPacking {
  private final List<VectorChunk> sources;
  private final int[] bases;
  private final int[] kept;
  private final List<VectorChunk> packed = new ArrayList<>();

  /** The chunk that the next row is in. */
  private int source;

  /** The first of the chunks that is neither closed nor filled again. */
  private int unused;

  /** Rows that have their place. */
  private int done;

  /**
   * @param sources in the order of their rows
   * @param kept ascending
   */
  RowPacking(List<VectorChunk> sources, int[] kept) {
    this.sources = List.copyOf(sources);
    this.bases = sources.stream().mapToInt(chunk -> chunk.base).toArray();
    this.kept = kept;
  }

  /** Makes chunks; once it gives none it is not asked again. */
  @FunctionalInterface
  interface Fresh {
    /**
     * @param base the first row
     * @param packed chunks that are filled already
     */
    Optional<VectorChunk> chunk(int base, List<VectorChunk> packed);
  }

  List<VectorChunk> packed(Fresh fresh) {
    boolean asks = true;
    while (done < kept.length) {
      Optional<VectorChunk> made = asks ? fresh.chunk(done, packed) : Optional.empty();
      asks = made.isPresent();
      VectorChunk target = made.orElseGet(this::next);
      packed.add(target);
      fill(target);
      closeEmptied();
    }
    source = sources.size();
    closeEmptied();
    return packed;
  }

  /** The next of the chunks that there were: rows only move towards its start. */
  private VectorChunk next() {
    VectorChunk target = sources.get(unused++);
    target.base = done;
    return target;
  }

  @SuppressWarnings("ReferenceEquality") // a chunk is its memory
  private void fill(VectorChunk target) {
    int rows = 0;
    while (rows < target.capacity() && done < kept.length) {
      VectorChunk from = holder(kept[done]);
      int first = kept[done] - bases[source];
      int most = Math.min(target.capacity() - rows, from.capacity() - first);
      int count = 1;
      while (count < most
          && done + count < kept.length
          && kept[done + count] == kept[done] + count) {
        count++;
      }
      if (from != target || first != rows) {
        target.moveIn(from, first, rows, count);
      }
      rows += count;
      done += count;
    }
    target.keepFirst(rows);
  }

  private VectorChunk holder(int row) {
    while (row >= bases[source] + sources.get(source).capacity()) {
      source++;
    }
    return sources.get(source);
  }

  private void closeEmptied() {
    if (done < kept.length) {
      holder(kept[done]);
    }
    for (; unused < source; unused++) {
      sources.get(unused).close();
    }
  }
}
