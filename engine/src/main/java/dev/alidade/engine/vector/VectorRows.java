package dev.alidade.engine.vector;

import dev.alidade.engine.runtime.Kernels;
import dev.alidade.engine.runtime.MemoryExhausted;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.Shards;
import dev.alidade.engine.runtime.kernels.Blocks;
import dev.alidade.engine.runtime.kernels.Blocks.Quantise1bit;
import dev.alidade.engine.runtime.kernels.Blocks.QuantiseI8;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A collection's vectors in linear memory, in chunks over the shards. Rows are numbered over all
 * chunks in document order; every chunk but the last is full. Not thread-safe: its owner's lock
 * keeps writers apart from readers.
 */
final class VectorRows implements AutoCloseable {
  /** A kernel call takes 3 µs to make and 5 ms to read so much; freeing gives back so much. */
  private static final long MAX_CHUNK_VECTOR_BYTES = 64L << 20;

  /** Room that is taken before anybody asks for it: with codes and signs a third more. */
  private static final long MAX_GROWTH_VECTOR_BYTES = 24L << 20;

  /** Below this a scan is done before a second thread has woken up: keep it in one shard. */
  private static final long SPREAD_BYTES = 4L << 20;

  private static final int MIN_CHUNK_ROWS = 64;

  /**
   * A search has some 14 µs to do for each chunk before it compares a row, as long as 3,000 rows of
   * 384 signs take. With so many more chunks than needed they are merged; by then the collection
   * has grown by half again, so that a row is moved twice or three times in all.
   */
  private static final int CHUNKS_TOO_MANY = 4;

  private static final System.Logger LOG = System.getLogger(VectorRows.class.getName());

  private final Kernels kernels;
  private final Shards shards;
  private final int dimensions;
  private final Metric metric;
  private final List<VectorChunk> chunks = new ArrayList<>();

  /** Rows from here on have no codes and signs yet. */
  private int quantised;

  /** More than needed where memory was short: merging is not tried again until there are more. */
  private int chunksWhenPacked;

  private final SignCenter center;

  VectorRows(Kernels kernels, Shards shards, int dimensions, Metric metric) {
    this.kernels = kernels;
    this.shards = shards;
    this.dimensions = dimensions;
    this.metric = metric;
    this.center = new SignCenter(dimensions);
  }

  /** From where signs are taken; null for the origin. */
  float @Nullable [] center() {
    return center.values();
  }

  SignCenter signCenter() {
    return center;
  }

  /** Chunks by their shard, without those of which a selection allows nothing. */
  Map<Shard, List<VectorChunk>> byShard(long @Nullable [] selection) {
    Map<Shard, List<VectorChunk>> groups = new LinkedHashMap<>();
    for (VectorChunk chunk : chunks) {
      if (chunk.rows() > 0 && (selection == null || hasAny(selection, chunk))) {
        groups.computeIfAbsent(chunk.shard, shard -> new ArrayList<>()).add(chunk);
      }
    }
    return groups;
  }

  private static boolean hasAny(long[] selection, VectorChunk chunk) {
    int from = chunk.base >>> 6;
    for (int i = from; i < from + RowBits.words(chunk.rows()); i++) {
      if (selection[i] != 0) {
        return true;
      }
    }
    return false;
  }

  int rows() {
    return chunks.stream().mapToInt(VectorChunk::rows).sum();
  }

