package dev.alidade.engine.dataset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are well-formed UTF-8 (Unicode 16, table 3-7); ASCII is passed eight at a time. */
final class Utf8Check {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8Check() {}

  static boolean wellFormed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + 8 <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
        i += 8;
      } else if (bytes[i] >= 0) {
        i++;
      } else {
        int length = sequence(bytes, i, to);
        if (length == 0) {
          return false;
        }
        i += length;
      }
    }
    return true;
  }

  /** Length of the sequence that starts here; 0 where it is none. */
  private static int sequence(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xFF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      return continues(bytes, at + 1, 1, to) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      if (!continues(bytes, at + 1, 2, to)) {
        return 0;
      }
      int second = bytes[at + 1] & 0xFF;
      // Neither a shorter form nor a surrogate.
      return lead == 0xE0 && second < 0xA0 || lead == 0xED && second > 0x9F ? 0 : 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
      if (!continues(bytes, at + 1, 3, to)) {
        return 0;
      }
      int second = bytes[at + 1] & 0xFF;
      return lead == 0xF0 && second < 0x90 || lead == 0xF4 && second > 0x8F ? 0 : 4;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int at, int count, int to) {
    if (at + count > to) {
      return false;
    }
    for (int i = at; i < at + count; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
