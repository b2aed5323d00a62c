package dev.alidade.engine.dataset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the bytes that cut a delimited file, eight at a time. Arrays have {@link CsvChunk#PADDING}
 * bytes behind what is looked at.
 */
final class CsvScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final long delimiters;

  CsvScan(byte delimiter) {
    delimiters = ONES * delimiter;
  }

  /** Where the next delimiter or line end is, or {@code stop}. */
  int fieldEnd(byte[] bytes, int from, int stop) {
    for (int p = from; p < stop; p += 8) {
      long word = (long) LONGS.get(bytes, p);
      long found = zeros(word ^ delimiters) | zeros(word ^ ONES * '\n') | zeros(word ^ ONES * '\r');
      if (found != 0) {
        return Math.min(stop, p + (Long.numberOfTrailingZeros(found) >>> 3));
      }
    }
    return stop;
  }

  /** Where the next quote is, or {@code stop}. */
  static int quote(byte[] bytes, int from, int stop) {
    for (int p = from; p < stop; p += 8) {
      long found = zeros((long) LONGS.get(bytes, p) ^ ONES * '"');
      if (found != 0) {
        return Math.min(stop, p + (Long.numberOfTrailingZeros(found) >>> 3));
      }
    }
    return stop;
  }

  /** Where the line ends, or {@code stop}. */
  static int lineEnd(byte[] bytes, int from, int stop) {
    int p = from;
    while (p < stop && bytes[p] != '\n' && bytes[p] != '\r') {
      p++;
    }
    return p;
  }

  static int lineEnds(byte[] bytes, int from, int to) {
    int ends = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 == to || bytes[i + 1] != '\n')) {
        ends++;
      }
    }
    return ends;
  }

  /** The high bit of each zero byte; bytes above the first one may be marked wrongly. */
  private static long zeros(long word) {
    return word - ONES & ~word & HIGH_BITS;
  }
}
