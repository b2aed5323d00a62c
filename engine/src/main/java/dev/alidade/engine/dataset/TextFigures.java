package dev.alidade.engine.dataset;

import dev.alidade.engine.dataset.ColumnProfile.Texts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Lengths and kinds of characters of UTF-8 texts. */
final class TextFigures {
  private static final int LETTER = 1;
  private static final int DIGIT = 2;
  private static final int BLANK = 4;
  private static final int OTHER = 8;
  private static final int NOT_ASCII = 16;

  /** The kind of each byte; those above 127 are parts of other characters. */
  private static final byte[] KINDS = kinds();

  private long count;
  private long shortest = Long.MAX_VALUE;
  private long longest;
  private long characters;
  private final long[] withKind = new long[32];

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int b = 0; b < 256; b++) {
      boolean letter = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
      boolean blank = b == ' ' || b >= '\t' && b <= '\r';
      kinds[b] =
          (byte)
              (b >= 0x80
                  ? NOT_ASCII
                  : letter ? LETTER : b >= '0' && b <= '9' ? DIGIT : blank ? BLANK : OTHER);
    }
    return kinds;
  }

  /** A text that occurs so many times. */
  void add(MemorySegment utf8, long from, int length, long times) {
    int kinds = 0;
    int codePoints = 0;
    for (long i = from; i < from + length; i++) {
      int b = utf8.get(ValueLayout.JAVA_BYTE, i);
      kinds |= KINDS[b & 0xFF];
      // Bytes 10xxxxxx go on with a character.
      codePoints += (b & 0xC0) == 0x80 ? 0 : 1;
    }
    count += times;
    shortest = Math.min(shortest, codePoints);
    longest = Math.max(longest, codePoints);
    characters += codePoints * times;
    withKind[kinds] += times;
  }

  Optional<Texts> texts() {
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Texts(
                shortest,
                longest,
                characters / (double) count,
                withKind[0],
                with(LETTER),
                with(DIGIT),
                with(BLANK),
                with(OTHER),
                with(NOT_ASCII)));
  }

  private long with(int kind) {
    long sum = 0;
    for (int kinds = 0; kinds < withKind.length; kinds++) {
      sum += (kinds & kind) != 0 ? withKind[kinds] : 0;
    }
    return sum;
  }
}