  CollectionInfo.Memory memory() {
    return chunks.stream()
        .map(VectorChunk::memory)
        .reduce(CollectionInfo.Memory.NONE, CollectionInfo.Memory::plus);
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
    int capacity = missing > 0 ? capacity(missing) : 0;
    try {
      while (missing > 0) {
        VectorChunk chunk = newChunk(capacity);
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

  private VectorChunk newChunk(int capacity) {
    int base = chunks.isEmpty() ? 0 : last().base + last().capacity();
    return newChunk(base, capacity, chunks);
  }

  /**
   * @param others chunks that the shards have already
   */
  private VectorChunk newChunk(int base, int capacity, List<VectorChunk> others) {
    MemoryExhausted full = null;
    for (Shard shard : byLoad(others)) {
      try {
        return new VectorChunk(shard, base, capacity, dimensions, metric);
      } catch (MemoryExhausted e) {
        full = e;
      }
    }
    throw full == null ? new MemoryExhausted(0, 0) : full;
  }

  /** Rows of each new chunk, so that every shard gets the same share of what is missing. */
  private int capacity(int missing) {
    return capacity(rows(), missing);
  }

  private int capacity(int rows, int missing) {
    long rowBytes = (long) dimensions * Float.BYTES;
    long most = Math.max(MIN_CHUNK_ROWS, MAX_CHUNK_VECTOR_BYTES / rowBytes);
    if ((rows + (long) missing) * rowBytes < SPREAD_BYTES) {
      return rounded(Math.clamp(Math.max(missing, rows / 2), MIN_CHUNK_ROWS, most));
    }
    long share = Math.ceilDiv(missing, shards.of(VectorKernels.MODULE).size());
    long pieces = Math.ceilDiv(share, most);
    // Grows by a half of what is there, so that many additions make few chunks, within bounds.
    long growth = Math.max(MIN_CHUNK_ROWS, MAX_GROWTH_VECTOR_BYTES / rowBytes);
    long least = Math.clamp(rows / 2, MIN_CHUNK_ROWS, growth);
    return rounded(Math.max(Math.ceilDiv(share, pieces), least));
  }

  private static int rounded(long rows) {
    return (int) (Math.ceilDiv(rows, 64) * 64);
  }

  /** Shards with the fewest of this collection's rows first, then those with the most room. */
  private List<Shard> byLoad(List<VectorChunk> present) {
    Shard roomiest = shards.roomiest(VectorKernels.MODULE);
    return shards.of(VectorKernels.MODULE).stream()
        .sorted(
            Comparator.comparingLong((Shard shard) -> rowsIn(shard, present))
                .thenComparingInt(shard -> shard.equals(roomiest) ? 0 : 1)
                .thenComparingInt(Shard::index))
        .toList();
  }

  private static long rowsIn(Shard shard, List<VectorChunk> present) {
    return present.stream().filter(c -> c.shard.equals(shard)).mapToLong(c -> c.capacity()).sum();
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

  /** Makes the int8 codes and the signs of the rows appended since the last call. */
  void quantise() {
    for (VectorChunk chunk : chunks) {
      int first = Math.max(0, quantised - chunk.base);
      int count = chunk.rows() - first;
      if (count > 0) {
        quantise(chunk, first, count);
      }
    }
    int signed = center.renewed(this) ? 0 : quantised;
    quantised = rows();
    makeSigns(signed);
  }

  /** Makes the signs from a row on; the block that it is in is made as a whole. */
  private void makeSigns(int from) {
    Map<Shard, Region> centers = new HashMap<>();
    try {
      for (VectorChunk chunk : chunks) {
        int block = VectorChunk.SIGN_BLOCK_ROWS;
        int first = Math.max(0, from - chunk.base) / block * block;
        if (chunk.rows() > first) {
          int at =
              center.values() == null
                  ? 0
                  : centers.computeIfAbsent(chunk.shard, center::in).offset();
          makeSigns(chunk, first, chunk.rows() - first, at);
        }
      }
    } finally {
      centers.values().forEach(Region::close);
    }
  }

  private void makeSigns(VectorChunk chunk, int first, int count, int centerAt) {
    kernels.call(
        VectorKernels.QUANTISE_1BIT,
        chunk.shard,
        count,
        (long) count * dimensions * Float.BYTES,
        block ->
            block
                .putInt(Quantise1bit.ROWS, count)
                .putInt(Quantise1bit.DIMENSIONS, dimensions)
                .putInt(Quantise1bit.STRIDE, dimensions)
                .putInt(
                    Quantise1bit.METRIC,
                    metric == Metric.EUCLIDEAN ? Blocks.METRIC_L2 : Blocks.METRIC_DOT)
                .putInt(
                    Quantise1bit.VECTORS, chunk.vectors.offset() + first * dimensions * Float.BYTES)
                .putInt(Quantise1bit.CENTER, centerAt)
                .putInt(Quantise1bit.OUT_CODES, chunk.signsAt(first))
                .putInt(Quantise1bit.OUT_SCALES, chunk.signScales.offset() + first * Float.BYTES)
                .putInt(
                    Quantise1bit.OUT_OFFSETS, chunk.signOffsets.offset() + first * Float.BYTES));
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

  /** Whether the rows lie in many more chunks than they need. */
  boolean isScattered() {
    int rows = rows();
    int few = Math.max(chunksWhenPacked, Math.ceilDiv(rows, capacity(0, rows)));
    return chunks.size() > few + CHUNKS_TOO_MANY;
  }

  /**
   * Moves the kept rows together, into few new chunks where they are {@link #isScattered scattered}
   * and memory is there for one more at a time, and frees the chunks that this empties.
   */
  void compact(int[] kept) {
    int firstMoved = 0;
    while (firstMoved < kept.length && kept[firstMoved] == firstMoved) {
      firstMoved++;
    }
    boolean merges = isScattered();
    List<VectorChunk> packed = new RowPacking(chunks, kept).packed(fresh(merges, kept.length));
    chunks.clear();
    chunks.addAll(packed);
    chunksWhenPacked = packed.size();
    quantised = kept.length;
    makeSigns(firstMoved);
  }

  /** Gives new chunks for as long as there is memory. */
  private RowPacking.Fresh fresh(boolean merges, int rows) {
    int capacity = capacity(0, rows);
    return (base, packed) -> {
      if (!merges) {
        return Optional.empty();
      }
      try {
        int most = Math.min(capacity, rounded(rows - (long) base));
        return Optional.of(newChunk(base, most, packed));
      } catch (MemoryExhausted e) {
        LOG.log(
            System.Logger.Level.DEBUG, "{0} rows stay in the chunks that they are in", rows - base);
        return Optional.empty();
      }
    };
  }

  @Override
  public void close() {
    chunks.forEach(VectorChunk::close);
    chunks.clear();
    center.forget();
    quantised = 0;
    chunksWhenPacked = 0;
  }
}
