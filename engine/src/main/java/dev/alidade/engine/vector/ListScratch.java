package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.Shard;
import java.util.Arrays;

/** Bytes of one call that scores a list of rows. Places are for {@link Scratch#address}. */
record ListScratch(
    Scratch bytes,
    int query,
    int addresses,
    int scales,
    int norms,
    int rows,
    int outRows,
    int outScores)
    implements AutoCloseable {

  /**
   * @param count rows of the list
   * @param k results kept
   */
  ListScratch(Shard shard, int queryBytes, int count, int k) {
    this(
        new Scratch(
            shard,
            Scratch.aligned(queryBytes)
                + 4 * Scratch.aligned(4L * count)
                + 2 * Scratch.aligned(4L * k)),
        queryBytes,
        count,
        k);
  }

  private ListScratch(Scratch bytes, int queryBytes, int count, int k) {
    this(
        bytes,
        bytes.take(queryBytes),
        bytes.take(4L * count),
        bytes.take(4L * count),
        bytes.take(4L * count),
        bytes.take(4L * count),
        bytes.take(4L * k),
        bytes.take(4L * k));
  }

  /**
   * @param labels may be longer than the list
   */
  void putList(int[] addressesOf, int[] labels) {
    bytes.put(addresses, addressesOf);
    bytes.put(rows, Arrays.copyOf(labels, addressesOf.length));
  }

  Found found(int count, float sign, PathChoice path, long examined) {
    return bytes.found(outRows, outScores, count, 0, sign, path, examined);
  }

  @Override
  public void close() {
    bytes.close();
  }
}
