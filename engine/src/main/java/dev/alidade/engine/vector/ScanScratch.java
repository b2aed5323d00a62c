package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.Shard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of one scan in one shard share: the query, a selection, and two places for
 * results, so that a call goes on from what the call before it found. Used by one thread.
 */
final class ScanScratch implements AutoCloseable {
  private final Scratch scratch;
  private final int query;
  private final int selection;
  private final int table;
  private final int[] rows = new int[2];
  private final int[] scores = new int[2];
  private int now;
  private int known;

  /**
   * @param queryBytes bytes of the query in the form that is scanned
   * @param tableBytes bytes that the kernel works in
   */
  ScanScratch(Shard shard, List<VectorChunk> chunks, int queryBytes, int tableBytes, int k) {
    int most = chunks.stream().mapToInt(VectorChunk::capacity).max().orElse(0);
    scratch =
        new Scratch(
            shard,
            Scratch.aligned(queryBytes)
                + Scratch.aligned(tableBytes)
                + Scratch.aligned(most / 8)
                + 4 * Scratch.aligned(4L * k));
    query = scratch.take(queryBytes);
    table = scratch.take(tableBytes);
    selection = scratch.take(most / 8);
    for (int i = 0; i < 2; i++) {
      rows[i] = scratch.take(4L * k);
      scores[i] = scratch.take(4L * k);
    }
  }

  void query(float[] values) {
    scratch.put(query, values);
  }

  void query(short[] values) {
    scratch.put(query, values);
  }

  int query() {
    return scratch.address(query);
  }

  int table() {
    return scratch.address(table);
  }

  /** The bitmap for a chunk; 0, which means all rows, where every row is alive and allowed. */
  int selection(VectorChunk chunk, long @Nullable [] allowed) {
    if (allowed == null) {
      return chunk.hasDead() ? chunk.live.offset() : 0;
    }
    scratch.put(selection, allowed, chunk.base >>> 6, RowBits.words(chunk.rows()));
    return scratch.address(selection);
  }

  int known() {
    return known;
  }

  int inRows() {
    return scratch.address(rows[1 - now]);
  }

  int inScores() {
    return scratch.address(scores[1 - now]);
  }

  int outRows() {
    return scratch.address(rows[now]);
  }

  int outScores() {
    return scratch.address(scores[now]);
  }

  /** The next call goes on from so many results of the last one. */
  void keep(int count) {
    known = count;
    now = 1 - now;
  }

  /** What the kept results are. */
  Found found(float sign, PathChoice path, long examined) {
    return scratch.found(rows[1 - now], scores[1 - now], known, 0, sign, path, examined);
  }

  /** What the last call wrote, which is not kept: its rows count from the chunk's first. */
  Found found(int count, VectorChunk chunk, float sign, PathChoice path, long examined) {
    return scratch.found(rows[now], scores[now], count, chunk.base, sign, path, examined);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
