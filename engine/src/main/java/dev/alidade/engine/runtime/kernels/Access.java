package dev.alidade.engine.runtime.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Short names for reading and writing linear memory. Addresses are byte offsets. */
final class Access {
  private Access() {}

  static int i32(MemorySegment m, long at) {
    return m.get(JAVA_INT_UNALIGNED, at);
  }

  /** An offset, which is unsigned. */
  static long u32(MemorySegment m, long at) {
    return Integer.toUnsignedLong(m.get(JAVA_INT_UNALIGNED, at));
  }

  static long i64(MemorySegment m, long at) {
    return m.get(JAVA_LONG_UNALIGNED, at);
  }

  static float f32(MemorySegment m, long at) {
    return m.get(JAVA_FLOAT_UNALIGNED, at);
  }

  static double f64(MemorySegment m, long at) {
    return m.get(JAVA_DOUBLE_UNALIGNED, at);
  }

  /** A byte, 0 to 255. */
  static int u8(MemorySegment m, long at) {
    return m.get(JAVA_BYTE, at) & 0xff;
  }

  static byte i8(MemorySegment m, long at) {
    return m.get(JAVA_BYTE, at);
  }

  static short i16(MemorySegment m, long at) {
    return m.get(JAVA_SHORT_UNALIGNED, at);
  }

  static void i32(MemorySegment m, long at, int value) {
    m.set(JAVA_INT_UNALIGNED, at, value);
  }

  static void i64(MemorySegment m, long at, long value) {
    m.set(JAVA_LONG_UNALIGNED, at, value);
  }

  static void f32(MemorySegment m, long at, float value) {
    m.set(JAVA_FLOAT_UNALIGNED, at, value);
  }

  static void f64(MemorySegment m, long at, double value) {
    m.set(JAVA_DOUBLE_UNALIGNED, at, value);
  }

  static void i8(MemorySegment m, long at, int value) {
    m.set(JAVA_BYTE, at, (byte) value);
  }

  /** Bit {@code row} of a bitmap; a bitmap at offset 0 has every bit set. */
  static boolean bit(MemorySegment m, long bitmap, int row) {
    return bitmap == 0 || (m.get(JAVA_BYTE, bitmap + (row >> 3)) >> (row & 7) & 1) != 0;
  }

  static boolean bad(MemorySegment m, long p) {
    i32(m, p, Blocks.STATUS_BAD_ARGUMENT);
    return false;
  }

  static void ok(MemorySegment m, long p) {
    i32(m, p, Blocks.STATUS_OK);
  }
}
