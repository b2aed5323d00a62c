package dev.alidade.engine.vector;

import dev.alidade.engine.PathChoice;
import dev.alidade.engine.runtime.Shard;

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

  /** For exact scores; there are no scales and norms. */
  static ListScratch exact(Shard shard, int queryBytes, int count, int k) {
    return new ListScratch(shard, queryBytes, count, k, 0);
  }

  /** For scores by codes, which have a scale and a norm each. */
  static ListScratch codes(Shard shard, int queryBytes, int count, int k) {
    return new ListScratch(shard, queryBytes, count, k, count);
  }

  private ListScratch(Shard shard, int queryBytes, int count, int k, int scaled) {
    this(
        new Scratch(
            shard,
            Scratch.aligned(queryBytes)
                + 2 * Scratch.aligned(4L * count)
                + 2 * Scratch.aligned(4L * scaled)
                + 2 * Scratch.aligned(4L * k)),
        queryBytes,
        count,
        k,
        scaled);
  }

  private ListScratch(Scratch bytes, int queryBytes, int count, int k, int scaled) {
    this(
        bytes,
        bytes.take(queryBytes),
        bytes.take(4L * count),
        bytes.take(4L * scaled),
        bytes.take(4L * scaled),
        bytes.take(4L * count),
        bytes.take(4L * k),
        bytes.take(4L * k));
  }

  /** The first so many of both arrays. */
  void putList(int[] addressesOf, int[] labels, int count) {
    bytes.put(addresses, addressesOf, count);
    bytes.put(rows, labels, count);
  }

  Found found(int count, float sign, PathChoice path, long examined) {
    return bytes.found(outRows, outScores, count, 0, sign, path, examined);
  }

  @Override
  public void close() {
    bytes.close();
  }
}
