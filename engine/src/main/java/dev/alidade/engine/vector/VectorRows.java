package dev.alidade.engine.vector;

import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.runtime.kernels.Blocks.QuantiseI8;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A collection's vectors in linear memory, in chunks over the shards. Rows are numbered over all
 * chunks in document order; every chunk but the last is full. Not thread-safe: its owner's lock
 * keeps writers apart from readers.
 */
final class VectorRows implements AutoCloseable {
  /** Small enough that a collection of 100,000 × 384 spreads evenly over a few shards. */
  private static final long MAX_CHUNK_VECTOR_BYTES = 16L << 20;

  /** Below this a scan is done before a second thread has woken up: keep it in one shard. */
  private static final long SPREAD_BYTES = 4L << 20;

  private static final int MIN_CHUNK_ROWS = 64;

  private final Kernels kernels;
  private final Shards shards;
  private final int dimensions;
  private final Metric metric;
  private final List<VectorChunk> chunks = new ArrayList<>();

  /** Rows from here on have no codes yet. */
  private int quantised;

  VectorRows(Kernels kernels, Shards shards, int dimensions, Metric metric) {
    this.kernels = kernels;
    this.shards = shards;
    this.dimensions = dimensions;
    this.metric = metric;
  }

  List<VectorChunk> chunks() {
    return chunks;
  }

  int rows() {
    return chunks.stream().mapToInt(VectorChunk::rows).sum();
  }

  long bytes() {
    return chunks.stream().mapToLong(VectorChunk::bytes).sum();
  }

  private VectorChunk last() {
    return chunks.getLast();
  }

  /**
   * Makes room, so that appending cannot fail.
   *
   * @throws MemoryExhausted when no shard has it; then nothing is changed
   */
  void reserve(int wanted) {
    int before = chunks.size();
    int missing = wanted - chunks.stream().mapToInt(VectorChunk::room).sum();
    try {
      while (missing > 0) {
        VectorChunk chunk = newChunk(missing);
        chunks.add(chunk);
        missing -= chunk.capacity();
      }
    } catch (MemoryExhausted e) {
      while (chunks.size() > before) {
        chunks.removeLast().close();
      }
      throw e;
    }
  }

  private VectorChunk newChunk(int missing) {
    int base = chunks.isEmpty() ? 0 : last().base + last().capacity();
    int capacity = capacity(missing);
    MemoryExhausted full = null;
    for (Shard shard : byLoad()) {
      try {
        return new VectorChunk(shard, base, capacity, dimensions, metric);
      } catch (MemoryExhausted e) {
        full = e;
      }
    }
    throw full == null ? new MemoryExhausted(0, 0) : full;
  }

  private int capacity(int missing) {
    long rowBytes = (long) dimensions * Float.BYTES;
    long most = Math.max(MIN_CHUNK_ROWS, MAX_CHUNK_VECTOR_BYTES / rowBytes);
    long after = (long) rows() + missing;
    long even =
        after * rowBytes < SPREAD_BYTES
            ? missing
            : Math.ceilDiv(missing, shards.of(VectorKernels.MODULE).size());
    // Grows by half of what is there, so that many small additions make few chunks.
    long wanted = Math.clamp(Math.max(even, rows() / 2), MIN_CHUNK_ROWS, most);
    return (int) (Math.ceilDiv(wanted, 64) * 64);
  }

  /** Shards with the fewest of this collection's rows first, then those with the most room. */
  private List<Shard> byLoad() {
    Shard roomiest = shards.roomiest(VectorKernels.MODULE);
    return shards.of(VectorKernels.MODULE).stream()
        .sorted(
            Comparator.comparingLong(this::rowsIn)
                .thenComparingInt(shard -> shard.equals(roomiest) ? 0 : 1)
                .thenComparingInt(Shard::index))
        .toList();
  }

  private long rowsIn(Shard shard) {
    return chunks.stream().filter(c -> c.shard.equals(shard)).mapToLong(c -> c.capacity()).sum();
  }

  /** Appends a vector for which there is room; {@link #quantise} must follow. */
  void append(float[] comparable) {
    for (int i = chunks.size() - 1; ; i--) {
      if (i == 0 || chunks.get(i - 1).room() == 0) {
        chunks.get(i).append(comparable);
        return;
      }
    }
  }

  /** Makes the int8 codes of the rows appended since the last call. */
  void quantise() {
    for (VectorChunk chunk : chunks) {
      int first = Math.max(0, quantised - chunk.base);
      int count = chunk.rows() - first;
      if (count > 0) {
        quantise(chunk, first, count);
      }
    }
    quantised = rows();
  }

  private void quantise(VectorChunk chunk, int first, int count) {
    kernels.call(
        VectorKernels.QUANTISE_I8,
        chunk.shard,
        count,
        (long) count * dimensions * Float.BYTES,
        block -> {
          block
              .putInt(QuantiseI8.ROWS, count)
              .putInt(QuantiseI8.DIMENSIONS, dimensions)
              .putInt(QuantiseI8.STRIDE, dimensions)
              .putInt(QuantiseI8.VECTORS, chunk.vectors.offset() + first * dimensions * Float.BYTES)
              .putInt(QuantiseI8.CODE_STRIDE, dimensions)
              .putInt(QuantiseI8.OUT_CODES, chunk.codes.offset() + first * dimensions)
              .putInt(QuantiseI8.OUT_SCALES, chunk.scales.offset() + first * Float.BYTES);
          chunk.norms.ifPresent(
              norms -> block.putInt(QuantiseI8.OUT_NORMS, norms.offset() + first * Float.BYTES));
        });
  }

  VectorChunk chunkOf(int row) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).base <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return chunks.get(low);
  }

  void kill(int row) {
    VectorChunk chunk = chunkOf(row);
    chunk.kill(row - chunk.base);
  }

  float[] vector(int row) {
    VectorChunk chunk = chunkOf(row);
    return chunk.vector(row - chunk.base);
  }

  /** Moves the kept rows together and frees the chunks that this empties. */
  void compact(int[] kept) {
    for (int to = 0; to < kept.length; to++) {
      if (kept[to] != to) {
        VectorChunk source = chunkOf(kept[to]);
        VectorChunk target = chunkOf(to);
        target.moveIn(source, kept[to] - source.base, to - target.base);
      }
    }
    for (VectorChunk chunk : chunks) {
      chunk.keepFirst(Math.clamp(kept.length - (long) chunk.base, 0, chunk.capacity()));
    }
    while (!chunks.isEmpty() && last().rows() == 0) {
      chunks.removeLast().close();
    }
    quantised = kept.length;
  }

  @Override
  public void close() {
    chunks.forEach(VectorChunk::close);
    chunks.clear();
    quantised = 0;
  }
}
