package dev.alidade.engine.vector;

/**
 * @param version differs after every change of the documents or their vectors, and from that of
 *     another collection; says nothing beyond the running engine
 * @param memoryBytes linear memory of the vectors in all representations
 * @param memory the same, representation by representation
 */
public record CollectionInfo(
    String name,
    int dimensions,
    Metric metric,
    long size,
    long memoryBytes,
    Memory memory,
    String embedder,
    String source,
    String version) {
  /**
   * Bytes of linear memory.
   *
   * @param float32 exact vectors
   * @param int8 codes with their scales and lengths
   * @param oneBit signs with their scales and offsets
   * @param other which rows are alive
   */
  public record Memory(long float32, long int8, long oneBit, long other) {
    static final Memory NONE = new Memory(0, 0, 0, 0);

    Memory plus(Memory more) {
      return new Memory(
          float32 + more.float32, int8 + more.int8, oneBit + more.oneBit, other + more.other);
    }

    public long total() {
      return float32 + int8 + oneBit + other;
    }
  }
}
