package dev.alidade.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alidade.engine.WasmMode;
import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.Shard;
import dev.alidade.engine.runtime.kernels.VectorKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowPackingTest {
  private static final int DIMENSIONS = 4;

  private final VectorFixture fixture = new VectorFixture(WasmMode.OFF);
  private final Shard shard = fixture.host.shards().of(VectorKernels.MODULE).getFirst();

  @AfterEach
  void close() {
    fixture.close();
  }

  private VectorChunk chunk(int base, int capacity) {
    return new VectorChunk(shard, base, capacity, DIMENSIONS, Metric.EUCLIDEAN);
  }

  /** Chunks that hold so many rows, each with its number in it. */
  private List<VectorChunk> chunks(int rows, Random random) {
    List<VectorChunk> chunks = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (chunks.isEmpty() || chunks.getLast().room() == 0) {
        chunks.add(chunk(row, 64 * (1 + random.nextInt(4))));
      }
      chunks.getLast().append(new float[] {row, -row, 1, 0.5f * row});
    }
    return chunks;
  }

  private static int[] kept(int rows, double share, Random random) {
    return IntStream.range(0, rows)
        .filter(row -> random.nextDouble() < share || row / 100 % 3 == 0)
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "2, 3", "100, 4", "0, 5", "3, 6", "100, 7"})
  void keepsTheOrderWithAnyNumberOfNewChunks(int fresh, long seed) {
    Random random = new Random(seed);
    for (double share : new double[] {0, 0.01, 0.5, 0.95, 1}) {
      long before = used();
      int rows = 1 + random.nextInt(3_000);
      List<VectorChunk> sources = chunks(rows, random);
      int[] kept = kept(rows, share, random);

      int[] given = {0};
      List<VectorChunk> packed =
          new RowPacking(sources, kept)
              .packed(
                  (base, filled) ->
                      given[0]++ < fresh
                          ? Optional.of(chunk(base, 64 * (1 + random.nextInt(9))))
                          : Optional.empty());

      int row = 0;
      for (VectorChunk chunk : packed) {
        assertThat(chunk.base).isEqualTo(row);
        assertThat(chunk.hasDead()).isFalse();
        for (int i = 0; i < chunk.rows(); i++, row++) {
          assertThat(chunk.vector(i)).containsExactly(kept[row], -kept[row], 1, 0.5f * kept[row]);
        }
        assertThat(row == kept.length || chunk.room() == 0).isTrue();
      }
      assertThat(row).isEqualTo(kept.length);
      packed.forEach(VectorChunk::close);
      assertThat(used()).isEqualTo(before);
    }
  }

  private long used() {
    return shard.memory().usedBytes(MemoryPurpose.VECTORS);
  }
}
