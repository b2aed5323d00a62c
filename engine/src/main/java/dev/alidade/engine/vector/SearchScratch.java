package dev.alidade.engine.vector;

import dev.alidade.engine.ExecutionPath;
import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.Shard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kernel calls of one search in one shard share. Used by one thread. */
final class SearchScratch implements AutoCloseable {
  private static final PathChoice NOT_YET_KNOWN =
      new PathChoice(ExecutionPath.JAVA, "the call is not finished");

  private final Scratch scratch;
  private final int query;
  private final int selection;
  private final int chosen;
  private final int outRows;
  private final int outScores;
  private final double sign;
  private boolean queryWritten;

  SearchScratch(Shard shard, int dimensions, int k, int rows, Metric metric) {
    long results = Scratch.aligned(4L * k);
    scratch =
        new Scratch(
            shard, Scratch.aligned(4L * dimensions) + Scratch.aligned(rows / 8 + 8) + 3 * results);
    query = scratch.take(4L * dimensions);
    selection = scratch.take(rows / 8 + 8);
    chosen = scratch.take(4L * k);
    outRows = scratch.take(4L * k);
    outScores = scratch.take(4L * k);
    sign = metric == Metric.EUCLIDEAN ? -1 : 1;
  }

  int query(float[] values) {
    if (!queryWritten) {
      scratch.put(query, values);
      queryWritten = true;
    }
    return scratch.address(query);
  }

  int query(byte[] codes) {
    if (!queryWritten) {
      scratch.put(query, codes);
      queryWritten = true;
    }
    return scratch.address(query);
  }

  int rows(int[] values) {
    scratch.put(chosen, values);
    return scratch.address(chosen);
  }

  /** The bitmap for a chunk; 0, which means all rows, where every row is alive and allowed. */
  int selection(VectorChunk chunk, long @Nullable [] allowed) {
    if (allowed == null) {
      return chunk.hasDead() ? chunk.live.offset() : 0;
    }
    scratch.put(selection, allowed, chunk.base >>> 6, RowBits.words(chunk.rows()));
    return scratch.address(selection);
  }

  int outRows() {
    return scratch.address(outRows);
  }

  int outScores() {
    return scratch.address(outScores);
  }

  /**
   * What the kernel wrote, as rows of the collection and scores that are larger for nearer ones.
   */
  Ranked ranked(VectorChunk chunk, int count, long examined) {
    int[] rows = scratch.ints(outRows, count);
    float[] scores = scratch.floats(outScores, count);
    List<Ranked.Row> found = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      // Adding zero turns a distance of −0 into 0.
      found.add(new Ranked.Row(chunk.base + rows[i], sign * scores[i] + 0.0));
    }
    return new Ranked(found, NOT_YET_KNOWN, examined);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
