package dev.alidade.engine.dataset;

import java.io.IOException;

/**
 * Unpacks a Snappy block (google/snappy, format_description.txt). In Java, because the usual
 * library writes a native one into the temp folder at every start.
 */
final class SnappyBlock {
  private final byte[] source;
  private final byte[] target;
  private int at;
  private int out;

  private SnappyBlock(byte[] source, int length) {
    this.source = source;
    this.target = new byte[length];
  }

  /**
   * @param length of the unpacked bytes
   * @throws IOException when the block is broken or of another length
   */
  static byte[] unpack(byte[] source, int length) throws IOException {
    try {
      return new SnappyBlock(source, length).unpack();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("a broken Snappy block", e);
    }
  }

  private byte[] unpack() throws IOException {
    int declared = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = source[at++];
      declared |= (b & 0x7F) << shift;
      if (b >= 0) {
        break;
      }
    }
    if (declared != target.length) {
      throw new IOException("a Snappy block of another length");
    }
    while (at < source.length) {
      int tag = source[at++] & 0xFF;
      int upper = tag >>> 2;
      switch (tag & 3) {
        case 0 -> literal(upper < 60 ? upper + 1 : number(upper - 59) + 1);
        case 1 -> copy((upper & 7) + 4, (tag >>> 5) << 8 | source[at++] & 0xFF);
        case 2 -> copy(upper + 1, number(2));
        default -> copy(upper + 1, number(4));
      }
    }
    if (out != target.length) {
      throw new IOException("a Snappy block that ends early");
    }
    return target;
  }

  /** An integer of so many bytes, the lowest first. */
  private int number(int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (source[at++] & 0xFF) << 8 * i;
    }
    return value;
  }

  private void literal(int length) {
    System.arraycopy(source, at, target, out, length);
    at += length;
    out += length;
  }

  /** Repeats bytes from before; they may overlap with what they become. */
  private void copy(int length, int distance) throws IOException {
    if (distance <= 0 || distance > out) {
      throw new IOException("a Snappy block that points before its start");
    }
    if (distance >= length) {
      System.arraycopy(target, out - distance, target, out, length);
    } else {
      for (int i = 0; i < length; i++) {
        target[out + i] = target[out + i - distance];
      }
    }
    out += length;
  }
}
