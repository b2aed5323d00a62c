package dev.alidade.engine.runtime.kernels;

import dev.alidade.engine.runtime.MemoryPurpose;
import dev.alidade.engine.runtime.MemorySpace;
import dev.alidade.engine.runtime.ParameterBlock;
import dev.alidade.engine.runtime.Region;
import dev.alidade.engine.runtime.Workload;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** Allocates and fills the inputs of one workload, seeded. */
final class WorkloadInputs {
  private final MemorySpace memory;
  private final SplittableRandom random;
  private final boolean usual;
  private final boolean wide;
  private final List<Region> regions = new ArrayList<>();
  private final List<Region> outputs = new ArrayList<>();
  private long bytesRead;

  WorkloadInputs(MemorySpace memory, long seed) {
    this.memory = memory;
    this.random = new SplittableRandom(seed);
    this.wide = seed == Workload.WIDE_SHAPE;
    this.usual = wide || seed == Workload.USUAL_SHAPE;
  }

  /** Whether this is the shape for benchmarks and calibration; others vary the shape. */
  boolean usual() {
    return usual;
  }

  /** Whether vectors are to have twice the usual dimensions. */
  boolean wide() {
    return wide;
  }

  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** One of these, by chance. */
  int oneOf(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  double gaussian() {
    return random.nextGaussian();
  }

  /** An input of zeroes. */
  Region input(long bytes) {
    Region region = memory.allocate(bytes, MemoryPurpose.SCRATCH);
    regions.add(region);
    bytesRead += bytes;
    return region;
  }

  /** An output, filled with rubbish that the kernel has to overwrite. */
  Region output(long bytes) {
    Region region = memory.allocate(bytes, MemoryPurpose.SCRATCH);
    region.segment().fill((byte) 0xa5);
    regions.add(region);
    outputs.add(region);
    return region;
  }

  Region floats(int count, IntToDoubleFunction value) {
    Region region = input(4L * count);
    MemorySegment segment = region.segment();
    for (int i = 0; i < count; i++) {
      segment.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i, (float) value.applyAsDouble(i));
    }
    return region;
  }

  Region doubles(int count, IntToDoubleFunction value) {
    Region region = input(8L * count);
    MemorySegment segment = region.segment();
    for (int i = 0; i < count; i++) {
      segment.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * i, value.applyAsDouble(i));
    }
    return region;
  }

  Region longs(int count, IntToLongFunction value) {
    Region region = input(8L * count);
    MemorySegment segment = region.segment();
    for (int i = 0; i < count; i++) {
      segment.set(ValueLayout.JAVA_LONG_UNALIGNED, 8L * i, value.applyAsLong(i));
    }
    return region;
  }

  Region ints(int count, IntToLongFunction value) {
    Region region = input(4L * count);
    MemorySegment segment = region.segment();
    for (int i = 0; i < count; i++) {
      segment.set(ValueLayout.JAVA_INT_UNALIGNED, 4L * i, (int) value.applyAsLong(i));
    }
    return region;
  }

  Region bytes(int count) {
    Region region = input(count);
    MemorySegment segment = region.segment();
    for (int i = 0; i < count; i++) {
      segment.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(-127, 128));
    }
    return region;
  }

  /** A bitmap with about so many of a hundred bits set; unused last bits are set too. */
  Region bitmap(int rows, int percent) {
    int count = (int) ((rows + 7L) / 8);
    Region region = input(count);
    MemorySegment segment = region.segment();
    for (int i = 0; i < count; i++) {
      int bits = 0;
      for (int j = 0; j < 8; j++) {
        bits |= i * 8L + j >= rows || chance(percent) ? 1 << j : 0;
      }
      segment.set(ValueLayout.JAVA_BYTE, i, (byte) bits);
    }
    return region;
  }

  /** A bitmap, or none where the shape is usual and otherwise every second time. */
  int bitmapOrNone(int rows, int percent) {
    return usual || chance(50) ? 0 : bitmap(rows, percent).offset();
  }

  /** Offsets and bytes of these strings: two regions. */
  List<Region> strings(List<String> values) {
    List<byte[]> encoded = values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toList();
    int lead = usual ? 0 : between(0, 9); // offsets need not begin at 0
    int[] offsets = new int[values.size() + 1];
    offsets[0] = lead;
    for (int i = 0; i < encoded.size(); i++) {
      offsets[i + 1] = offsets[i] + encoded.get(i).length;
    }
    Region at = ints(offsets.length, i -> offsets[i]);
    Region bytes = input(offsets[values.size()]);
    MemorySegment segment = bytes.segment();
    for (int i = 0; i < encoded.size(); i++) {
      byte[] text = encoded.get(i);
      MemorySegment.copy(text, 0, segment, ValueLayout.JAVA_BYTE, offsets[i], text.length);
    }
    return List.of(at, bytes);
  }

  Workload.Prepared ready(Consumer<ParameterBlock> parameters) {
    return new Workload.Prepared(parameters, bytesRead, regions, outputs);
  }
}
