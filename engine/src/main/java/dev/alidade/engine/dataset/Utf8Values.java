package dev.alidade.engine.dataset;

import dev.alidade.engine.runtime.Region;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text values one after the other: UTF-8 bytes and where each value starts. */
final class Utf8Values {
  private byte[] bytes = new byte[0];
  private int[] starts = new int[1];
  private int count;

  int count() {
    return count;
  }

  int from(int value) {
    return starts[value];
  }

  int to(int value) {
    return starts[value + 1];
  }

  byte[] bytes() {
    return bytes;
  }

  String text(int value) {
    return new String(bytes, from(value), to(value) - from(value), StandardCharsets.UTF_8);
  }

  int add(byte[] source, int from, int length) {
    int end = starts[count];
    if (length > bytes.length - end) {
      bytes =
          Arrays.copyOf(
              bytes,
              ColumnBuilder.grown(
                  bytes.length, (int) Math.min((long) end + length, ColumnBuilder.MAX_ROWS + 1L)));
    }
    System.arraycopy(source, from, bytes, end, length);
    if (count + 2 > starts.length) {
      starts = Arrays.copyOf(starts, ColumnBuilder.grown(starts.length, count + 2));
    }
    starts[++count] = end + length;
    return count - 1;
  }

  boolean matches(int value, byte[] other, int from, int length) {
    return Arrays.equals(bytes, starts[value], starts[value + 1], other, from, from + length);
  }

  /** Of the values and their offsets. */
  long bytesHeld() {
    return starts[count] + (count + 1) * 4L;
  }

  Region offsets(Allocation allocation) {
    return allocation.ints(starts, count + 1);
  }

  Region utf8(Allocation allocation) {
    return allocation.bytes(bytes, starts[count]);
  }
}
