package dev.alidade.engine.data;

import dev.alidade.engine.InvalidRequest;
import dev.alidade.engine.runtime.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects a dictionary: int32 offsets and UTF-8 bytes. */
final class Texts {
  private byte[] bytes = new byte[1_024];
  private int[] offsets = new int[64];
  private int count;

  /** The text of an entry of such offsets and bytes. */
  static String at(Region offsets, Region utf8, int entry) {
    MemorySegment ends = offsets.segment();
    int from = ends.get(ValueLayout.JAVA_INT_UNALIGNED, entry * 4L);
    int to = ends.get(ValueLayout.JAVA_INT_UNALIGNED, entry * 4L + 4);
    byte[] text = new byte[to - from];
    MemorySegment.copy(utf8.segment(), ValueLayout.JAVA_BYTE, from, text, 0, text.length);
    return new String(text, StandardCharsets.UTF_8);
  }

  void add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    long end = (long) offsets[count] + utf8.length;
    if (end > Integer.MAX_VALUE - 8) {
      throw new InvalidRequest(
          "A column can hold 2 GiB of text at the most.", "Split the data into several data sets.");
    }
    if (end > bytes.length) {
      bytes =
          Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, end * 3 / 2)));
    }
    System.arraycopy(utf8, 0, bytes, offsets[count], utf8.length);
    if (count + 2 > offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[++count] = (int) end;
  }

  int count() {
    return count;
  }

  Region offsets(Ownership owned) {
    Region region = owned.result(count * 4L + 4);
    MemorySegment.copy(offsets, 0, region.segment(), ValueLayout.JAVA_INT_UNALIGNED, 0, count + 1);
    return region;
  }

  Region utf8(Ownership owned) {
    Region region = owned.result(offsets[count]);
    MemorySegment.copy(bytes, 0, region.segment(), ValueLayout.JAVA_BYTE, 0, offsets[count]);
    return region;
  }
}
